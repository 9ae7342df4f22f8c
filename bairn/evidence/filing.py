"""Rows of files and uploads as cards, and the few questions that every act on them asks."""

import shutil
import uuid
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Max

from bairn.evidence import incoming, naming, uploading
from bairn.evidence.models.exhibits import Exhibit
from bairn.evidence.models.files import File, Upload
from bairn.evidence.terms.files import FileCard, Held, Origin, Verification
from bairn.evidence.terms.uploads import UploadCard, UploadState
from bairn.kernel.refusal import Refusal
from bairn.vault.terms import Sealing, SubjectKind


def check_exhibit(case_id: uuid.UUID, exhibit_id: uuid.UUID) -> None:
    """Refuses an exhibit of another case, or beyond sight. Raises Refusal evidence.no_exhibit."""
    if not Exhibit.objects.filter(id=exhibit_id, holder_id=case_id).exists():
        raise Refusal("evidence.no_exhibit", "This case has no such exhibit.", field="exhibit_id")


def check_original(case_id: uuid.UUID, original_id: uuid.UUID | None) -> None:
    """Refuses an original of another case. Raises Refusal evidence.no_file."""
    if original_id is not None:
        file_row(case_id, original_id)


def words_of(**given: str) -> Sealing:
    """What was said of a file in words, to be sealed."""
    fields = {name: naming.kept(value) for name, value in given.items() if value}
    return Sealing(kind=SubjectKind.WORDS, fields=fields)


def is_known(file_id: uuid.UUID) -> bool:
    """Whether a row of the house needs what lies on the disk under this id."""
    arriving = Upload.objects.filter(id=file_id, state=UploadState.ARRIVING.value)
    return arriving.exists() or File.objects.filter(id=file_id, held=Held.SEALED.value).exists()


def free() -> int:
    """How many bytes the disk has left."""
    home = Path(settings.BAIRN_HOME)
    return shutil.disk_usage(home if home.exists() else home.parent).free


def next_number(exhibit_id: uuid.UUID) -> int:
    """The next number within this exhibit; whoever asks at the same time waits for this act."""
    place = int.from_bytes(exhibit_id.bytes[8:], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [place])
    last = File.objects.filter(exhibit_id=exhibit_id).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def upload_row(
    case_id: uuid.UUID, upload_id: uuid.UUID, *, by: uuid.UUID, hold: bool = False
) -> Upload:
    """This person's own upload of this case. Raises Refusal evidence.no_upload.

    With `hold` it ends in one way: who comes second sees what the first has made of it.
    """
    rows = Upload.objects.select_for_update() if hold else Upload.objects
    row = rows.filter(id=upload_id, holder_id=case_id, by_id=by).first()
    if row is None:
        raise Refusal("evidence.no_upload", "You have no such upload in this case.")
    return row


def file_row(case_id: uuid.UUID, file_id: uuid.UUID) -> File:
    """A file of this case. Raises Refusal evidence.no_file."""
    row = File.objects.filter(id=file_id, holder_id=case_id).first()
    if row is None:
        raise Refusal("evidence.no_file", "This case has no such file.", field="file_id")
    return row


def twins_of(case_id: uuid.UUID, sha256: bytes, *, but: uuid.UUID) -> tuple[uuid.UUID, ...]:
    """Other files of the case with the same content, the oldest first."""
    rows = File.objects.filter(holder_id=case_id, sha256=sha256).exclude(id=but)
    return tuple(rows.order_by("id").values_list("id", flat=True))


def upload_card(row: Upload) -> UploadCard:
    """The upload, with what the disk says of it."""
    state = UploadState(row.state)
    under_way = state is UploadState.ARRIVING
    arrived = incoming.arrived(row.id, row.size) if under_way else 0
    if state is UploadState.TAKEN:
        arrived = row.size or 0
    twins: tuple[uuid.UUID, ...] = ()
    if state is UploadState.TAKEN:
        sha256 = bytes(File.objects.values_list("sha256", flat=True).get(id=row.id))
        twins = twins_of(row.holder_id, sha256, but=row.id)
    return UploadCard(
        id=row.id,
        case_id=row.holder_id,
        exhibit_id=row.exhibit_id,
        words_id=row.words_id,
        key_id=row.key_id,
        state=state,
        size=row.size,
        arrived=arrived,
        checked=incoming.checked(row.id) if under_way else None,
        sha256_said=bytes(row.sha256_said),
        restricted=row.restricted,
        code=row.code,
        begun_at=row.begun_at,
        expires_at=uploading.expires(row.touched_at),
        twins=twins,
    )


def file_card(row: File) -> FileCard:
    """The file as a list shows it."""
    return FileCard(
        id=row.id,
        case_id=row.holder_id,
        exhibit_id=row.exhibit_id,
        number=row.number,
        words_id=row.words_id,
        key_id=row.key_id,
        held=Held(row.held),
        found_type=row.found_type,
        size=row.size,
        sha256=bytes(row.sha256),
        restricted=row.restricted,
        classification=row.classification,
        origin=Origin(row.origin),
        tool=row.tool,
        original_id=row.original_id,
        redaction=row.redaction,
        taken_at=row.taken_at,
        by_id=row.by_id,
        verification=Verification(row.verification),
        verified_at=row.verified_at,
    )

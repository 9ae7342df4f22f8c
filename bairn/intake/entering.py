"""Putting an accepted report into the house: holder, vault, rows. Part of the act that receives."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from bairn import jobs
from bairn.access import circles, gate, sessions
from bairn.access.terms import HolderKind, Role
from bairn.intake import envelopes, known_files, receipts, sameness
from bairn.intake.models import File, Person, Report
from bairn.intake.terms import Channel, FileNote, PersonDraft, Receipt, ReportDraft, ReportState
from bairn.kernel import ids
from bairn.kernel.actor import Actor, ActorKind
from bairn.kernel.refusal import Refusal
from bairn.vault import actions as vault

_WITH_CODE = frozenset({Channel.PUBLIC_FORM, Channel.MANDATED_FORM, Channel.OFFICER_FORM})
_BRINGERS = frozenset({ActorKind.REPORTER, ActorKind.PLATFORM, ActorKind.PARTNER})
_DRAWS = 5  # of a reference: 35 random bits, so a second clash is a sign of something else


def enter(
    *,
    actor: Actor,
    at: datetime,
    draft: ReportDraft,
    state: ReportState,
    unit_id: uuid.UUID | None,
    sending_key: str,
) -> Receipt:
    """Register, seal and write one report; the receipt of the same sending if it came before."""
    sent = None
    if sending_key:
        sent = receipts.sending_digest(sending_key, channel=draft.channel, actor_id=actor.id)
        earlier = _sent_before(sent)
        if earlier is not None:
            gate.about(report_id=earlier[0])
            gate.note(repeated=True)
            return _repeated(earlier, draft.channel, sending_key)
    report = Report(
        channel=draft.channel.value,
        state=state.value,
        received_at=at,
        unit_id=unit_id or _unit_for(actor, draft),
        platform_id=actor.id if actor.kind is ActorKind.PLATFORM else None,
        entry_id=gate.entry_id(),
        sending_digest=sent,
        **_open_part(draft),
    )
    _mark_sameness(report, draft, actor)
    code = _code(draft.channel, sending_key)
    report.code_digest = receipts.digest(code, salt=salt()) if code else None
    _register(report.id, actor=actor, at=at, unit_id=report.unit_id, with_code=bool(code))
    _seal_and_save(report, draft, actor=actor, at=at)
    _note(report, draft)
    return Receipt(
        report_id=report.id,
        reference=report.reference,
        code=receipts.shown(code) if code else None,
        entry_id=report.entry_id,
    )


def _note(report: Report, draft: ReportDraft) -> None:
    gate.about(report_id=report.id)
    gate.note(
        channel=draft.channel.value,
        unit=report.unit_id,
        people=len(draft.people),
        files=len(draft.files),
        unknown=len(draft.kept_unknown),
    )


def salt() -> bytes:
    """The salt of receipt codes, drawn when the house was made."""
    with connection.cursor() as cursor:
        cursor.execute("select intake_house_salt()")
        return bytes(cursor.fetchone()[0])


def file_fields(note: FileNote) -> dict[str, object]:
    """The open part of a file note, as its columns."""
    return {
        "held": note.held.value,
        "md5": note.md5,
        "sha1": note.sha1,
        "sha256": note.sha256,
        "size": note.size,
        **described(note),
    }


def described(note: FileNote) -> dict[str, object]:
    """What a platform says of a file, as its columns."""
    return {
        "stated_digests": [list(pair) for pair in note.stated_digests],
        "classification": note.classification,
        "relevance": note.relevance,
        "viewed_by_platform": note.viewed_by_platform,
        "exif_viewed_by_platform": note.exif_viewed_by_platform,
        "publicly_available": note.publicly_available,
        "uploaded_earliest": note.uploaded.earliest,
        "uploaded_latest": note.uploaded.latest,
        "annotations": sorted(note.annotations),
    }


def _open_part(draft: ReportDraft) -> dict[str, object]:
    return {
        "pack": draft.pack,
        "language": draft.language,
        "situation": draft.situation,
        "incident_codes": list(draft.incident_codes),
        "incident_earliest": draft.incident.earliest,
        "incident_latest": draft.incident.latest,
        "contact_earliest": draft.last_contact.earliest,
        "contact_latest": draft.last_contact.latest,
        "facts": dict(draft.facts),
        "open_elements": [
            [one.path, one.value, dict(one.attributes)] for one in draft.open_elements
        ],
        "kept_unknown": list(draft.kept_unknown),
    }


def _seal_and_save(report: Report, draft: ReportDraft, *, actor: Actor, at: datetime) -> None:
    """Everything that tells who or what in one sealing, then the rows that name it by its ids."""
    words, document = envelopes.words_of(draft.words), envelopes.document_of(draft)
    people = [envelopes.person_of(one, pack=draft.pack) for one in draft.people]
    files = [envelopes.file_of(note) for note in draft.files]
    sealings = [one for one in (words, document, *people, *files) if one is not None]
    found: tuple[uuid.UUID, ...] = ()
    if sealings:
        found = vault.seal_many(actor=actor, at=at, sealings=sealings, report_id=report.id)
    subjects = iter(found)
    report.words_id = next(subjects) if words else None
    report.document_id = next(subjects) if document else None
    _insert(report, at)
    Person.objects.bulk_create(
        _person_row(report.id, place, one, next(subjects))
        for place, one in enumerate(draft.people, start=1)
    )
    kept = [
        File(
            id=uuid.UUID(note.file_id) if note.file_id else ids.new_id(),
            report_id=report.id,
            received_at=at,
            subject_id=next(subjects) if sealing else None,
            **file_fields(note),
        )
        for note, sealing in zip(draft.files, files, strict=True)
    ]
    File.objects.bulk_create(kept)
    _compare(report, kept, actor=actor, at=at)


def _compare(report: Report, kept: list[File], *, actor: Actor, at: datetime) -> None:
    """Which of the files are known: said at once, so that nobody has to look for it."""
    if actor.kind is ActorKind.REPORTER:
        # Whoever reports reads no list: the house compares a moment later.
        if any(map(known_files.digests_of, kept)):
            jobs.defer("intake.compare_files", report_id=report.id)
        return
    known_files.add_facts(report, kept, actor=actor, at=at)


def _person_row(
    report_id: uuid.UUID, place: int, person: PersonDraft, subject_id: uuid.UUID
) -> Person:
    return Person(
        report_id=report_id,
        subject_id=subject_id,
        place=place,
        role=person.role.value,
        facts=dict(person.facts),
        identified=not person.identity.empty,
    )


def _insert(report: Report, at: datetime) -> None:
    """Write the row under a reference nobody has; a clash draws another."""
    for draw in range(_DRAWS):
        report.reference = ids.new_reference("R", year=at.year)
        try:
            with transaction.atomic():
                report.save(force_insert=True)
            return
        except IntegrityError:
            if draw == _DRAWS - 1:
                raise


def _mark_sameness(report: Report, draft: ReportDraft, actor: Actor) -> None:
    secret = settings.SECRET_KEY.encode()
    # One platform may send over the wire today and as a file tomorrow: its name is what stays.
    sender = draft.words.platform or str(actor.id)
    report.content_digest = sameness.content_digest(draft, secret=secret)
    report.number_digest = sameness.number_digest(draft.sender_number, sender=sender, secret=secret)


def _register(
    report_id: uuid.UUID, *, actor: Actor, at: datetime, unit_id: uuid.UUID, with_code: bool
) -> None:
    # Whoever was given a code at an officer's desk comes back to it as a member of the public.
    public = sessions.PUBLIC if with_code else None
    circles.register(
        holder_id=report_id,
        kind=HolderKind.REPORT,
        unit_id=unit_id,
        at=at,
        brought_by=actor.id if actor.kind in _BRINGERS else public,
    )
    if actor.kind is ActorKind.STAFF and not (
        actor.unit == unit_id and actor.has(Role.INTAKE_OFFICER, Role.SUPERVISOR)
    ):
        # Whoever took a report down may finish writing it, wherever it is routed.
        circle = {actor.id: "taker"}
        circles.begin(holder_id=report_id, circle=circle, basis="took_report", by=actor.id, at=at)


def _unit_for(actor: Actor, draft: ReportDraft) -> uuid.UUID:
    if actor.kind is ActorKind.STAFF and actor.unit is not None:
        return actor.unit
    sender = actor.id if actor.kind in {ActorKind.PLATFORM, ActorKind.PARTNER} else None
    with connection.cursor() as cursor:
        cursor.execute("select intake_unit_for(%s, %s)", [draft.pack, sender])
        row = cursor.fetchone()
    if not row or row[0] is None:
        raise Refusal("intake.no_unit", "The house has no unit yet that could take in a report.")
    found: uuid.UUID = row[0]
    return found


def _code(channel: Channel, sending_key: str) -> str:
    if channel not in _WITH_CODE:
        return ""
    key = sending_key or str(uuid.uuid4())
    return receipts.of_sending(key, secret=settings.SECRET_KEY.encode())


def _sent_before(digest: bytes) -> tuple[uuid.UUID, str, uuid.UUID] | None:
    """What this sending became, if it came before; two at once wait for each other here."""
    with connection.cursor() as cursor:
        lock = int.from_bytes(digest[:8], "big", signed=True)
        cursor.execute("select pg_advisory_xact_lock(%s)", [lock])
        cursor.execute("select id, reference, entry_id from intake_sent_before(%s)", [digest])
        row = cursor.fetchone()
    return (row[0], row[1], row[2]) if row else None


def _repeated(
    earlier: tuple[uuid.UUID, str, uuid.UUID], channel: Channel, sending_key: str
) -> Receipt:
    code = _code(channel, sending_key)
    return Receipt(
        report_id=earlier[0],
        reference=earlier[1],
        code=receipts.shown(code) if code else None,
        entry_id=earlier[2],
        repeated=True,
    )

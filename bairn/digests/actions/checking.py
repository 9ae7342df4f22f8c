"""Files are compared once, as they come in: with the lists, with what was named, with watches."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import connection

from bairn import jobs
from bairn.access import gate
from bairn.digests import comparing
from bairn.digests.arrays import arrays
from bairn.digests.holders import holder_of
from bairn.digests.matching import on_lists
from bairn.digests.models import FoundRow, Seen
from bairn.digests.terms import Checked, Digest, FileDigests, Known
from bairn.kernel.actor import Actor


@gate.act("digests.check")
def check(
    *,
    actor: Actor,
    at: datetime,
    files: Sequence[FileDigests],
    report_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
) -> Checked:
    """Compare files of a report or case as they come in; how many are known, new, watched for.

    Done again it changes nothing: what was found stays, and nobody is told twice.
    """
    held = holder_of(report_id, case_id)
    asked = {digest for file in files for digest in file.digests}
    known = on_lists(asked)
    before = _named_before(held, asked)
    watched = {one.file_id for one in files if _strike(held, one, at)}
    _keep(held, files, known, at)
    counts = comparing.count(files, known, named_before=before, watched=watched)
    if asked:
        jobs.defer("linkage.compare_files", holder_id=held)
    gate.note(files=len(files), known=counts.known, new=counts.new, watched=counts.watched)
    return counts


def _named_before(held: uuid.UUID, digests: Collection[Digest]) -> set[Digest]:
    in_order = sorted(digests)
    with connection.cursor() as cursor:
        cursor.execute(
            "select digests_named_before(%s, %s::smallint[], %s::bytea[])",
            [held, *arrays(in_order)],
        )
        return {in_order[place - 1] for (place,) in cursor.fetchall()}


def _strike(held: uuid.UUID, file: FileDigests, at: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "select digests_strike(%s, %s, %s::smallint[], %s::bytea[], %s)",
            [held, file.file_id, *arrays(file.digests), at],
        )
        return bool(cursor.fetchone()[0])


def _keep(
    held: uuid.UUID, files: Sequence[FileDigests], known: Sequence[Known], at: datetime
) -> None:
    Seen.objects.bulk_create(
        (
            Seen(algorithm=one.algorithm, digest=one.value, holder_id=held, file_id=file.file_id)
            for file in files
            for one in file.digests
        ),
        ignore_conflicts=True,
    )
    FoundRow.objects.bulk_create(
        (
            FoundRow(
                holder_id=held,
                file_id=file.file_id,
                list_id=one.list_id,
                algorithm=one.algorithm,
                category=one.category,
                kind=one.kind.value,
                at=at,
            )
            for file in files
            for one in comparing.of_one_file(file, known)
        ),
        ignore_conflicts=True,
    )

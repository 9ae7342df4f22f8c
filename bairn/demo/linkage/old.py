"""Older records and old cases of the demo: a list comes in, one is taken up, reviews are due."""

import csv
import io
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from bairn.cases.terms import ParticipantRole
from bairn.demo.linkage.book import Row, book
from bairn.demo.moving_in import House
from bairn.journeys import take_up
from bairn.nonrecent import actions as reviews
from bairn.nonrecent import queries as old
from bairn.nonrecent import sweeping
from bairn.nonrecent.terms import Declared, NewChange
from bairn.records import actions as records
from bairn.records import guessing, importing, reading
from bairn.records import queries as looks
from bairn.records.terms import TakenFor


def bring_in(*, house: House, made: Mapping[str, uuid.UUID], now: datetime) -> None:
    """A short list of an older system, with a row that holds nobody and one that is taken up."""
    row = book()["records"]
    importer, reviewer = house.staff[row["by"]], house.staff[row["reviewer"]]
    if importer.unit is None:
        raise LookupError("whoever brings records in belongs to a unit")
    stream = io.BytesIO(_table(row).encode())
    opened = reading.open_file(stream)
    layout = guessing.guess(*reading.peek(stream, opened))
    begun = records.begin(
        actor=importer, at=now, unit_id=importer.unit, name=row["name"], opened=opened,
        layout=layout, reviewers=[reviewer.id],
    )  # fmt: skip
    done = importing.bring_in(
        actor=importer, at=now, stream=stream, opened=opened, layout=layout, begun=begun
    )
    _take_up(house, row, done.collection_id, made, now)


def _take_up(
    house: House,
    row: Row,
    collection_id: uuid.UUID,
    made: Mapping[str, uuid.UUID],
    now: datetime,
) -> None:
    reviewer, said = house.staff[row["reviewer"]], row["taken_up"]
    found = looks.collection(actor=reviewer, at=now, collection_id=collection_id)
    one = sorted(found.records, key=lambda record: record.row)[said["row"]]
    take_up.take_up(
        actor=reviewer, at=now, collection_id=collection_id, record_id=one.id,
        case_id=made[said["case"]], role=ParticipantRole(said["role"]), reason=TakenFor.LINKED,
    )  # fmt: skip


def _table(row: Row) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(row["columns"])
    writer.writerows(row["rows"])
    return out.getvalue()


def review(*, house: House, made: Mapping[str, uuid.UUID], now: datetime) -> None:
    """A change of law is declared, the house looks, and one review is half done."""
    law, row = book()["law"], book()["review"]
    reviews.declare(
        actor=house.staff[law["by"]],
        at=now,
        said=NewChange(
            kind=Declared.LIMITATION_CHANGE, reference=law["reference"],
            from_at=now - timedelta(days=30), packs=frozenset(law["packs"]),
        ),
    )  # fmt: skip
    sweeping.sweep(actor=house.system, at=now)
    actor, case_id = house.staff[row["by"]], made[row["case"]]
    item = old.items_of(actor=actor, at=now, case_id=case_id)[0]
    this = {"case_id": case_id, "item_id": item.id}
    reviews.take(actor=actor, at=now, **this)
    for question, answer, words in row["answers"]:
        reviews.answer(actor=actor, at=now, **this, question=question, answer=answer, words=words)

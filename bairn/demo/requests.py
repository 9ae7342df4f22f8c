"""Requests in a scenario's case: what was asked of whom, what left, what came of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from bairn.demo.cast import FOLDER
from bairn.demo.stage import Stage
from bairn.journeys import ask_holder, receive_answer
from bairn.kernel import catalogue
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal
from bairn.paper import printing
from bairn.preservation import actions as preservation
from bairn.preservation import letters
from bairn.preservation import queries as looks
from bairn.preservation.terms import Holder, Kind, NewRequest, RequestWords
from bairn.protocols import queries as protocols

SHEET = "desk/preservation/letter_sheet.html"
_NO_PAPER = b"%PDF-1.7 demo: this machine has no libraries that lay out pages"


@cache
def book() -> Mapping[str, Any]:
    """The companies of the units and the requests of the scenarios."""
    document: Mapping[str, Any] = catalogue.load(FOLDER / "requests.yaml")
    return document


def requests(told: Stage) -> None:
    """Everything that this scenario's case has asked of holders."""
    companies = _directory(told)
    for row in book()["cases"][told.scenario.code]:
        _ask(told, row, companies.get(row["to"]))


def _directory(told: Stage) -> Mapping[str, Holder]:
    """The companies of the unit; the first case that writes to one puts it there."""
    for row in book()["companies"].get(told.scenario.unit, ()):
        try:
            preservation.add_holder(actor=told.investigator, at=told.received_at, **row)
        except Refusal as no:
            if no.code != "preservation.twice":
                raise
    known = looks.holders(actor=told.investigator, at=told.received_at)
    return {one.holder_class: one for one in known}


def _ask(told: Stage, row: Mapping[str, Any], company: Holder | None) -> None:
    words = RequestWords(**book()["words"])
    start, end = row.get("period", (None, None))
    this: dict[str, Any] = {"actor": told.investigator, "case_id": told.case_id}
    said = NewRequest(
        kind=Kind(row["kind"]),
        holder_class=row["to"],
        basis=row["basis"],
        items=tuple(row["items"]),
        words=words,
        holder_id=company.id if company else None,
        period=Bounds(_after(told, start), _after(told, end)),
    )
    (made,) = preservation.draft(**this, at=told.at(row["at"]), said=said)
    if "sent" not in row:
        return
    at = told.at(row["sent"])
    this["request_id"] = made
    pdf = _letter(told, this, words, company, at=at)
    preservation.finish_letter(**this, at=at, pdf=pdf)
    ask_holder.ask_holder(
        actor=told.investigator,
        at=at,
        case_id=told.case_id,
        request_ids=[made],
        channel=company.channel if company else "mail",
        happened_at=at,
    )
    for step in row["then"]:
        if told.received_at + timedelta(hours=step[1]) < told.now:
            _came(this, told.at(step[1]), *step[:1], *step[2:])


def _after(told: Stage, hours: float | None) -> datetime | None:
    return None if hours is None else told.received_at + timedelta(hours=hours)


def _letter(
    told: Stage,
    this: Mapping[str, Any],
    words: RequestWords,
    company: Holder | None,
    *,
    at: datetime,
) -> bytes:
    if not printing.available():
        return _NO_PAPER
    one = looks.request(**this, at=at).request
    zone = protocols.binding_of_case(actor=told.investigator, at=at, case_id=told.case_id).zone
    made = letters.letter(
        one,
        words,
        unit=told.scenario.unit.title(),
        addressee=f"{company.name}\n{company.contact}" if company else words.addressee,
        language="en",
        zone=zone,
        at=at,
    )
    return printing.from_template(
        SHEET, {"letter": made}, language="en", title=made.subject, printed=at
    )


def _came(this: Mapping[str, Any], at: datetime, what: str, reason: str = "") -> None:
    """What the holder did."""
    if what == "acknowledge":
        preservation.acknowledge(**this, at=at, happened_at=at)
    elif what == "refuse":
        preservation.refuse(**this, at=at, happened_at=at, reason=reason)
    elif what == "find_nothing":
        preservation.find_nothing(**this, at=at, happened_at=at)
    else:
        receive_answer.content_removed(**this, at=at, happened_at=at)

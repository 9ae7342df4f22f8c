"""How a case ends: a coded outcome with reasons, by two people wherever a child may take part."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bairn.cases.terms import (
    ClosingBook,
    CodedReason,
    Outcome,
    OutcomeRow,
    Participant,
    ParticipantRole,
)
from bairn.kernel import catalogue
from bairn.kernel.refusal import Refusal
from bairn.kernel.text import Text

FILE = Path(__file__).parent / "catalogue" / "closing.yaml"


@cache
def book() -> ClosingBook:
    """Outcomes and reasons as the catalogue has them. Raises CatalogueError for a loose end."""
    document: Any = catalogue.load(FILE)
    outcomes = {
        Outcome(code): OutcomeRow(
            outcome=Outcome(code), text=Text(row["en"], row["zh"]), needs=tuple(row["needs"])
        )
        for code, row in document["outcomes"].items()
    }
    reasons = _coded(document["reasons"])
    never = _coded(document["never"])
    needed = {reason for row in outcomes.values() for reason in row.needs}
    if set(outcomes) != set(Outcome) or not needed <= set(reasons) or set(reasons) & set(never):
        raise catalogue.CatalogueError(f"{FILE.name}: outcomes and reasons do not fit together")
    return ClosingBook(
        outcomes=outcomes, reasons=reasons, never=never, reopening=_coded(document["reopening"])
    )


def _coded(rows: Mapping[str, Mapping[str, str]]) -> dict[str, CodedReason]:
    return {code: CodedReason(code=code, text=Text(**row)) for code, row in rows.items()}


def may_propose(*, outcome: Outcome, reasons: Sequence[str], known: ClosingBook) -> None:
    """Raises Refusal unless the reasons are listed and one of them carries this outcome."""
    for reason in reasons:
        if reason in known.never:
            raise Refusal("cases.close_never", known.never[reason].text.en, field="reasons")
        if reason not in known.reasons:
            raise Refusal("cases.close_reason", "Choose among the listed reasons.", field="reasons")
    if not set(known.outcomes[outcome].needs) & set(reasons):
        raise Refusal(
            "cases.close_outcome", "This outcome needs one of its own reasons.", field="reasons"
        )


def needs_second_person(people: Iterable[Participant]) -> bool:
    """Whether two people have to close: somebody may be under 18, or nobody harmed is known yet.

    Whoever brought the report does not count. An age nobody knows counts as under 18
    (Dir 2012/29 art 24(2)).
    """
    concerned = [one for one in people if one.role is not ParticipantRole.REPORTER]
    harmed = any(one.role in (ParticipantRole.CHILD, ParticipantRole.VICTIM) for one in concerned)
    return not harmed or any(_may_be_child(one) for one in concerned)


def _may_be_child(one: Participant) -> bool:
    return one.role is ParticipantRole.CHILD or one.under_18 is not False


def may_confirm(
    *,
    proposed: tuple[uuid.UUID, uuid.UUID | None],
    confirmed: tuple[uuid.UUID, uuid.UUID | None],
    second_person: bool,
    two_agencies: bool,
) -> None:
    """Raises Refusal unless enough people of enough agencies agree; each a person and an agency."""
    if (second_person or two_agencies) and proposed[0] == confirmed[0]:
        raise Refusal("cases.second_person", "A second person has to agree.")
    if two_agencies and (None in (proposed[1], confirmed[1]) or proposed[1] == confirmed[1]):
        raise Refusal("cases.second_agency", "Somebody of another agency has to agree.")


def may_reopen(*, reason: str, known: ClosingBook) -> None:
    """Raises Refusal for an unlisted reason; one person is enough to reopen."""
    if reason not in known.reopening:
        raise Refusal("cases.reopen_reason", "Choose one of the listed reasons.", field="reason")

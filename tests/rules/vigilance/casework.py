"""Cases as the readings see them, made by hand; the least that each test needs."""

import uuid
from datetime import UTC, date, datetime, timedelta

from bairn.cases.terms import ClosingCard, Milestone, Outcome, Promise
from bairn.kernel.periods import Bounds
from bairn.kernel.text import Text
from bairn.protocols.terms import Basis, CaseFacts, DueStep, Mark, Required, Source, StepState
from bairn.vigilance.terms import CaseReading

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
UNIT, OTHER_UNIT = uuid.UUID(int=101), uuid.UUID(int=102)
OFFICER, INSPECTOR = uuid.UUID(int=201), uuid.UUID(int=202)
CASE = uuid.UUID(int=1)


def case(**given) -> CaseReading:
    """An open case of the unit, opened `AT`; of its marks all that a sweep reads of them."""
    marks = given.get("marks", ())
    read = {"milestones": marks, "recorded_last": max((m.recorded_at for m in marks), default=None)}
    return CaseReading(**{"case_id": CASE, "unit_id": UNIT, "opened_at": AT, **read, **given})


def mark(kind: str, at: datetime, *, recorded_at: datetime | None = None) -> Milestone:
    """Something that has happened."""
    return Milestone(
        id=uuid.uuid4(),
        case_id=CASE,
        kind=kind,
        at=at,
        recorded_at=recorded_at or at,
        by_id=OFFICER,
    )


def facts(**values: bool) -> tuple[CaseFacts, ...]:
    """What is known of the case."""
    return (CaseFacts(values=values),)


def step(
    name: str,
    state: StepState,
    due: datetime | None,
    *,
    safety: bool = False,
    required: Required = Required.MUST,
) -> DueStep:
    """A step of the pack as it reads now."""
    words = Text("A step", "步骤")
    return DueStep(
        step=name, pack="p", version="1", stage="protect", title=words, advice=words, who=(),
        who_titles=(), required=required, safety=safety, state=state, anchor="report_at",
        anchored=Bounds(), due_at=Bounds(due, due), due_on=None, hours_left=None,
        hours_left_least=None, escalates_to="supervisor", escalates_to_title=words, why=words,
        basis=Basis.GUIDANCE, source=Source("S", "", Mark.D, "2026", date(2027, 1, 1)),
        check_locally=True, pause_reasons=(), done_at=None,
    )  # fmt: skip


def closing(
    *, outcome: Outcome = Outcome.CONVICTED, reasons: tuple[str, ...] = ("judgment_final",), **given
) -> ClosingCard:
    """A closing that somebody agreed to a day after the opening."""
    return ClosingCard(
        **{
            "id": uuid.uuid4(),
            "case_id": CASE,
            "reference": "C-26-1",
            "outcome": outcome,
            "reasons": reasons,
            "two_agencies": False,
            "proposed_by": OFFICER,
            "proposed_agency": None,
            "proposed_at": AT,
            "confirmed_by": INSPECTOR,
            "confirmed_at": AT + DAY,
            **given,
        }
    )


def promise(by_at: datetime, **given) -> Promise:
    """A promise that was made when the case was opened."""
    return Promise(
        **{
            "id": uuid.uuid4(),
            "case_id": CASE,
            "to": uuid.UUID(int=301),
            "kind": "contact",
            "by_at": by_at,
            "first_by_at": by_at,
            "put_off": 0,
            "made_at": AT,
            "by_id": OFFICER,
            **given,
        }
    )

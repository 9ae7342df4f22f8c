"""The brief of a case: what it says first, and that not knowing is never taken for safety."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.cases.terms import Participant, ParticipantRole
from bairn.kernel.periods import Bounds
from bairn.protocols import packs
from bairn.protocols.steps import due_steps
from bairn.protocols.terms import CaseFacts, Happened, StepState
from bairn.protocols.windows import closing_first, windows_now
from bairn.web.desk import case_drawing
from bairn.web.desk.brief import ASKED_FIRST, DANGERS, AgeBand, Brief, age_band, brief

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
PACK = packs.current("cn-2023")
REPORTED = {"report_at": Bounds.exactly(AT - 3 * HOUR)}
CHILD = Participant(
    id=uuid.UUID(int=1),
    case_id=uuid.UUID(int=9),
    subject_id=uuid.UUID(int=5),
    role=ParticipantRole.CHILD,
    pseudonym="Child 1",
    implicated=False,
    kept_out=False,
    under_18=True,
)


def of(
    facts: CaseFacts,
    people: tuple[Participant, ...] = (CHILD,),
    own: dict[uuid.UUID, CaseFacts] | None = None,
    done: tuple[Happened, ...] = (),
) -> Brief:
    known = CaseFacts(facts.values, {**REPORTED, **facts.moments})
    rows = windows_now(PACK, known, done, at=AT)
    return brief(
        opened_at=AT - 2 * HOUR,
        closed_at=None,
        people=people,
        milestones=(),
        facts={None: known, **(own or {})},
        steps=due_steps(PACK, known, done, at=AT, zone=ZoneInfo("Asia/Shanghai")),
        windows=rows,
        window=closing_first(rows),
    )


def test_what_nobody_has_asked_about_danger_is_a_point_of_its_own() -> None:
    safety = of(CaseFacts()).safety
    assert safety.not_known == ASKED_FIRST
    assert safety.dangers == ()
    assert not safety.settled


def test_a_danger_to_one_person_is_a_danger_of_the_case() -> None:
    told = of(CaseFacts(), own={CHILD.id: CaseFacts({"danger_now": True})})
    assert told.safety.dangers == ("danger_now",)
    assert "danger_now" not in told.safety.not_known


@given(st.sets(st.sampled_from(DANGERS)), st.sets(st.sampled_from(DANGERS)))
def test_safety_is_settled_only_when_all_was_asked_denied_and_done(
    yes: set[str], no: set[str]
) -> None:
    facts = CaseFacts({**dict.fromkeys(no, False), **dict.fromkeys(yes, True)})
    safety = of(facts).safety
    assert set(safety.dangers) == yes
    assert safety.settled == (not yes and set(ASKED_FIRST) <= no and not safety.duties)


def test_safety_duties_stay_in_the_brief_until_they_are_done() -> None:
    quiet = CaseFacts(dict.fromkeys(ASKED_FIRST, False))
    before = {row.step for row in of(quiet).safety.duties}
    assert "emergency_protect" in before
    after = of(quiet, done=(Happened("safety_checked", AT - HOUR),)).safety.duties
    assert "emergency_protect" not in {row.step for row in after}


def test_what_comes_next_is_the_most_pressing_duty_and_late_ones_are_counted() -> None:
    told = of(CaseFacts())
    assert told.next is not None
    assert told.next.state is StepState.OVERDUE
    assert told.next.safety
    assert told.next in told.late


@pytest.mark.parametrize(
    ("age", "under_18", "band"),
    [
        (0, None, AgeBand.UNDER_6),
        (5, None, AgeBand.UNDER_6),
        (6, None, AgeBand.UNDER_10),
        (9, None, AgeBand.UNDER_10),
        (10, None, AgeBand.UNDER_14),
        (13, None, AgeBand.UNDER_14),
        (14, None, AgeBand.UNDER_18),
        (17, None, AgeBand.UNDER_18),
        (18, True, AgeBand.ADULT),
        (None, True, AgeBand.MINOR),
        (None, False, AgeBand.ADULT),
        (None, None, AgeBand.UNKNOWN),
    ],
)
def test_an_age_falls_into_exactly_one_band(
    age: int | None, under_18: bool | None, band: AgeBand
) -> None:
    assert age_band(age, under_18) is band


def test_the_age_of_the_case_is_the_childs_only_while_there_is_one() -> None:
    alone = of(CaseFacts({"age": 8}))
    assert [one.age for one in alone.people] == [AgeBand.UNDER_10]
    sibling = replace(CHILD, id=uuid.UUID(int=2), pseudonym="Child 2", under_18=None)
    both = of(CaseFacts({"age": 8}), people=(CHILD, sibling))
    assert [one.age for one in both.people] == [AgeBand.MINOR, AgeBand.UNKNOWN_CHILD]


def test_a_suspect_of_unknown_age_is_not_called_a_child() -> None:
    suspect = replace(CHILD, role=ParticipantRole.SUSPECT, pseudonym="Suspect 1", under_18=None)
    assert [one.age for one in of(CaseFacts(), people=(suspect,)).people] == [AgeBand.UNKNOWN]


contacts = st.none() | st.integers(min_value=0, max_value=2000)


@given(contacts, st.integers(min_value=0, max_value=100))
def test_every_window_is_either_drawn_or_listed(hours: int | None, spread: int) -> None:
    moments = {}
    if hours is not None:
        latest = AT - hours * HOUR
        moments = {"last_contact_at": Bounds(latest - spread * HOUR, latest)}
    rows = windows_now(PACK, CaseFacts({"contact": True}, moments), (), at=AT)
    made = case_drawing.drawing(rows, at=AT, say=lambda text: text.en, name=lambda _about: "")
    assert len(made.bars) <= case_drawing.MOST_BARS
    shown = [bar.label for bar in made.bars] + [row.title.en for row in made.rest]
    assert sorted(shown) == sorted(row.title.en for row in rows)
    assert all(bar.opens_at <= bar.closes_at for bar in made.bars)

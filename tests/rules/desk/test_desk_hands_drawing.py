"""The path of hands: stays out of a chain, and their drawing."""

import itertools
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.evidence.terms.custody import (
    NOBODY,
    Break,
    BreakKind,
    Chain,
    CustodyEvent,
    EventKind,
    Hands,
    Link,
)
from bairn.web.desk.exhibits import drawing, path
from bairn.web.desk.exhibits.drawing import Passage, Station

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
ADA, BEN = (Hands(staff_id=uuid.UUID(int=n)) for n in (1, 2))
SHELF = uuid.UUID(int=9)


def event(number: int, kind: EventKind) -> CustodyEvent:
    return CustodyEvent(
        id=uuid.UUID(int=100 + number), case_id=uuid.UUID(int=3), exhibit_id=uuid.UUID(int=4),
        number=number, kind=kind, happened_at=AT + number * HOUR,
        recorded_at=AT + number * HOUR, by_id=uuid.UUID(int=1),
        entry_id=uuid.UUID(int=200 + number),
    )  # fmt: skip


def link(by: int, until: int | None, hands: Hands, place: uuid.UUID | None = None, seal: str = ""):
    return Link(
        hands=hands, place_id=place, seal=seal, condition="intact", since=AT + by * HOUR,
        until=None if until is None else AT + until * HOUR, by_event=by,
    )  # fmt: skip


def fault(number: int, kind: BreakKind = BreakKind.SEAL_DIFFERS) -> Break:
    return Break(kind=kind, exhibit_id=uuid.UUID(int=4), event=number, at=AT + number * HOUR)


def chain(*breaks: Break) -> Chain:
    kinds = ("collected", "sealed", "offered", "accepted", "examined", "stored")
    return Chain(
        events=tuple(event(n, EventKind(kind)) for n, kind in enumerate(kinds, 1)),
        links=(
            link(1, 2, ADA),
            link(2, 4, ADA, seal="A1"),
            link(4, 6, BEN, seal="A1"),
            link(6, None, NOBODY, SHELF, seal="A1"),
        ),
        breaks=breaks,
    )


def test_a_new_seal_in_the_same_hands_is_the_same_stay() -> None:
    shown = path.stays(chain())
    assert [stay.hands for stay in shown] == [ADA, BEN, NOBODY]
    assert shown[0].seal == "A1"
    assert shown[0].until == AT + 4 * HOUR
    assert [one.kind for one in shown[0].meanwhile] == [EventKind.SEALED, EventKind.OFFERED]
    assert shown[1].came_by.kind is EventKind.ACCEPTED
    assert shown[2].until is None


@pytest.mark.parametrize(("number", "stay", "field"), [
    (4, 1, "breaks"), (6, 2, "breaks"), (3, 0, "breaks_after"), (5, 1, "breaks_after"),
])  # fmt: skip
def test_a_break_stands_where_it_shows(number: int, stay: int, field: str) -> None:
    made = chain(fault(number))
    shown = path.stays(made)
    assert getattr(shown[stay], field) == (fault(number),)
    assert sum(len(one.breaks) + len(one.breaks_after) for one in shown) == 1
    assert not path.unplaced(made, shown)


def test_a_break_before_the_first_event_is_not_lost() -> None:
    made = chain(fault(0, BreakKind.GAP))
    assert path.unplaced(made, path.stays(made)) == (fault(0, BreakKind.GAP),)


def test_an_empty_chain_has_no_stays_and_draws() -> None:
    assert path.stays(Chain(events=(), links=(), breaks=())) == ()
    assert drawing.draw([]).height > 0


def test_a_broken_passage_is_drawn_as_a_gap_with_its_reason() -> None:
    ways = [
        Station(title="Ada", lines=("10:00",), tone="person"),
        Passage(lines=("accepted",), breaks=("The seal differs: A1 went, B2 came.",)),
        Station(title="Ben", lines=(), tone="person"),
    ]
    drawn = drawing.draw(ways)
    assert len(drawn.gaps) == 1
    before, after = drawn.strokes
    assert before.y2 < drawn.gaps[0] < after.y1
    assert before.look == after.look == "broken"
    assert next(one.text for one in drawn.words if one.look == "breaks").startswith("The seal")
    whole = drawing.draw([ways[0], Passage(lines=("accepted",)), ways[2]])
    assert whole.gaps == ()
    assert [stroke.look for stroke in whole.strokes] == ["whole"]


def test_the_line_reaches_from_station_to_station() -> None:
    one = Station(title="Ada", lines=("10:00", "seal A1"), tone="person")
    drawn = drawing.draw([one, Passage(lines=("accepted", "seal A1"), waits=True), one])
    (stroke,) = drawn.strokes
    assert stroke.look == "waits"
    assert stroke.y1 == drawn.boxes[0].y + drawn.boxes[0].height
    assert stroke.y2 == drawn.boxes[1].y
    assert drawn.height > drawn.boxes[1].y + drawn.boxes[1].height


WORDS = st.text(st.characters(categories=("L", "N", "P", "Zs"), max_codepoint=0x9FFF), max_size=90)


@given(WORDS, st.integers(4, 40))
def test_wrapped_lines_lose_no_letter_and_fit(text: str, most: int) -> None:
    lines = drawing.wrap(text, most)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(drawing._wide(line) <= most for line in lines)


@given(st.lists(st.tuples(WORDS, st.lists(WORDS, max_size=3), st.booleans()), max_size=6))
def test_words_never_stand_over_other_words(rows: list[tuple[str, list[str], bool]]) -> None:
    ways = [
        Passage(lines=tuple(lines), breaks=(title,)) if passes else
        Station(title=title, lines=tuple(lines), tone="person")
        for title, lines, passes in rows
    ]  # fmt: skip
    drawn = drawing.draw(ways)
    ys = [one.y for one in drawn.words]
    assert ys == sorted(ys)
    assert all(later - earlier >= 14 for earlier, later in itertools.pairwise(ys))
    assert all(one.y < drawn.height for one in drawn.words)

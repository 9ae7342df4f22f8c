"""How a board is laid out: each element with its items by state, and what is on record already."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bairn.cases.terms import Milestone
from bairn.proof.terms import (
    Book,
    Considered,
    Element,
    ElementRow,
    Item,
    ItemState,
    OffenceTable,
    OnRecord,
    Reminder,
    Serves,
)


@dataclass(frozen=True, slots=True)
class Looked:
    """An offence that stands on the board: since when, by whom, for which suspect."""

    offence: str
    suspect: uuid.UUID | None
    at: datetime
    by_id: uuid.UUID


def laid_out(
    looked: Iterable[Looked],
    items: Sequence[Item],
    marks: Sequence[Milestone],
    table: OffenceTable,
    book: Book,
) -> tuple[Considered, ...]:
    """Every offence on the board with its elements, in the order of the law and of looking."""
    found = []
    for one in looked:
        offence = table.offence(one.offence)
        if offence is None:  # the catalogue has it no longer; its items are loose
            continue
        rows = tuple(
            element_row(
                element,
                Serves(offence=offence.id, element=element.id, suspect=one.suspect),
                items,
                marks,
                book,
            )
            for element in offence.elements
        )
        found.append(
            Considered(offence=offence, suspect=one.suspect, at=one.at, by_id=one.by_id, rows=rows)
        )
    return tuple(found)


def element_row(
    element: Element,
    serves: Serves,
    items: Sequence[Item],
    marks: Sequence[Milestone],
    book: Book,
) -> ElementRow:
    """One element: its items by state, what is on record for it, and what it lacks."""
    own = [item for item in items if serves in item.now.serves]
    by_state: dict[ItemState, tuple[Item, ...]] = {
        state: tuple(item for item in own if item.now.state is state) for state in ItemState
    }
    held = [book.kinds.get(item.now.kind) for item in by_state[ItemState.HELD]]
    return ElementRow(
        element=element,
        serves=serves,
        items=by_state,
        on_record=_on_record(element, own, marks, book),
        nobody_asked=not own,
        never_alone=bool(held) and not any(kind is None or kind.alone for kind in held),
    )


def _on_record(
    element: Element, own: Sequence[Item], marks: Sequence[Milestone], book: Book
) -> tuple[OnRecord, ...]:
    """Milestones that speak for the element and that nobody has answered with an item since."""
    found = []
    for kind in (book.kinds[code] for code in element.asks):
        said = max((item.last.at for item in own if item.now.kind == kind.id), default=None)
        for name, state in kind.on_record.items():
            new = [
                one
                for one in marks
                if one.kind == name and (said is None or one.recorded_at > said)
            ]
            if new:
                last = max(new, key=lambda one: (one.at, one.recorded_at))
                found.append(
                    OnRecord(
                        kind=kind.id,
                        state=ItemState(state),
                        milestone_id=last.id,
                        milestone=name,
                        at=last.at,
                    )
                )
    return tuple(found)


def loose(items: Iterable[Item], considered: Iterable[Considered]) -> tuple[Item, ...]:
    """Items of which no element stands on the board any more; they are kept all the same."""
    there = {row.serves for one in considered for row in one.rows}
    return tuple(item for item in items if not there & set(item.now.serves))


def reminders_for(
    table: OffenceTable, considered: Sequence[Considered], *, prosecutor: bool
) -> tuple[Reminder, ...]:
    """What to keep in mind with these offences; facts of sentencing are for prosecutors alone."""
    there = {one.offence.id for one in considered}
    return tuple(
        one
        for one in table.reminders
        if (prosecutor or not one.prosecutor_only)
        and (not one.offences or there & set(one.offences))
    )


def standing(looked: Iterable[Looked]) -> frozenset[tuple[str, uuid.UUID | None]]:
    """Which offences stand on the board, each with its suspect."""
    return frozenset((one.offence, one.suspect) for one in looked)

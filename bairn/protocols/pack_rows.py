"""A pack's document, as checked by the schema, turned into frozen rows. The one reader of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bairn.kernel.periods import Counting, Span, WorkCalendar
from bairn.protocols import triggers
from bairn.protocols.terms import (
    Anchor,
    Basis,
    Limit,
    Mark,
    Modifier,
    Pack,
    Required,
    Role,
    Source,
    Step,
    Text,
    Thresholds,
    Titled,
    Window,
    WindowKind,
)

Document = Mapping[str, Any]


def pack_of(document: Document, digest: str) -> Pack:
    """The pack that a checked document describes; `digest` is that of its canonical bytes."""
    head = document["pack"]
    review = head["review_due"]
    holidays = document["holidays"]
    return Pack(
        id=head["id"],
        version=head["version"],
        digest=digest,
        title=_text(head["title"]),
        jurisdiction=head["jurisdiction"],
        in_force=date.fromisoformat(head["in_force"]),
        review_due=date.fromisoformat(review),
        thresholds=_thresholds(document["thresholds"], review),
        stages=_titled(document["stages"]),
        roles={
            name: Role(id=name, title=_text(row), outside=row["outside"])
            for name, row in document["roles"].items()
        },
        anchors={name: _anchor(name, row) for name, row in document["anchors"].items()},
        situations=_titled(document.get("situations", [])),
        waiver_reasons=_titled(document["waiver_reasons"]),
        pause_reasons=_titled(document["pause_reasons"]),
        steps=tuple(_step(row, review) for row in document["steps"]),
        windows=tuple(_window(row, review) for row in document["windows"]),
        calendar=WorkCalendar(
            weekend=frozenset(holidays["weekend"]),
            holidays=frozenset(date.fromisoformat(day) for day in holidays["holidays"]),
            worked=frozenset(date.fromisoformat(day) for day in holidays["worked"]),
        ),
        calendar_until=date.fromisoformat(holidays["covers_until"]),
    )


def _text(row: Document) -> Text:
    return Text(row["en"], row["zh"])


def _titled(rows: list[Document]) -> tuple[Titled, ...]:
    return tuple(Titled(id=row["id"], title=_text(row)) for row in rows)


def _source(row: Document, review_due: str) -> Source:
    return Source(
        ref=row["ref"],
        art=row.get("art", ""),
        mark=Mark(row["mark"]),
        edition=row["edition"],
        review_due=date.fromisoformat(row.get("review_due", review_due)),
    )


def _thresholds(row: Document, review_due: str) -> Thresholds:
    return Thresholds(
        child_below=row["child_below"],
        prepubertal_below=row["prepubertal_below"],
        pubertal_from=row["pubertal_from"],
        floor_band=row["floor_band"],
        source=_source(row["source"], review_due),
    )


def _anchor(name: str, row: Document) -> Anchor:
    return Anchor(
        id=name,
        title=_text(row),
        milestones=tuple(row["milestones"]),
        take_last=row.get("take", "first") == "last",
    )


def _step(row: Document, review_due: str) -> Step:
    return Step(
        id=row["id"],
        stage=row["stage"],
        roles=tuple(row["role"]),
        title=_text(row["title"]),
        advice=_text(row["advice"]),
        required=Required(row["required"]),
        trigger=triggers.parse(row["trigger"]),
        anchor=row["anchor"],
        span=Span.parse(row["due"]) if row["due"] else None,
        counting=Counting(row["calendar"]),
        repeat=row.get("repeat", False),
        done_by=tuple(row.get("done_by", ())),
        pause_reasons=tuple(row.get("pauses", ())),
        on_overdue=row["on_overdue"],
        safety=row.get("safety", False),
        basis=Basis(row["basis"]),
        source=_source(row["source"], review_due),
    )


def _window(row: Document, review_due: str) -> Window:
    return Window(
        id=row["id"],
        kind=WindowKind(row["kind"]),
        subject=row.get("subject", "victim"),
        title=_text(row["title"]),
        advice=_text(row["advice"]),
        applies=triggers.parse(row["applies"]),
        anchor=row["anchor"],
        opens_h=row.get("opens_h", 0),
        urgent_until_h=row["urgent_until_h"],
        collect_until_h=row["collect_until_h"],
        visits_h=tuple((start, end) for start, end in row.get("visits_h", ())),
        limits=tuple(
            Limit(one["body"], one["hours"], Mark(one["mark"])) for one in row.get("limits", ())
        ),
        modifiers=tuple(
            Modifier(triggers.parse(one["when"]), one["collect_until_h"], _text(one["note"]))
            for one in row.get("modifiers", ())
        ),
        source=_source(row["source"], review_due),
    )

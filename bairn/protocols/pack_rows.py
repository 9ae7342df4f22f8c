"""A pack's document, as checked by the schema, turned into frozen rows. The one reader of it."""

from datetime import date

from bairn.kernel.periods import Counting, Span, WorkCalendar
from bairn.protocols import pack_rules, triggers
from bairn.protocols.pack_parts import Document, source_of, text_of, titled_of
from bairn.protocols.terms import (
    Anchor,
    Basis,
    Limit,
    Mark,
    Modifier,
    Pack,
    Required,
    Role,
    Step,
    Thresholds,
    Window,
    WindowKind,
)


def pack_of(document: Document, digest: str) -> Pack:
    """The pack that a checked document describes; `digest` is that of its canonical bytes."""
    head = document["pack"]
    review = head["review_due"]
    holidays = document["holidays"]
    return Pack(
        id=head["id"],
        version=head["version"],
        digest=digest,
        title=text_of(head["title"]),
        jurisdiction=head["jurisdiction"],
        in_force=date.fromisoformat(head["in_force"]),
        review_due=date.fromisoformat(review),
        thresholds=_thresholds(document["thresholds"], review),
        stages=titled_of(document["stages"]),
        roles={
            name: Role(id=name, title=text_of(row), outside=row["outside"])
            for name, row in document["roles"].items()
        },
        anchors={name: _anchor(name, row) for name, row in document["anchors"].items()},
        situations=titled_of(document.get("situations", [])),
        waiver_reasons=titled_of(document["waiver_reasons"]),
        pause_reasons=titled_of(document["pause_reasons"]),
        steps=tuple(_step(row, review) for row in document["steps"]),
        windows=tuple(_window(row, review) for row in document["windows"]),
        calendar=WorkCalendar(
            weekend=frozenset(holidays["weekend"]),
            holidays=frozenset(date.fromisoformat(day) for day in holidays["holidays"]),
            worked=frozenset(date.fromisoformat(day) for day in holidays["worked"]),
        ),
        calendar_until=date.fromisoformat(holidays["covers_until"]),
        branches=tuple(pack_rules.branch(row) for row in document.get("branches", ())),
        gates=tuple(pack_rules.gate(row, review) for row in document.get("gates", ())),
        interview=pack_rules.interview(document.get("interview"), review),
        privacy=tuple(pack_rules.privacy(row, review) for row in document.get("privacy", ())),
        review=pack_rules.review(document.get("review"), review),
        contacts=tuple(pack_rules.contact(row) for row in document.get("contacts", ())),
        approvers={weight: tuple(roles) for weight, roles in document.get("approvers", {}).items()},
        overlay=document.get("overlay", ""),
    )


def _thresholds(row: Document, review_due: str) -> Thresholds:
    return Thresholds(
        child_below=row["child_below"],
        prepubertal_below=row["prepubertal_below"],
        pubertal_from=row["pubertal_from"],
        floor_band=row["floor_band"],
        source=source_of(row["source"], review_due),
    )


def _anchor(name: str, row: Document) -> Anchor:
    return Anchor(
        id=name,
        title=text_of(row),
        milestones=tuple(row["milestones"]),
        take_last=row.get("take", "first") == "last",
    )


def _step(row: Document, review_due: str) -> Step:
    return Step(
        id=row["id"],
        stage=row["stage"],
        roles=tuple(row["role"]),
        title=text_of(row["title"]),
        advice=text_of(row["advice"]),
        required=Required(row["required"]),
        trigger=triggers.parse(row["trigger"]),
        anchor=row["anchor"],
        span=Span.parse(row["due"]) if row["due"] else None,
        counting=Counting(row["calendar"]),
        repeat=row.get("repeat", False),
        each=row.get("each", False),
        done_by=tuple(row.get("done_by", ())),
        pause_reasons=tuple(row.get("pauses", ())),
        on_overdue=row["on_overdue"],
        safety=row.get("safety", False),
        basis=Basis(row["basis"]),
        source=source_of(row["source"], review_due),
        branch=row.get("branch", ""),
    )


def _window(row: Document, review_due: str) -> Window:
    return Window(
        id=row["id"],
        kind=WindowKind(row["kind"]),
        subject=row.get("subject", "victim"),
        title=text_of(row["title"]),
        advice=text_of(row["advice"]),
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
            Modifier(triggers.parse(one["when"]), one["collect_until_h"], text_of(one["note"]))
            for one in row.get("modifiers", ())
        ),
        source=source_of(row["source"], review_due),
    )

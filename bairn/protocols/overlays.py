"""What one agency lays over a pack, without editing it: it may ask for more, never for less.

A deadline on a row of law, on one whose source was read, or on a step of safety may only become
shorter; a window may only become longer; steps, contacts and the days that offices are closed may
be added. Every row that is laid over carries the agency's own source and says whose it is.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bairn.kernel.catalogue import CatalogueError
from bairn.kernel.periods import Counting, Span
from bairn.protocols import lint, packs, schemas
from bairn.protocols.findings import Finding
from bairn.protocols.pack_parts import Document

SCHEMA = Path(__file__).parent / "overlay_schema.json"
MOST_HOLIDAYS = 30  # a year: an agency's closed days are no way around a deadline
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


def findings(base: Document, overlay: Document, vocabulary: Document, *, on: date) -> list[Finding]:
    """Every fault of an overlay over a pack's document, and of the pack it would make.

    Warnings are what the pack itself warns of, where the overlay touches the row.
    """
    shape = [
        Finding("overlay", "overlays.shape", text) for text in schemas.misfits(overlay, SCHEMA)
    ]
    if shape:
        return shape
    found = list(_faults(base, overlay))
    if found:
        return found
    try:
        pack = packs.read(laid_over(base, overlay))
    except CatalogueError as malformed:
        return [Finding("overlay", "overlays.shape", str(malformed))]
    touched = _touched(overlay)
    return [
        one for one in lint.lint(pack, vocabulary, on=on) if not one.warning or one.row in touched
    ]


def may_lie(base: Document, overlay: Document) -> bool:
    """Whether the overlay fits this pack and loosens nothing in it."""
    if any(schemas.misfits(overlay, SCHEMA)) or any(_faults(base, overlay)):
        return False
    try:
        packs.read(laid_over(base, overlay))
    except CatalogueError:
        return False
    return True


def laid_over(base: Document, overlay: Document) -> Document:
    """The pack's document with the overlay on it, under a version of its own.

    Raises CatalogueError when a row that is added does not fit the schema of a pack.
    """
    head = overlay["overlay"]
    whose = head["whose"]
    due = {row["step"]: row for row in overlay.get("deadlines", ())}
    windows = {row["window"]: row for row in overlay.get("windows", ())}
    document = {
        **base,
        "steps": [
            *(_with_deadline(row, due.get(row["id"]), whose) for row in base["steps"]),
            *({**row, "source": _own(row["source"], whose)} for row in overlay.get("steps", ())),
        ],
        "windows": [_with_window(row, windows.get(row["id"]), whose) for row in base["windows"]],
        "holidays": _with_days(base["holidays"], overlay.get("holidays", {})),
        "contacts": [*base.get("contacts", ()), *overlay.get("contacts", ())],
        "overlay": head["id"],
    }
    packs.check(document, head["id"])
    version = f"{base['pack']['version']}+{head['id']}"
    return {**document, "pack": {**base["pack"], "version": version}}


def _own(source: Document, whose: str) -> dict[str, Any]:
    """The agency's source, saying whose it is."""
    return {**source, "ref": f"{whose}: {source['ref']}"}


def _with_deadline(row: Document, over: Document | None, whose: str) -> Document:
    if over is None:
        return row
    source = _own(over["source"], whose)
    return {**row, "due": over["due"], "calendar": over["calendar"], "source": source}


def _with_window(row: Document, over: Document | None, whose: str) -> Document:
    if over is None:
        return row
    hours = {key: over[key] for key in ("urgent_until_h", "collect_until_h") if key in over}
    return {**row, **hours, "source": _own(over["source"], whose)}


def _with_days(base: Document, over: Document) -> dict[str, Any]:
    days = {name: sorted({*base[name], *over.get(name, ())}) for name in ("holidays", "worked")}
    return {**base, **days}


def _faults(base: Document, overlay: Document) -> Iterator[Finding]:
    if overlay["overlay"]["pack"] != base["pack"]["id"]:
        yield Finding("overlay", "overlays.pack", f"this is laid over {base['pack']['id']}")
    steps = {row["id"]: row for row in base["steps"]}
    windows = {row["id"]: row for row in base["windows"]}
    for row in overlay.get("deadlines", ()):
        yield from _deadline_faults(steps.get(row["step"]), row)
    for row in overlay.get("windows", ()):
        yield from _window_faults(windows.get(row["window"]), row)
    for row in overlay.get("steps", ()):
        if row["id"] in steps:
            yield Finding(row["id"], "overlays.twin", "the pack has a step of this id")
    for row in overlay.get("contacts", ()):
        if row["role"] not in base["roles"]:
            yield Finding(row["role"], "overlays.role", "the pack has no such role")
    yield from _twins(overlay)
    yield from _day_faults(overlay.get("holidays", {}))


def _twins(overlay: Document) -> Iterator[Finding]:
    for part, key in (("deadlines", "step"), ("windows", "window"), ("steps", "id")):
        for name, count in Counter(row[key] for row in overlay.get(part, ())).items():
            if count > 1:
                yield Finding(name, "overlays.twin", f"stands {count} times among {part}")


def _day_faults(days: Document) -> Iterator[Finding]:
    years: Counter[str] = Counter()
    for name in ("holidays", "worked"):
        for day in days.get(name, ()):
            try:
                date.fromisoformat(day)
            except ValueError:
                yield Finding(name, "overlays.day", f"{day} is no day")
            years[day[:4]] += name == "holidays"
    for year, count in years.items():
        if count > MOST_HOLIDAYS:
            text = f"{count} closed days in {year}; at most {MOST_HOLIDAYS}"
            yield Finding("holidays", "overlays.holidays", text)


def _deadline_faults(row: Document | None, over: Document) -> Iterator[Finding]:
    if row is None:
        yield Finding(over["step"], "overlays.step", "the pack has no such step")
        return
    try:
        new, counting = Span.parse(over["due"]), Counting(over["calendar"])
    except ValueError as malformed:
        yield Finding(over["step"], "overlays.due", str(malformed))
        return
    safety = bool(row.get("safety"))
    bound = row["basis"] == "law" or row["source"]["mark"] == "V" or safety
    if not bound or row["due"] is None:
        return
    old, old_counting = Span.parse(row["due"]), Counting(row["calendar"])
    # Pauses stretch the clock and the calendar differently: then only like is compared with like.
    pausable = counting is not old_counting and bool(row.get("pauses"))
    if pausable or not never_later(new, counting, old, old_counting):
        text = (
            f"{over['due']} ({over['calendar']}) may be later than the pack's {row['due']} "
            f"({row['calendar']}), which rests on law, on a source that was read, or on "
            "somebody's safety"
        )
        yield Finding(over["step"], "overlays.looser", text)


def never_later(new: Span, new_counting: Counting, old: Span, old_counting: Counting) -> bool:
    """Whether `new` gives no later deadline than `old`, whatever the anchor and the calendar."""
    if new == old and new_counting is old_counting:
        return True
    if new_counting is Counting.BUSINESS and (
        old_counting is not Counting.BUSINESS or new.months != old.months
    ):
        return False  # a holiday more would make it later
    if new_counting is old_counting:
        return _longest(new, Counting.CLOCK) <= _shortest(old, Counting.CLOCK)
    return _longest(new, new_counting) <= _shortest(old, old_counting)


def _longest(span: Span, counting: Counting) -> timedelta:
    """No deadline lies further from its anchor; a month has at most 31 days."""
    days = (span.months * 31 + span.days) * _DAY
    # Days of the calendar run to the end of the last one, which the change of the hour may delay.
    return days + (span.elapsed if counting is Counting.CLOCK else _DAY + _HOUR)


def _shortest(span: Span, counting: Counting) -> timedelta:
    """Every deadline lies at least so far from its anchor; a month has at least 28 days."""
    days = (span.months * 28 + span.days) * _DAY
    return days + span.elapsed if counting is Counting.CLOCK else max(days - _HOUR, timedelta())


def _window_faults(row: Document | None, over: Document) -> Iterator[Finding]:
    if row is None:
        yield Finding(over["window"], "overlays.window", "the pack has no such window")
        return
    for key in ("urgent_until_h", "collect_until_h"):
        if key in over and _shorter(over[key], row[key], none_is_longest=key == "collect_until_h"):
            text = f"{key} may only become longer than {row[key]}"
            yield Finding(over["window"], "overlays.shorter", text)


def _shorter(new: int | None, old: int | None, *, none_is_longest: bool) -> bool:
    if new is None:
        return False
    if old is None:
        return none_is_longest
    return new < old


def _touched(overlay: Document) -> frozenset[str]:
    rows: Mapping[str, str] = {"deadlines": "step", "windows": "window", "steps": "id"}
    named = {row[key] for part, key in rows.items() for row in overlay.get(part, ())}
    return frozenset(named | ({"holidays"} if overlay.get("holidays") else set()))

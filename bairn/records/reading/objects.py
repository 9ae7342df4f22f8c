"""JSON: one list of records, or one record a line, read piece by piece."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from bairn.kernel.refusal import Refusal
from bairn.records.reading.limits import MOST_CELL, MOST_COLUMNS, MOST_ROW
from bairn.records.reading.texts import TOO_LONG
from bairn.records.terms import Reason

_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
_BETWEEN = " \t\r\n,"
Found = dict[str, str] | Reason


def of_lines(lines: Iterable[str]) -> Iterator[Found]:
    """A record from each line that is not blank."""
    for line in lines:
        if line == TOO_LONG:
            yield Reason.TOO_LARGE
        elif text := line.strip("\ufeff \t\r"):
            try:
                yield cells(_DECODER.decode(text))
            except (ValueError, RecursionError):
                yield Reason.NOT_A_RECORD


def of_list(pieces: Iterable[str]) -> Iterator[Found]:
    """Every record of one list. Raises Refusal records.json_broken where the list is cut off."""
    source = iter(pieces)
    held, more = _opening(source)
    while True:
        held = held.lstrip(_BETWEEN)
        if held.startswith("]"):
            return
        one, held, more = _next(held, source, more=more)
        if one is not None:
            yield one


def _opening(source: Iterator[str]) -> tuple[str, bool]:
    held = ""
    for piece in source:
        held = (held + piece).lstrip("\ufeff \t\r\n")
        if held:
            break
    if not held.startswith("["):
        raise Refusal(
            "records.json_form", "A JSON file is one list of records, or one record a line."
        )
    return held[1:], True


def _next(held: str, source: Iterator[str], *, more: bool) -> tuple[Found | None, str, bool]:
    """The next record and what is held after it, None before the end; asks for more text."""
    tried = 0
    while True:
        if len(held) > max(tried, 1) or not more:
            tried = 2 * len(held) if tried else len(held)
            try:
                value, end = _DECODER.raw_decode(held)
            except RecursionError:
                raise _broken() from None
            except ValueError:
                if not more:
                    raise _broken() from None
            else:
                if end < len(held) or not more:
                    return cells(value), held[end:], more
        if len(held) > MOST_ROW or not more:
            raise _broken()
        piece = next(source, None)
        more = piece is not None
        held = (held + (piece or "")).lstrip(_BETWEEN)
        if held.startswith("]"):
            return None, held, more


def cells(value: Any) -> Found:
    """The values of a record as text; lists and records within it stay JSON."""
    if not isinstance(value, dict):
        return Reason.NOT_A_RECORD
    if len(value) > MOST_COLUMNS:
        return Reason.TOO_LARGE
    found = {name: _text(one) for name, one in value.items()}
    return Reason.TOO_LARGE if any(len(one) > MOST_CELL for one in found.values()) else found


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _broken() -> Refusal:
    return Refusal(
        "records.json_broken",
        "The list in this file is cut off or is no JSON at one place; what came before it is in.",
    )

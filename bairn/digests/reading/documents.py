"""JSON documents of any size: their records one by one, never the whole.

A list of Project VIC is one object whose `value` is an array of media, or of cases that hold media
in arrays of their own. The standard library decodes a value from within a text: a window over the
file is kept as long as the value at hand, and no longer.
"""

import json
import re
from collections.abc import Generator, Iterator
from typing import Any

_MOST_DIGITS = 400  # of a number; a longer one is kept as it is written


def _number(text: str) -> int | str:
    return int(text) if len(text) <= _MOST_DIGITS else text


_DECODER = json.JSONDecoder(parse_int=_number)
_MOST_DEPTH = 20  # arrays of media in arrays of media
_BLANK = re.compile(r"[ \t\r\n]*")
_ARRAYS = frozenset({"value", "media"})  # what holds records, in small letters
MOST_RECORD = 64 << 20  # characters of one value: no honest record comes near


class DocumentBrokenError(ValueError):
    """The document ends too soon, or is no JSON from here on."""


class Window:
    """The text at hand, filled from pieces as it is used up."""

    def __init__(self, pieces: Iterator[str]) -> None:
        """Begin before the first piece."""
        self._pieces = pieces
        self.text = ""
        self.at = 0
        self.ended = False

    def more(self) -> bool:
        """Add a piece, dropping what was used; False at the end."""
        piece = next(self._pieces, None)
        if piece is None:
            self.ended = True
            return False
        self.text = self.text[self.at :] + piece
        self.at = 0
        return True

    def peek(self) -> str:
        """The next character that is no blank; empty at the end."""
        while True:
            found = _BLANK.match(self.text, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def take(self, wanted: str) -> bool:
        """Whether the next character is this one; then it is taken."""
        if self.peek() != wanted:
            return False
        self.at += 1
        return True

    def expect(self, wanted: str) -> None:
        """Take this character. Raises DocumentBrokenError."""
        if not self.take(wanted):
            raise DocumentBrokenError(f"{wanted!r} is missing")

    def value(self) -> Any:
        """The next whole value. Raises DocumentBrokenError."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self.text, self.at)
            except RecursionError as fault:
                raise DocumentBrokenError("a value is nested too deep") from fault
            except json.JSONDecodeError as fault:
                if len(self.text) - self.at > MOST_RECORD or not self._grow():
                    raise DocumentBrokenError("this is no JSON") from fault
                continue
            # A number at the end of the window may go on in the next piece.
            if end == len(self.text) and not self.ended and self.more():
                continue
            self.at = end
            return value

    def _grow(self) -> bool:
        """More text, twice as much as is waiting: a long record is not tried again and again."""
        wanted = 2 * (len(self.text) - self.at)
        parts = [self.text[self.at :]]
        length = len(parts[0])
        while length < wanted or len(parts) == 1:
            piece = next(self._pieces, None)
            if piece is None:
                self.ended = True
                break
            parts.append(piece)
            length += len(piece)
        grown = len(parts) > 1
        self.text, self.at = "".join(parts), 0
        return grown


def records(pieces: Iterator[str]) -> Iterator[Any]:
    """Every record of the document. Raises DocumentBrokenError where it ends too soon."""
    window = Window(pieces)
    if window.peek() == "[":
        yield from _items(window, 0)
    else:
        yield from _members(window, 0)
    if window.peek():
        raise DocumentBrokenError("something follows the end")


def _members(window: Window, depth: int) -> Generator[Any, None, bool]:
    """The records in the arrays of an object, the object itself where it has none; had it any."""
    if depth > _MOST_DEPTH:
        raise DocumentBrokenError("a value is nested too deep")
    said: dict[str, Any] = {}
    held = False
    window.expect("{")
    while not window.take("}"):
        name = window.value()
        if not isinstance(name, str):
            raise DocumentBrokenError("a name is missing")
        window.expect(":")
        if name.lower() in _ARRAYS and window.peek() == "[":
            held = True
            yield from _items(window, depth + 1)
        else:
            said[name] = window.value()
        if not window.take(","):
            window.expect("}")
            break
        if window.peek() == "}":
            raise DocumentBrokenError("a value is missing")
    if not held:
        yield said
    return held


def _items(window: Window, depth: int) -> Iterator[Any]:
    """The items of an array; of one that holds media of its own, those instead."""
    window.expect("[")
    if window.take("]"):
        return
    nested: bool | None = None
    while True:
        if nested is not False and window.peek() == "{":
            # The first item tells whether these are media or cases: a case may be larger than
            # memory, so it is never decoded whole.
            nested = yield from _members(window, depth)
        else:
            yield window.value()
        if not window.take(","):
            break
        if window.peek() == "]":
            raise DocumentBrokenError("a value is missing")
    window.expect("]")

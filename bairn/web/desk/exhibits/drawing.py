"""Geometry of the path of hands: words in, boxes, lines and gaps out. Plain Python, knows no chain.

It runs downwards and is 360 wide, so that a phone shows it at its own size.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

WIDTH = 360
LINE = 18  # from one line of small words to the next
_LEFT = 4
_AXIS = 26
_TEXT = 50
_RIGHT = WIDTH - 4
_PAD = 10
_SMALL = 6.6  # how wide a letter of small words is, and of a title
_LARGE = 7.8
_GAP = 16  # how long a broken line is interrupted


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """Hands or a place: its title, what is said below it, and its kind, which gives the colour."""

    title: str
    lines: tuple[str, ...]
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What lies between two stations; `breaks` says why the line is interrupted."""

    lines: tuple[str, ...]
    breaks: tuple[str, ...] = ()
    waits: bool = False  # offered, and nobody has answered


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words where it is written."""

    x: int
    y: int
    text: str
    look: str


@dataclass(frozen=True, slots=True)
class Box:
    """A station's ground."""

    y: int
    height: int
    tone: str

    @property
    def middle(self) -> int:
        """Where its mark stands on the axis."""
        return self.y + 20


@dataclass(frozen=True, slots=True)
class Stroke:
    """A piece of the line; `look` is whole, waits or broken."""

    y1: int
    y2: int
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Everything the template writes."""

    height: int
    boxes: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    gaps: tuple[int, ...]  # where the line is interrupted
    words: tuple[Words, ...]
    width: int = WIDTH
    left: int = _LEFT
    axis: int = _AXIS
    box_width: int = _RIGHT - _LEFT


def draw(path: Sequence[Passage | Station]) -> Drawn:
    """The path from the top down: passages and stations in their order."""
    boxes: list[Box] = []
    strokes: list[Stroke] = []
    gaps: list[int] = []
    words: list[Words] = []
    y = 4
    for one in path:
        if isinstance(one, Station):
            box, said = _station(one, y)
            boxes.append(box)
            words += said
            y += box.height
        else:
            height, said = _passage(one, y)
            words += said
            pieces, gap = _line(one, y, height)
            strokes += pieces
            gaps += gap
            y += height
    return Drawn(
        height=y + 6,
        boxes=tuple(boxes),
        strokes=tuple(strokes),
        gaps=tuple(gaps),
        words=tuple(words),
    )


def _station(one: Station, y: int) -> tuple[Box, list[Words]]:
    at, said = y + _PAD + 14, []
    for line in wrap(one.title, (_RIGHT - _TEXT - 6) / _LARGE):
        said.append(Words(_TEXT, at, line, "title"))
        at += LINE
    for text in one.lines:
        for line in wrap(text, (_RIGHT - _TEXT - 6) / _SMALL):
            said.append(Words(_TEXT, at, line, "said"))
            at += LINE
    return Box(y, at - LINE + _PAD - y, one.tone), said


def _passage(one: Passage, y: int) -> tuple[int, list[Words]]:
    at, said = y + 20, []
    for look, texts in (("passes", one.lines), ("breaks", one.breaks)):
        for text in texts:
            for line in wrap(text, (_RIGHT - _TEXT - 6) / _SMALL):
                said.append(Words(_TEXT, at, line, look))
                at += LINE
    return max(34, at - LINE + 16 - y), said


def _line(one: Passage, y: int, height: int) -> tuple[list[Stroke], list[int]]:
    """The axis beside a passage: whole, waiting, or interrupted in its middle."""
    end = y + height
    if one.breaks:
        middle = y + height // 2
        ends = (Stroke(y, middle - _GAP // 2, "broken"), Stroke(middle + _GAP // 2, end, "broken"))
        return list(ends), [middle]
    return [Stroke(y, end, "waits" if one.waits else "whole")], []


def wrap(text: str, most: float) -> list[str]:
    """`text` in lines of at most `most` Latin letters; Chinese may end a line anywhere."""
    lines, now, room = [], "", most
    for word in _words(text):
        wide = _wide(word)
        if wide > room and now:
            lines.append(now.rstrip())
            now, room, word = "", most, word.lstrip()
            wide = _wide(word)
        while wide > most:
            part = _fitting(word, most)
            lines.append(part)
            word = word[len(part) :]
            wide = _wide(word)
        now += word
        room -= wide
    return [*lines, now.rstrip()] if now.strip() or not lines else lines


def _words(text: str) -> Iterator[str]:
    """Pieces between which a line may end, each with the blank before it."""
    piece = ""
    for letter in text:
        if letter == " " or _letter(letter) == 2:
            if piece:
                yield piece
            piece = letter
        else:
            piece += letter
    if piece:
        yield piece


def _fitting(word: str, most: float) -> str:
    room, taken = most, ""
    for letter in word:
        room -= _letter(letter)
        if room < 0 and taken:
            break
        taken += letter
    return taken


def _wide(text: str) -> float:
    return sum(map(_letter, text))


def _letter(letter: str) -> float:
    return 2 if east_asian_width(letter) in "WF" else 1

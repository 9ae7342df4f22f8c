"""A pack as one SVG that needs nothing else: stages as columns, steps as cards, gates between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from unicodedata import east_asian_width

from bairn.protocols import wording
from bairn.protocols.terms import Gate, Pack, Required, Step

_COLUMN, _GAP, _EDGE, _TOP = 226, 26, 24, 118
_LINE, _PAD, _BETWEEN = 15, 9, 8
_WIDE, _SMALL = 29, 33  # half-width letters in a line of a card
_MARGIN = 3
_CLOSING = "，。、：；？！）”》〕"
_STYLE = """
text { font: 12px "Segoe UI", system-ui, "Noto Sans", "Noto Sans SC", sans-serif; fill: #1d2733 }
.title { font-size: 20px; font-weight: 600 } .stage { font-size: 14px; font-weight: 600 }
.small { font-size: 11px; fill: #4a5866 } .page { fill: #ffffff } .column { fill: #f2f5f7 }
.card { fill: #ffffff; stroke: #b9c4cd } .safety { stroke: #a33d1f; stroke-width: 2 }
.must { fill: #24566e } .should { fill: #7b98a8 } .may { fill: #c6d2d9 }
.gate { fill: #fff6e0; stroke: #8a6200 }
"""
_WORDS = {
    "en": {
        "check": "check locally",
        "gate": "Gate",
        "closed": "Closed",
        "legend": "Edge of a card: must (dark), should, may · red frame: safety · "
        "“check locally”: recalled or our own default",
    },
    "zh": {
        "check": "请在当地核实",
        "gate": "关口",
        "closed": "结案",
        "legend": "卡片左缘：必须（深色）、应当、可以 · 红框：安全 · "
        "“请在当地核实”：凭记忆或本系统默认",
    },
}


@dataclass(frozen=True, slots=True)
class _Card:
    """One card of a column, with its lines already broken."""

    lines: tuple[str, ...]
    small: tuple[str, ...]
    look: str
    edge: str

    @property
    def height(self) -> int:
        """How much of the column it takes."""
        return 2 * _PAD + _LINE * (len(self.lines) + len(self.small))


def svg(pack: Pack, *, language: str = "en") -> str:
    """The drawing as text, the same for the same pack."""
    words = _WORDS[language]
    columns = [_column(pack, stage.id, language) for stage in pack.stages]
    titles = [stage.title.say(language) for stage in pack.stages]
    if gate := _gate_at(pack, "closed"):
        columns.append([_gate_card(gate, pack, language)])
        titles.append(words["closed"])
    tall = max(sum(card.height + _BETWEEN for card in cards) for cards in columns)
    width = 2 * _EDGE + len(columns) * (_COLUMN + _GAP) - _GAP
    height = _TOP + tall + 2 * _EDGE
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img">',
        f"<title>{escape(pack.title.say(language))} · {escape(pack.id)} {pack.version}</title>",
        f"<desc>{escape(_described(pack, titles))}</desc>",
        f"<style>{_STYLE}</style>",
        f'<rect class="page" width="{width}" height="{height}"/>',
        _text(_EDGE, 40, f"{pack.title.say(language)} · {pack.id} {pack.version}", "title"),
        _text(_EDGE, 62, words["legend"], "small"),
    ]
    for place, (title, cards) in enumerate(zip(titles, columns, strict=True)):
        body += _drawn(_EDGE + place * (_COLUMN + _GAP), title, cards, tall)
    return "\n".join([*body, "</svg>"]) + "\n"


def _described(pack: Pack, titles: Sequence[str]) -> str:
    return f"{' → '.join(titles)}; {len(pack.steps)} steps, {len(pack.gates)} gates"


def _gate_at(pack: Pack, stage: str) -> Gate | None:
    return next((gate for gate in pack.gates if gate.stage == stage), None)


def _column(pack: Pack, stage: str, language: str) -> list[_Card]:
    gate = _gate_at(pack, stage)
    first = [_gate_card(gate, pack, language)] if gate else []
    return first + [_step_card(step, pack, language) for step in pack.steps if step.stage == stage]


def _gate_card(gate: Gate, pack: Pack, language: str) -> _Card:
    words = _WORDS[language]
    asked = [step.title.say(language) for step in map(pack.step, gate.needs) if step is not None]
    small = [line for title in asked for line in _broken(f"· {title}", _SMALL)]
    small += [words["check"]] if gate.source.check_locally else []
    lines = _broken(f"{words['gate']}: {gate.title.say(language)}")
    return _Card(tuple(lines), tuple(small), "gate", "")


def _step_card(step: Step, pack: Pack, language: str) -> _Card:
    branch = next((one.title.say(language) for one in pack.branches if one.id == step.branch), "")
    small = _broken(wording.why_step(step, pack).say(language), _SMALL)
    small += _broken(f"⤷ {branch}", _SMALL) if branch else []
    mark = f"{step.source.ref} · {step.source.mark.value}"
    check = f" · {_WORDS[language]['check']}" if step.source.check_locally else ""
    small += _broken(mark + check, _SMALL)
    look = "card safety" if step.safety else "card"
    edge = {Required.MUST: "must", Required.SHOULD: "should", Required.MAY: "may"}[step.required]
    return _Card(tuple(_broken(step.title.say(language))), tuple(small), look, edge)


def _drawn(left: int, title: str, cards: Sequence[_Card], tall: int) -> Iterator[str]:
    yield (
        f'<rect class="column" x="{left}" y="{_TOP - 34}" width="{_COLUMN}" '
        f'height="{tall + 34 + _BETWEEN}" rx="8"/>'
    )
    yield _text(left + _PAD, _TOP - 12, title, "stage")
    top = _TOP
    for card in cards:
        yield from _one(left + _BETWEEN, top, card)
        top += card.height + _BETWEEN


def _one(left: int, top: int, card: _Card) -> Iterator[str]:
    width = _COLUMN - 2 * _BETWEEN
    yield (
        f'<rect class="{card.look}" x="{left}" y="{top}" width="{width}" '
        f'height="{card.height}" rx="6"/>'
    )
    if card.edge:
        yield (
            f'<rect class="{card.edge}" x="{left}" y="{top + 6}" width="{_MARGIN}" '
            f'height="{card.height - 12}"/>'
        )
    row = top + _PAD + _LINE - 4
    for line, look in [*((one, "") for one in card.lines), *((one, "small") for one in card.small)]:
        yield _text(left + _PAD + _MARGIN, row, line, look)
        row += _LINE


def _text(left: int, top: int, words: str, look: str) -> str:
    shown = f' class="{look}"' if look else ""
    return f'<text x="{left}" y="{top}"{shown}>{escape(words)}</text>'


def _broken(words: str, wide: int = _WIDE) -> list[str]:
    """The words in lines that fit a card: at spaces, and between any two wide characters."""
    lines, line, room = [], "", wide
    for piece in _pieces(words):
        size = _size(piece)
        if line.strip() and size > room:
            lines.append(line.strip())
            line, room = "", wide
            piece = piece.lstrip()
        line, room = line + piece, room - size
    return [*lines, line.strip()] if line.strip() else lines


def _pieces(words: str) -> Iterator[str]:
    """What may not be broken: a word, a wide character, each with the sign that closes it."""
    piece = ""
    for letter in words:
        alone = letter == " " or (_size(letter) == 2 and letter not in _CLOSING)
        if piece and (alone or (_size(piece[-1]) == 2 and letter not in _CLOSING)):
            yield piece
            piece = ""
        piece += letter
    if piece:
        yield piece


def _size(words: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)

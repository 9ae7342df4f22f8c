"""Custody and schedule as pages for people: plain HTML in both languages, every word escaped."""

from collections.abc import Callable, Iterable, Sequence
from html import escape

from bairn.disclosure.terms import Dossier, Hand, ScheduleLine
from bairn.kernel.text import Text

Words = Callable[[str, str], Text]
"""(list, code) -> its words; a code that no list has stands for itself."""

_CUSTODY = (  # heads, and the share of the width
    ("When (UTC)", "时间（UTC）", 16),
    ("What", "事项", 17),
    ("By", "经手人", 18),
    ("To", "接收方", 16),
    ("Seal", "封签", 12),
    ("Condition", "状况", 11),
    ("Entry", "记录条目", 10),
)
_SCHEDULE = (
    ("Exhibit", "物证", 18),
    ("Kind", "种类", 14),
    ("Use", "用途", 25),
    ("Description", "说明", 32),
    ("In this bundle", "是否在本包", 11),
)
Heads = Sequence[tuple[str, str, int]]
_SHORT = 8  # digits of an id on a page; the tables have it whole


def custody(dossier: Dossier, words: Words) -> str:
    """Who had what, exhibit by exhibit."""
    parts = [_head("Custody of exhibits", "物证保管流转表", dossier)]
    hands_of: dict[str, list[Hand]] = {}
    for hand in dossier.hands:
        hands_of.setdefault(hand.exhibit, []).append(hand)
    for exhibit in dossier.exhibits:
        hands = hands_of.get(exhibit.code, [])
        kind = _both(words("kind", exhibit.kind))
        parts.append(f"<h2>{escape(exhibit.number)} · {escape(exhibit.code)} · {kind}</h2>")
        parts.append(_table(_CUSTODY, [_hand(one, words) for one in hands]))
    return "".join(parts)


def _hand(one: Hand, words: Words) -> Sequence[str]:
    seals = " → ".join(seal for seal in (one.seal_before, one.seal_after) if seal)
    return (
        f"{one.at:%Y-%m-%d %H:%M}",
        _both(words("event", one.kind)),
        _person(one.by, one.by_role),
        _person(one.to, one.to_role),
        escape(seals),
        _both(words("condition", one.condition)) if one.condition else "",
        escape(str(one.entry)[-_SHORT:]),
    )


def _person(name: str, role: str) -> str:
    if not name:
        return ""
    kind, _, one = name.partition(":")
    short = one[-_SHORT:] if kind != "outside" else one
    return escape(f"{role or kind} {short}")


def schedule(dossier: Dossier, words: Words) -> str:
    """Everything the case holds: used, unused, withheld and why."""
    there = {one.id for one in dossier.files}
    codes = {one.code for one in dossier.exhibits}
    rows = [_line(one, words, there=_leaves(one, there, codes)) for one in dossier.schedule]
    return _head("Schedule of material", "证据材料清单", dossier) + _table(_SCHEDULE, rows)


def _leaves(one: ScheduleLine, there: Iterable[object], codes: Iterable[str]) -> bool:
    return one.file in there if one.file else one.exhibit in codes


def _line(one: ScheduleLine, words: Words, *, there: bool) -> Sequence[str]:
    use = _both(words("use", one.use))
    if one.reason:
        use += f"<br>{_both(words('withheld', one.reason))}"
    said = escape(one.description)
    if one.copy_of:
        why = _both(words("redacted", one.redacted_for)) if one.redacted_for else ""
        said += f"<br>Redacted copy 遮盖副本 {why}"
    where = "yes 是" if there else "no 否"
    kind = _both(words("kind", one.kind))
    number = f"{escape(one.number)}<br>{escape(one.exhibit)}"
    return number, kind, use, said, where


def _head(en: str, zh: str, dossier: Dossier) -> str:
    return (
        f"<h1>{en} {zh}</h1><p>Case 案件 {dossier.case_id}<br>Release 开示 {dossier.release_id}"
        f"<br>{dossier.made_at:%Y-%m-%d %H:%M} UTC</p><p class='small'>Persons are given by role "
        "and by an id that names nobody. The same is in the tables beside this page, which the "
        "program verify.py checks. 人员一律以职务和不含姓名的编号表示；同样内容见旁附表格，可用 "
        "verify.py 核验。</p>"
    )


def _table(heads: Heads, rows: Sequence[Sequence[str]]) -> str:
    widths = "".join(f"<col style='width: {width}%'>" for _, _, width in heads)
    titles = "".join(f"<th scope='col'>{en}<br>{zh}</th>" for en, zh, _ in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f"<table class='small'><colgroup>{widths}</colgroup><thead><tr>{titles}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def _both(text: Text) -> str:
    same = text.en == text.zh
    return escape(text.en) if same else f"{escape(text.en)} {escape(text.zh)}"

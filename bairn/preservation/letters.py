"""A letter to a holder, put together from the catalogue and what was told; plain text in parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from bairn.kernel.catalogue import load
from bairn.kernel.text import Text
from bairn.preservation import clock, codes
from bairn.preservation.terms import Kind, LegalBasis, Request, RequestWords

LANGUAGES = ("en", "zh")
_FORM = {"en": "%Y-%m-%d %H:%M", "zh": "%Y-%m-%d %H:%M"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the letter: a heading, lines that stand as a list, or plain paragraphs."""

    heading: str
    lines: tuple[str, ...]
    listed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What the holder reads, in one language."""

    language: str
    unit: str
    addressee: tuple[str, ...]
    day: str
    reference: str
    subject: str
    opening: str
    parts: tuple[Part, ...]
    signed: str


@cache
def wording() -> Mapping[str, Any]:
    """The sentences of the letters, in both languages."""
    document: Mapping[str, Any] = load(codes.FOLDER / "letters.yaml")
    return document


def letter(
    one: Request,
    words: RequestWords,
    *,
    unit: str,
    addressee: str,
    language: str,
    zone: ZoneInfo,
    at: datetime,
) -> Letter:
    """The letter of a request as it would leave at `at`; what was told stays text."""
    book = codes.book()
    basis = book.bases[one.basis]
    say = _Sayer(language, zone)
    kind = one.kind.value
    return Letter(
        language=language,
        unit=unit,
        addressee=_lines(addressee),
        day=at.astimezone(zone).strftime("%Y-%m-%d"),
        reference=say("reference", reference=one.reference),
        subject=say("subject", kind),
        opening=say("opening", kind, basis=basis.cite.say(language)),
        parts=tuple(
            part
            for part in (
                _power(words, say),
                _what(words, say),
                _items(one, words, say),
                _period(one, say),
                _purpose(words, say),
                _confidential(one, say),
                _answer(one, basis, words, say, at),
            )
            if part.lines
        ),
        signed=say("signed", name=words.signed_by.strip()),
    )


class _Sayer:
    """One language and one clock on the wall."""

    def __init__(self, language: str, zone: ZoneInfo) -> None:
        self.language, self.zone = language, zone

    def __call__(self, *path: str, **filled: str) -> str:
        found: Any = wording()
        for name in path:
            found = found[name]
        # What is filled in is never read as a form itself: braces in it stay braces.
        return Text(en=found["en"], zh=found["zh"]).say(self.language).format_map(filled)

    def moment(self, when: datetime | None) -> str:
        """A moment in UTC and on the wall of the case."""
        if when is None:
            return self("open_end")
        form = _FORM[self.language]
        utc, local = when.astimezone(UTC).strftime(form), when.astimezone(self.zone).strftime(form)
        return self("time", utc=utc, local=local, zone=self.zone.key)


def _power(words: RequestWords, say: _Sayer) -> Part:
    power = words.power.strip()
    return Part(heading="", lines=(say("power", power=power),) if power else ())


def _what(words: RequestWords, say: _Sayer) -> Part:
    return Part(heading=say("what"), lines=_lines(words.accounts), listed=True)


def _items(one: Request, words: RequestWords, say: _Sayer) -> Part:
    known = codes.book().lists["items"]
    lines = tuple(known[code].text.say(say.language) for code in one.items)
    return Part(heading=say("items"), lines=(*lines, *_lines(words.details)), listed=True)


def _period(one: Request, say: _Sayer) -> Part:
    if one.kind is Kind.TAKEDOWN and not one.period.known:
        return Part(heading="", lines=())
    start, end = say.moment(one.period.earliest), say.moment(one.period.latest)
    return Part(heading=say("period"), lines=(say("period_line", start=start, end=end),))


def _purpose(words: RequestWords, say: _Sayer) -> Part:
    return Part(heading=say("purpose"), lines=_lines(words.purpose))


def _confidential(one: Request, say: _Sayer) -> Part:
    if not one.confidential:
        return Part(heading="", lines=())
    return Part(heading=say("confidential_head"), lines=(say("confidential"),))


def _answer(
    one: Request, basis: LegalBasis, words: RequestWords, say: _Sayer, at: datetime
) -> Part:
    due = basis.answers or codes.book().clocks.answers[one.kind].span
    by = say.moment(clock.after(at, due))
    lines = [say("acknowledge", one.kind.value, answer=by), say("nothing")]
    if {"media_files", "messages", "page", "report_data"} & set(one.items):
        lines.append(say("images"))
    lines.append(say("contact", contact=" · ".join(_lines(words.contact))))
    return Part(heading=say("answer_head"), lines=tuple(lines))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())

"""What invented reports are about, and one such report as a draft. Pure and seeded."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from hashlib import md5, sha256
from types import MappingProxyType
from typing import Any

from bairn.demo.cast import FOLDER
from bairn.intake.terms import (
    UNKNOWN_TIME,
    Account,
    Channel,
    FactValue,
    FileNote,
    Identity,
    PersonDraft,
    PersonRole,
    ReportDraft,
    Words,
)
from bairn.kernel import catalogue
from bairn.kernel.periods import Bounds

_SPREAD = timedelta(hours=3)  # between the two bounds of a last contact
_YEAR = timedelta(days=365.25)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What a kind of report is about; see the head of `catalogue/stories.yaml`."""

    code: str
    channels: tuple[Channel, ...]
    packs: tuple[str, ...]
    weight: tuple[int, int]
    ages: tuple[int, ...]
    contact: tuple[int, ...]
    incidents: tuple[str, ...]
    facts: Mapping[str, FactValue]
    people: tuple[str, ...]
    text: Mapping[str, str]
    situation: str = ""
    files: int = 0


@cache
def stories() -> tuple[Story, ...]:
    """Every kind of report of the demo."""
    rows: Any = catalogue.load(FOLDER / "stories.yaml")
    return tuple(_story(row) for row in rows)


def _story(row: dict[str, Any]) -> Story:
    lists = ("packs", "weight", "ages", "contact", "incidents", "people")
    given = {**row, **{name: tuple(row[name]) for name in lists}}
    return Story(**{**given, "channels": tuple(map(Channel, row["channels"]))})


@cache
def _names() -> Any:
    return catalogue.load(FOLDER / "names.yaml")


def draft(
    story: Story, *, channel: Channel, pack: str, at: datetime, dice: random.Random
) -> ReportDraft:
    """One report of this kind, as it arrives at `at`; the same for the same dice."""
    language = "zh" if pack == "cn-2023" else "en"
    ages = {}
    if story.ages:
        age = dice.randint(story.ages[0], story.ages[1])
        ages = {"victim_age_min": age, "victim_age_max": age}
    return ReportDraft(
        channel=channel,
        pack=pack,
        language="zh-hans" if language == "zh" else "en",
        situation=story.situation if channel is Channel.MANDATED_FORM else "",
        incident_codes=story.incidents,
        last_contact=_contact(story, at, dice),
        facts=MappingProxyType({**story.facts, **ages}),
        people=tuple(_people(story, language, at, ages, dice)),
        words=Words(narrative=story.text[language]),
        files=tuple(_file(dice) for _ in range(story.files)),
    )


def _contact(story: Story, at: datetime, dice: random.Random) -> Bounds:
    if not story.contact:
        return UNKNOWN_TIME
    latest = at - timedelta(hours=dice.randint(story.contact[0], story.contact[1]))
    return Bounds(latest - _SPREAD, latest)


def _people(
    story: Story, language: str, at: datetime, ages: Mapping[str, int], dice: random.Random
) -> Iterator[PersonDraft]:
    age = ages.get("victim_age_min")
    if story.code != "thin":
        facts = {"age_min": age, "age_max": age} if age is not None else {}
        yield PersonDraft(
            role=PersonRole.VICTIM, identity=_identity(language, at, age, dice), facts=facts
        )
    for kind in story.people:
        yield _other(kind, language, at, dice)


def _other(kind: str, language: str, at: datetime, dice: random.Random) -> PersonDraft:
    if kind == "account":
        handle = f"{dice.choice(_names()['handles'])}_{dice.randint(10, 99)}"
        account = Account(dice.choice(("Lantern Chat", "Pebble Games")), handle)
        return PersonDraft(role=PersonRole.SUSPECT, identity=Identity(accounts=(account,)))
    if kind == "implicated_guardian":
        return PersonDraft(
            role=PersonRole.GUARDIAN,
            identity=_identity(language, at, None, dice),
            facts={"implicated": True},
        )
    return PersonDraft(role=PersonRole(kind), identity=_identity(language, at, None, dice))


def _identity(language: str, at: datetime, age: int | None, dice: random.Random) -> Identity:
    names = _names()
    family, given = dice.choice(names["family"][language]), dice.choice(names["given"][language])
    return Identity(
        family_name=family, given_name=given, birth_date=_born(at, age, dice) if age else None
    )


def _born(at: datetime, age: int, dice: random.Random) -> date:
    return (at - _YEAR * age - timedelta(days=dice.randint(1, 360))).date()


def _file(dice: random.Random) -> FileNote:
    """A file by its digests, of bytes that were drawn by chance."""
    content = dice.randbytes(32)
    return FileNote(
        md5=md5(content, usedforsecurity=False).hexdigest(),
        sha256=sha256(content).hexdigest(),
        size=dice.randint(20_000, 900_000),
        classification=dice.choice(("A1", "A2", "B1", "B2")),
        relevance="reported",
        viewed_by_platform=True,
    )

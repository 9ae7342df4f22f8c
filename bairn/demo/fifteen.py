"""The fifteen scenarios as the demo tells them: `catalogue/fifteen.yaml`. Pure and seeded."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from bairn.demo.cast import FOLDER, district
from bairn.demo.stories import Story, draft
from bairn.intake.terms import Channel, FactValue, Identity, PersonDraft, PersonRole, ReportDraft
from bairn.kernel import catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One scenario: its report, what became known, what was done, what else is on the desk."""

    code: str
    unit: str
    days: float
    story: Story
    learn: Mapping[str, bool]
    marks: tuple[tuple[str, float], ...]  # kind of milestone or step, hours after the report
    scenes: tuple[str, ...]
    suspect_is: str = ""  # username of a colleague whose name the suspect carries
    sent: int = 1  # reports about the same, of which the later ones are joined to the first

    @property
    def pack(self) -> str:
        """The pack that the case works under."""
        return self.story.packs[0]

    def report(self, *, at: datetime) -> ReportDraft:
        """The report as it arrives; the same each time it is asked for."""
        made = draft(
            self.story,
            channel=self.story.channels[0],
            pack=self.pack,
            at=at,
            dice=random.Random(self.code),  # noqa: S311 - a play of the demo, not a secret
        )
        contact = made.last_contact
        if contact.latest is not None:
            hours = timedelta(hours=self.story.contact[0])
            contact = replace(contact, earliest=at - hours, latest=at - hours)
        return replace(made, people=tuple(map(self._known, made.people)), last_contact=contact)

    def _known(self, person: PersonDraft) -> PersonDraft:
        if not self.suspect_is or person.role is not PersonRole.SUSPECT:
            return person
        name = next(one.name for one in district().staff if one.username == self.suspect_is)
        return replace(person, identity=Identity(full_name=name))


@cache
def scenarios() -> tuple[Scenario, ...]:
    """All fifteen, the earliest report first."""
    rows: Any = catalogue.load(FOLDER / "fifteen.yaml")
    return tuple(sorted(map(_scenario, rows), key=lambda one: -one.days))


def _scenario(row: dict[str, Any]) -> Scenario:
    facts: dict[str, FactValue] = row["facts"]
    return Scenario(
        code=row["code"],
        unit=row["unit"],
        days=row["days"],
        learn=row["learn"],
        marks=tuple((kind, hours) for kind, hours in row["marks"]),
        scenes=tuple(row["scenes"]),
        suspect_is=row.get("suspect_is", ""),
        sent=row.get("sent", 1),
        story=Story(
            code=row["code"],
            channels=(Channel(row["channel"]),),
            packs=(row["pack"],),
            weight=(0, 0),
            ages=tuple(row["ages"]),
            contact=tuple(row["contact"]),
            incidents=tuple(row["incidents"]),
            facts=facts,
            people=tuple(row["people"]),
            text=row["text"],
            situation=row.get("situation", ""),
            files=row.get("files", 0),
        ),
    )

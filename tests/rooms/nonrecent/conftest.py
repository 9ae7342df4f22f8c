"""Old cases of one unit, and the house that brings them back."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Model

from bairn.access import sessions
from bairn.cases import actions as cases
from bairn.kernel.actor import Actor
from bairn.nonrecent import actions, models
from bairn.nonrecent.terms import Due, FileKind, OldFile, Why
from tests import cast
from tests.cast import AT


@dataclass(frozen=True)
class Unit:
    """Cleo supervises; Ben investigates; Emil supervises elsewhere; Quinn prosecutes."""

    place: cast.Place
    cleo: Actor
    ben: Actor
    emil: Actor
    quinn: Actor
    house: Actor

    def case(self) -> uuid.UUID:
        """A case that Cleo opened, with Ben in its circle."""
        return cases.open_case(
            actor=self.cleo,
            at=AT,
            unit_id=self.place.unit.id,
            circle={self.ben.id: "investigator"},
        )

    def item(self, case_id: uuid.UUID, *, why: Why = Why.PERIODIC, days: int = 30) -> models.Item:
        """The house found a reason to look at this case again."""
        file = OldFile(holder_id=case_id, kind=FileKind.CLOSED, since=AT)
        due = Due(why=why, cause_id=None, at=AT, answer_by=AT + timedelta(days=days))
        assert actions.keep_due(actor=self.house, at=AT, found=[(file, [due])]) == 1
        (item,) = rows(holder_id=case_id, why=why.value, ended_at=None)
        return item


def rows(model: type[Model] = models.Item, **which: Any) -> list[Any]:
    """Rows as the house reaches them, without the room's looks."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "select set_config('role', 'bairn_app', true), set_config('bairn.token', %s, true)",
            [sessions.system().token],
        )
        found = list(model.objects.filter(**which))
        cursor.execute("reset role")
        return found


@pytest.fixture
def unit(db) -> Iterator[Unit]:
    """Nothing is due yet."""
    sessions._kept.clear()
    place = cast.place()
    yield Unit(
        place=place,
        cleo=cast.staff("cleo", "supervisor", unit=place.unit),
        ben=cast.staff("ben", "investigator", unit=place.unit),
        emil=cast.staff("emil", "supervisor", unit=place.other_unit),
        quinn=cast.staff("quinn", "prosecutor", unit=place.other_unit),
        house=sessions.system(),
    )
    sessions._kept.clear()

"""The reporter's words about time become bounds that keep evidence windows open."""

from datetime import UTC, datetime, timedelta

import pytest

from bairn.kernel.periods import Bounds
from bairn.web.report.questions import When
from bairn.web.report.when import last_contact

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "bounds"),
    [
        ("going_on", Bounds(AT, AT)),
        ("today", Bounds(AT - timedelta(hours=24), AT)),
        ("days3", Bounds(AT - timedelta(days=3), AT)),
        ("week", Bounds(AT - timedelta(days=7), AT)),
        ("month", Bounds(AT - timedelta(days=31), AT)),
        ("longer", Bounds(None, AT - timedelta(days=31))),
        ("unknown", Bounds()),
        ("", Bounds()),
    ],
)
def test_each_choice_gives_its_bounds(said: str, bounds: Bounds) -> None:
    assert last_contact(said=said, at=AT) == bounds


def test_every_choice_of_the_page_is_understood() -> None:
    said = [str(code) for code, _ in When.base_fields["last"].choices]
    unbounded = [code for code in said if last_contact(said=code, at=AT).latest is None]
    assert unbounded == ["unknown"]

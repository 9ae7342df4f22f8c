"""Conflicts of interest in a real browser: both widths, both languages, the keyboard."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bairn.access.models import Unit
from bairn.access.terms import FoundConflict, Purpose, Role
from bairn.journeys import screen_conflicts
from bairn.kernel import clock
from tests import cast
from tests.doors.browser import CHROMIUM, PHONE, WIDE, visit
from tests.doors.desk.casework import Scene, scene
from tests.doors.desk.test_case_browser import faultless, sit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@pytest.fixture
def here(transactional_db: None) -> Scene:
    """Two colleagues of other units were found; one of them is judged."""
    made = scene()
    inspectorate = Unit.objects.create(agency=made.place.agency, name="Inspectorate")
    inspector = cast.staff("ivo", Role.INSPECTOR, unit=inspectorate, purpose=Purpose.OVERSIGHT)
    other = cast.staff("wim", Role.INVESTIGATOR, unit=made.place.other_unit)
    screen_conflicts.keep_found(
        actor=made.second,
        at=clock.now(),
        case_id=made.case,
        found=[
            FoundConflict(
                staff_id=one.id,
                unit_id=made.place.other_unit.id,
                reason=reason,
                namesakes=number,
            )
            for number, (one, reason) in enumerate(
                [(made.stranger, "same_name"), (other, "part_of_name")]
            )
        ],
    )
    return replace(made, inspector=inspector)


@pytest.mark.parametrize(("size", "language"), list(product([WIDE, PHONE], ["en", "zh-hans"])))
def test_the_page_and_the_tab_are_faultless(
    chrome: Browser,
    here: Scene,
    home: str,
    pictures: Path,
    size: tuple[int, int],
    language: str,
) -> None:
    with visit(chrome, size=size, language=language) as seen:
        for name, actor, path in (
            ("conflicts", here.inspector, "/desk/oversight/conflicts/"),
            ("conflicts-tab", here.second, f"/desk/cases/{here.case}/decisions/"),
        ):
            sit(seen, home, actor, language)
            seen.page.goto(home + path)
            seen.page.screenshot(path=pictures / f"{name}-{size[0]}-{language}.png", full_page=True)
            faultless(seen, home)


def test_an_inspector_judges_by_the_keyboard_alone(chrome: Browser, here: Scene, home: str) -> None:
    with visit(chrome, size=WIDE, language="en") as seen:
        sit(seen, home, here.inspector, "en")
        seen.page.goto(f"{home}/desk/oversight/conflicts/")
        first = seen.page.locator("main form").first
        first.get_by_label("Somebody else with this name").focus()
        seen.page.keyboard.press("Space")
        first.locator("button").focus()
        seen.page.keyboard.press("Enter")
        expect(seen.page.get_by_text("It is judged, and on the record.")).to_be_visible()
        expect(seen.page.locator("main form")).to_have_count(1)

"""My day, the brief and the signals of a case with evidence, in a real browser."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from bairn.kernel import clock
from tests.doors.browser import CHROMIUM, PHONE, WIDE, visit
from tests.doors.desk import casework, exhibiting
from tests.doors.desk.exhibiting import Shelf
from tests.doors.desk.test_case_browser import faultless, sit
from tests.doors.desk.test_my_day_evidence import DAY, waits
from tests.doors.desk.vigilance_scene import sweep_now
from tests.doors.server import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@pytest.fixture
def on(transactional_db: None) -> Shelf:
    made = exhibiting.shelf(casework.scene(at=clock.now() - 4 * DAY))
    waits(made)
    sweep_now()
    return made


@pytest.fixture
def home(on: Shelf) -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.mark.parametrize(("size", "language"), list(product([WIDE, PHONE], ["en", "zh-hans"])))
def test_what_waits_on_evidence_is_shown_faultlessly(
    chrome: Browser,
    on: Shelf,
    home: str,
    pictures: Path,
    size: tuple[int, int],
    language: str,
) -> None:
    shown = {
        "day": reverse("desk:my_day"),
        "brief": reverse("desk:case", args=[on.case]),
        "signals": reverse("desk:vigilance_case", args=[on.case]),
    }
    with visit(chrome, size=size, language=language) as seen:
        sit(seen, home, on.scene.second, language)
        for name, path in shown.items():
            seen.page.goto(home + path)
            picture = pictures / f"evidence-{name}-{size[0]}-{language}.png"
            seen.page.screenshot(path=picture, full_page=True)
            faultless(seen, home)

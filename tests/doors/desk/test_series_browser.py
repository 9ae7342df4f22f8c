"""Series in a real browser: both widths, both languages, axe, and a coding made by the keyboard."""

from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bairn.journeys import join_series
from bairn.kernel import clock
from bairn.series import actions
from bairn.series import queries as looks
from bairn.series.terms import Verdict
from tests.doors.browser import CHROMIUM, PHONE, WIDE, visit
from tests.doors.desk.casework import Scene, scene
from tests.doors.desk.test_case_browser import faultless, sit
from tests.doors.desk.test_series_pages import analyst, three

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@pytest.fixture
def here(transactional_db: None) -> Scene:
    return scene()


@pytest.mark.parametrize(("size", "language"), [*product((WIDE, PHONE), ("en", "zh-hans"))])
def test_every_page_of_series_is_faultless(
    chrome: Browser, here: Scene, home: str, pictures: Path, size: tuple[int, int], language: str
) -> None:
    one, two, far = three(here)
    ana, now = analyst(here), clock.now()
    series = actions.open_series(actor=ana, at=now, offence_ids=[one, two, far])
    actions.judge_series_lead(
        actor=ana, at=now, offence_id=one, other_id=far, verdict=Verdict.POSITIVE, reason="looked"
    )
    join_series.join_series(actor=ana, at=now, offence_ids=[one, far], reason="behaviour")
    numbers = [looks.offence(actor=ana, at=now, offence_id=each) for each in (one, two)]
    apart = "+".join(each.offence.number for each in numbers)
    case = f"/desk/cases/{here.case}/offences/"
    pages = {
        "list": (here.second, "/desk/series/"), "coding": (here.second, case),
        "amend": (here.second, f"{case}{one}/"), "again": (here.first, f"{case}{one}/again/"),
        "offence": (ana, f"/desk/series/offences/{one}/"),
        "lead": (ana, f"/desk/series/offences/{one}/{far}/"),
        "clusters": (ana, f"/desk/series/clusters/?threshold=30&apart={apart}"),
        "one": (ana, f"/desk/series/{series}/"),
    }  # fmt: skip
    for name, (actor, path) in pages.items():
        with visit(chrome, size=size, language=language) as seen:
            sit(seen, home, actor, language)
            seen.page.goto(home + path)
            picture = pictures / f"series-{name}-{size[0]}-{language}.png"
            seen.page.screenshot(path=picture, full_page=True)
            faultless(seen, home)


def test_an_offence_is_coded_by_the_keyboard(chrome: Browser, here: Scene, home: str) -> None:
    with visit(chrome, size=WIDE, language="en") as seen:
        sit(seen, home, here.second, "en")
        seen.page.goto(f"{home}/desk/cases/{here.case}/links/")
        seen.page.get_by_role("link", name="Code an offence, compare it with others").focus()
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_url("**/offences/")
        seen.page.locator("#id_approach_way").select_option("helped")
        seen.page.locator("button[value=code]").focus()
        seen.page.keyboard.press("Enter")
        expect(seen.page.locator("body")).to_contain_text("The coding is on record.")

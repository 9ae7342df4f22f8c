"""Leads in a real browser: both widths, both languages, the drawing under the strict policy."""

from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bairn.cases.terms import ParticipantRole
from bairn.kernel import clock
from bairn.linkage import actions
from tests.doors.browser import CHROMIUM, PHONE, WIDE, visit
from tests.doors.desk.casework import Scene, scene
from tests.doors.desk.test_case_browser import faultless, sit
from tests.doors.desk.test_leads_pages import address, lead

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
DAY = timedelta(days=1)


@pytest.fixture
def here(transactional_db: None) -> Scene:
    return scene()


def lived_in(here: Scene) -> dict[str, str]:
    """A lead that was judged twice and brought two records together, a plan, an identifier."""
    lead_id, _there = lead(here)
    now = clock.now()
    mine = {"actor": here.second, "at": now, "case_id": here.case}
    actions.judge(**mine, lead_id=lead_id, verdict="unsure", reason="too_little", words="Ask again")
    actions.judge(**mine, lead_id=lead_id, verdict="positive", reason="document_seen")
    actions.merge(**mine, lead_id=lead_id)
    suspect = here.people[ParticipantRole.SUSPECT]
    actions.plan_action(**mine, subject_id=suspect, what="search", from_at=now,
                        until_at=now + DAY, contact_id=here.first.id)  # fmt: skip
    actions.note_trace(**mine, kind="vehicle", value="AB 12 345", source="person")
    case = f"/desk/cases/{here.case}/links/"
    return {
        "tab": case,
        "lead": address(here, lead_id),
        "graph": f"{case}graph/",
        "plans": f"{case}plans/",
    }


@pytest.mark.parametrize(("size", "language"), [*product((WIDE, PHONE), ("en", "zh-hans"))])
def test_every_page_of_leads_is_faultless(
    chrome: Browser, here: Scene, home: str, pictures: Path, size: tuple[int, int], language: str
) -> None:
    pages = lived_in(here)
    with visit(chrome, size=size, language=language) as seen:
        sit(seen, home, here.second, language)
        for name, path in pages.items():
            seen.page.goto(home + path)
            picture = pictures / f"leads-{name}-{size[0]}-{language}.png"
            seen.page.screenshot(path=picture, full_page=True)
            faultless(seen, home)
        seen.page.goto(home + pages["lead"])
        with seen.page.expect_navigation():
            seen.page.locator('form[action$="/open/"] button').first.click()
        picture = pictures / f"leads-opened-{size[0]}-{language}.png"
        seen.page.screenshot(path=picture, full_page=True)
        faultless(seen, home)


def test_the_surroundings_are_drawn_and_a_lead_is_judged_by_the_keyboard(
    chrome: Browser, here: Scene, home: str
) -> None:
    pages = lived_in(here)
    with visit(chrome, size=WIDE, language="en") as seen:
        sit(seen, home, here.second, "en")
        seen.page.goto(home + pages["graph"])
        expect(seen.page.locator("#graph canvas").first).to_be_attached()
        link = seen.page.locator(".tasks a", has_text="the same person").first
        link.focus()
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_url("**/leads/**")
        seen.page.locator("input[name=verdict][value=negative]").focus()
        seen.page.keyboard.press("Space")
        seen.page.locator("#id_reason").select_option("relative")
        seen.page.locator("button[value=judge]").focus()
        seen.page.keyboard.press("Enter")
        expect(seen.page.locator("body")).to_contain_text("Your judgement is on record.")
        expect(seen.page.locator("body")).to_contain_text("Nobody has brought this record together")

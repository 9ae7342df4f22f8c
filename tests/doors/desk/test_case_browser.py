"""Cases, search and the record in a real browser: both widths, both languages, the keyboard."""

from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, expect

from bairn.access import actions as access
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.protocols.terms import CaseFacts
from tests.doors.browser import CHROMIUM, PHONE, WIDE, Visit, visit
from tests.doors.desk import casework
from tests.doors.desk.casework import CANARY, Scene, scene, signed_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@pytest.fixture
def here(transactional_db: None) -> Scene:
    made = scene()
    for n in range(3):
        casework.another_case(made, hours=20 * (n + 1))
    casework.protocols.record_facts(
        actor=made.second,
        at=clock.now(),
        case_id=made.case,
        facts=CaseFacts({"guardian_implicated": True, "suspect_minor": True}),
    )
    return made


def sit(seen: Visit, home: str, actor: Actor, language: str) -> None:
    """Put the cookies of somebody who is signed in into the browser."""
    client = signed_in(actor, language)
    seen.page.context.add_cookies(
        [{"name": name, "value": one.value, "url": home} for name, one in client.cookies.items()]
    )


def faultless(seen: Visit, home: str) -> None:
    """No axe fault, no sideways scroll, nothing from outside, no complaint of the browser."""
    assert seen.axe() == []
    assert seen.sideways() == 0
    assert seen.outside(home) == []
    assert seen.complaints == []


def pages(here: Scene) -> dict[str, str]:
    case = f"/desk/cases/{here.case}/"
    return {
        "cases": "/desk/cases/",
        "brief": case,
        "people": f"{case}people/",
        "protocol": f"{case}protocol/",
        "windows": f"{case}protocol/windows/",
        "move": f"{case}protocol/versions/",
        "held": f"{case}protocol/step/interview/",
        "step": f"{case}protocol/step/file_case/",
        "facts": f"{case}protocol/facts/?fact=last_contact_at",
        "decisions": f"{case}decisions/",
        "record": f"{case}record/",
        "search": "/desk/search/",
    }


@pytest.mark.parametrize(("size", "language"), list(product([WIDE, PHONE], ["en", "zh-hans"])))
def test_every_page_of_a_case_is_faultless(
    chrome: Browser,
    here: Scene,
    home: str,
    pictures: Path,
    size: tuple[int, int],
    language: str,
) -> None:
    with visit(chrome, size=size, language=language) as seen:
        sit(seen, home, here.second, language)
        for name, path in pages(here).items():
            seen.page.goto(home + path)
            seen.page.screenshot(path=pictures / f"{name}-{size[0]}-{language}.png", full_page=True)
            faultless(seen, home)
            assert CANARY not in seen.page.content()
        seen.page.fill("[name=q]", casework.PHONE)
        with seen.page.expect_navigation():
            seen.page.click("main form .button")
        seen.page.screenshot(path=pictures / f"found-{size[0]}-{language}.png", full_page=True)
        faultless(seen, home)
        assert seen.page.url == home + "/desk/search/"


@pytest.mark.parametrize(("size", "language"), [(WIDE, "en"), (PHONE, "zh-hans")])
def test_the_record_for_inspectors_is_faultless(
    chrome: Browser,
    here: Scene,
    home: str,
    pictures: Path,
    size: tuple[int, int],
    language: str,
) -> None:
    with visit(chrome, size=size, language=language) as seen:
        sit(seen, home, here.inspector, language)
        seen.page.goto(home + "/desk/oversight/")
        seen.page.screenshot(path=pictures / f"oversight-{size[0]}-{language}.png", full_page=True)
        faultless(seen, home)


def test_an_identity_is_opened_by_keyboard_and_going_back_does_not_show_it_again(
    chrome: Browser, here: Scene, home: str, pictures: Path
) -> None:
    with visit(chrome) as seen:
        sit(seen, home, here.first, "en")
        page = seen.page
        page.goto(f"{home}/desk/cases/{here.case}/people/")
        page.locator("summary").first.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector(".opened")
        page.screenshot(path=pictures / "identity-1440-en.png", full_page=True)
        faultless(seen, home)
        assert f"{CANARY}0" in page.content()
        assert CANARY not in page.title()
        assert CANARY not in page.url
        page.click(".opened .button")
        page.wait_for_selector("table")
        with pytest.raises(Error, match="ERR_CACHE_MISS"):
            page.go_back(wait_until="commit")
        page.wait_for_timeout(700)  # the browser's own page comes, saying that nothing was kept
        expect(page.locator("body")).not_to_contain_text(CANARY)


def test_the_search_is_a_key_away_and_a_case_prints_without_the_house_around_it(
    chrome: Browser, here: Scene, home: str
) -> None:
    with visit(chrome) as seen:
        sit(seen, home, here.first, "en")
        seen.page.goto(f"{home}/desk/cases/{here.case}/")
        seen.page.keyboard.press("/")
        seen.page.wait_for_url(home + "/desk/search/")
        assert seen.page.evaluate("document.activeElement.name") == "q"
        seen.page.goto(f"{home}/desk/cases/{here.case}/")
        seen.page.emulate_media(media="print")
        assert not seen.page.locator(".rail").is_visible()
        assert not seen.page.locator(".tabs").is_visible()
        assert seen.page.locator("h1").is_visible()


def test_a_waiver_is_asked_for_and_turned_down_by_keyboard_alone(
    chrome: Browser, here: Scene, home: str, pictures: Path
) -> None:
    step = f"{home}/desk/cases/{here.case}/protocol/step/specialist/"
    with visit(chrome) as seen:
        sit(seen, home, here.first, "en")
        seen.page.goto(f"{home}/desk/cases/{here.case}/protocol/")
        seen.page.locator(".choices-line a").nth(2).focus()
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_url("**?show=late")
        seen.page.locator("[role=region]").first.focus()
        assert seen.page.evaluate("document.activeElement.getAttribute('role')") == "region"
        seen.page.goto(step)
        seen.page.focus("#waiver-reason")
        seen.page.keyboard.press("ArrowDown")
        seen.page.keyboard.press("Tab")
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_url(f"{home}/desk/cases/{here.case}/protocol/")
    with visit(chrome, size=PHONE) as seen:
        sit(seen, home, here.second, "en")
        seen.page.goto(step)
        seen.page.locator("button[value=decline]").focus()
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_url(f"{home}/desk/cases/{here.case}/protocol/")
        seen.page.goto(step)
        seen.page.screenshot(path=pictures / "declined-390-en.png", full_page=True)
        faultless(seen, home)
        assert "turned down by Ben" in seen.page.inner_text("main")


def test_whoever_is_kept_out_is_listed_without_a_fault(
    chrome: Browser, here: Scene, home: str, pictures: Path
) -> None:
    for reason in ("related", "implicated"):
        access.exclude(
            actor=here.second,
            at=clock.now(),
            case_id=here.case,
            staff_id=here.first.id,
            reason=reason,
        )
    with visit(chrome, size=PHONE) as seen:
        sit(seen, home, here.second, "en")
        seen.page.goto(f"{home}/desk/cases/{here.case}/decisions/")
        seen.page.locator("#kept-out").scroll_into_view_if_needed()
        seen.page.locator("section", has=seen.page.locator("#kept-out")).screenshot(
            path=pictures / "kept-out-390-en.png"
        )
        faultless(seen, home)

"""The interview ledger in a real browser: both widths, both languages, the keyboard."""

from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bairn.interviews import actions, queries
from bairn.kernel import clock
from tests.doors.browser import CHROMIUM, PHONE, WIDE, Visit, visit
from tests.doors.desk.casework import signed_in
from tests.doors.desk.interviewing import Sitting, interview_scene

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@pytest.fixture
def here(transactional_db: None) -> Sitting:
    """A child who was asked by a doctor and interviewed, with one more asked for; another child."""
    made = interview_scene()
    for hours, who, minutes in ((60, "teacher", None), (30, "medic", 12)):
        actions.record_questioning(
            actor=made.scene.first, at=clock.now(), case_id=made.case, about=made.child,
            at_time=clock.now() - timedelta(hours=hours), minutes=minutes, by_role=who,
            setting="school" if who == "teacher" else "examination",
        )  # fmt: skip
    actions.record_first_account(
        actor=made.scene.first, at=clock.now(), case_id=made.case, about=made.child,
        told_to_role="friends_parent", told_at=clock.now() - timedelta(hours=70),
        words="The gate was open", prompts=("what",),
    )  # fmt: skip
    made.held(recording=None, no_recording_reason="device_failed")
    made.ask()
    made.second_child()
    return made


def sit(seen: Visit, home: str, here: Sitting, language: str) -> None:
    """Put the cookies of the supervisor into the browser."""
    client = signed_in(here.scene.second, language)
    seen.page.context.add_cookies(
        [{"name": name, "value": one.value, "url": home} for name, one in client.cookies.items()]
    )


def pages(here: Sitting) -> dict[str, str]:
    tab = f"/desk/cases/{here.case}/interviews/"
    asked = _asked(here)
    return {
        "ledger": tab,
        "plan": f"{tab}plan/?child={here.child}&kind=repeat",
        "one": f"{tab}{asked}/",
        "hold": f"{tab}{asked}/hold/",
        "questioned": f"{tab}questioned/?child={here.child}",
        "account": f"{tab}account/?child={here.child}",
        "which": f"{tab}plan/",
    }


def _asked(here: Sitting):
    rows = queries.ledger(actor=here.scene.first, at=clock.now(), case_id=here.case)
    return next(row.open.id for row in rows if row.open)


@pytest.mark.parametrize(("size", "language"), list(product([WIDE, PHONE], ["en", "zh-hans"])))
def test_every_page_of_the_ledger_is_faultless(
    chrome: Browser,
    here: Sitting,
    home: str,
    pictures: Path,
    size: tuple[int, int],
    language: str,
) -> None:
    with visit(chrome, size=size) as seen:
        sit(seen, home, here, language)
        for name, url in pages(here).items():
            seen.page.goto(home + url)
            seen.page.screenshot(
                path=str(pictures / f"interviews-{name}-{size[0]}-{language}.png"), full_page=True
            )
            assert seen.axe() == [], name
            assert seen.sideways() == 0, name
            assert seen.outside(home) == [], name
            assert seen.complaints == [], name


def test_one_more_interview_is_asked_for_and_declined_by_keyboard_on_a_phone(
    chrome: Browser, here: Sitting, home: str
) -> None:
    with visit(chrome, size=PHONE) as seen:
        sit(seen, home, here, "en")
        page = seen.page
        page.goto(home + pages(here)["ledger"])
        page.get_by_role("link", name="Interviews").focus()
        link = page.get_by_role("link", name="One more interview").first
        link.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="One more interview?")).to_be_visible()
        reason = page.get_by_label("Reason").first
        reason.focus()
        page.keyboard.type("Other evidence")
        page.get_by_role("button", name="Decline").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("Declined; it stays on the ledger.")).to_be_visible()
        expect(page.get_by_text("declined", exact=True)).to_be_visible()


def test_the_words_stay_shut_until_a_purpose_is_pressed(
    chrome: Browser, here: Sitting, home: str
) -> None:
    with visit(chrome, size=PHONE) as seen:
        sit(seen, home, here, "en")
        page = seen.page
        page.goto(home + pages(here)["ledger"])
        expect(page.get_by_text("The gate was open")).to_have_count(0)
        page.locator("details.shut summary").first.focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Supervision").first.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("The gate was open")).to_be_visible()
        assert seen.complaints == []


def test_the_ledger_prints_without_the_house_around_it_and_with_everything_it_counts(
    chrome: Browser, here: Sitting, home: str, pictures: Path
) -> None:
    with visit(chrome, size=WIDE) as seen:
        sit(seen, home, here, "en")
        page = seen.page
        page.goto(home + pages(here)["ledger"])
        page.emulate_media(media="print")
        page.screenshot(path=str(pictures / "interviews-print.png"), full_page=True)
        expect(page.get_by_text("held without a recording")).to_be_visible()
        expect(page.locator(".count").first).to_be_visible()
        expect(page.locator(".rail")).to_be_hidden()
        expect(page.locator(".ledger-acts").first).to_be_hidden()

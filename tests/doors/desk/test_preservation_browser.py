"""Requests in a real browser: both widths, both languages, the keyboard."""

from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bairn.digests import actions as digests
from bairn.digests.terms import Algorithm, Digest, WatchReason
from bairn.kernel import clock
from bairn.kernel.periods import Bounds
from bairn.preservation import actions
from bairn.preservation.terms import Kind, NewRequest, RequestWords
from bairn.protocols import actions as protocols
from bairn.protocols.terms import CaseFacts
from tests.doors.browser import CHROMIUM, PHONE, WIDE, visit
from tests.doors.desk.casework import Scene, scene
from tests.doors.desk.test_case_browser import faultless, sit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WORDS = RequestWords(
    accounts="heron_42 (user 881)\nhttps://meadow.example/p/7",
    details="Sign-ins of 1 to 3 March",
    purpose="To find who wrote on 3 March.",
    addressee="Corner shop\nHigh Street 4",
    power="Police Act, section 9",
    signed_by="Ada Officer, inspector",
    contact="Children's unit, +47 5550 0100",
)


@pytest.fixture
def here(transactional_db: None) -> Scene:
    return scene()


def lived_in(here: Scene) -> dict[str, str]:
    """Requests of every kind in most states, a watch, and windows for which nobody was asked."""
    now = clock.now()
    mine = {"actor": here.first, "case_id": here.case}
    facts = {"online": True, "video_nearby": True, "images_spreading": True}
    protocols.record_facts(**mine, at=now, facts=CaseFacts(facts))
    company = actions.add_holder(
        actor=here.first, at=now, holder_class="us_provider", name="Meadow Social",
        channel="portal", contact="https://lawful.meadow.example/", language="en",
    )  # fmt: skip

    def draft(kind, to, basis, items, *, days=0.0, sent=True, **more):
        at = now - days * DAY
        said = NewRequest(
            kind=kind, holder_class=to, basis=basis, items=items, words=WORDS,
            period=Bounds(at - DAY, at - 22 * HOUR), **more,
        )  # fmt: skip
        made = actions.draft(**mine, at=at, said=said)[-1]
        if sent:
            actions.finish_letter(**mine, at=at, request_id=made, pdf=b"%PDF-1.7")
            actions.send(**mine, at=at, request_id=made, channel="portal", happened_at=at)
        return made

    kept = draft(Kind.PRESERVE, "us_provider", "us_2703f", ("messages", "login_ips"), days=80,
                 holder_id=company)  # fmt: skip
    actions.acknowledge(**mine, at=now - 79 * DAY, request_id=kept, happened_at=now - 79 * DAY,
                        words="Our number is 17.")  # fmt: skip
    draft(Kind.EMERGENCY, "us_provider", "us_2702", ("login_ips",), days=0.1, holder_id=company)
    draft(Kind.TAKEDOWN, "us_provider", "us_take_it_down", ("page",), days=1, holder_id=company)
    gone = draft(Kind.TAKEDOWN, "eu_provider", "national_power", ("page",), days=3)
    actions.note_removed(**mine, at=now - DAY, request_id=gone, happened_at=now - DAY)
    refused = draft(Kind.PRESERVE, "telecom", "budapest_16", ("call_records",), days=4)
    actions.refuse(**mine, at=now, request_id=refused, happened_at=now - HOUR, reason="too_broad")
    draft(Kind.HOLD_RECORD, "school", "please_keep", ("attendance", "complaints"), days=2)
    unsent = draft(Kind.DISCLOSE, "us_provider", "us_subpoena", ("subscriber",), sent=False,
                   holder_id=company)  # fmt: skip
    draft(Kind.PRESERVE, "premises_video", "national_power", ("video",), sent=False)
    watched = [Digest(Algorithm.SHA256, b"\x07" * 32)]
    digests.watch(**mine, at=now, digests=watched, reason=WatchReason.TAKEDOWN)
    case = f"/desk/cases/{here.case}/requests/"
    return {
        "tab": case,
        "which": f"{case}new/",
        "draft": f"{case}new/?kind=disclose&to=us_provider&window=provider_held_us",
        "one": f"{case}{kept}/",
        "unsent": f"{case}{unsent}/",
        "refused": f"{case}{refused}/",
        "running": "/desk/running-out/",
        "holders": "/desk/holders/",
    }


@pytest.mark.parametrize(("size", "language"), [*product((WIDE, PHONE), ("en", "zh-hans"))])
def test_every_page_of_requests_is_faultless(
    chrome: Browser, here: Scene, home: str, pictures: Path, size: tuple[int, int], language: str
) -> None:
    pages = lived_in(here)
    with visit(chrome, size=size, language=language) as seen:
        sit(seen, home, here.second, language)
        for name, path in pages.items():
            seen.page.goto(home + path)
            picture = pictures / f"preservation-{name}-{size[0]}-{language}.png"
            seen.page.screenshot(path=picture, full_page=True)
            faultless(seen, home)
        seen.page.goto(home + pages["unsent"])
        with seen.page.expect_navigation():
            seen.page.locator('form[action$="/letter/"] button').click()
        picture = pictures / f"preservation-letter-{size[0]}-{language}.png"
        seen.page.screenshot(path=picture, full_page=True)
        faultless(seen, home)


def test_a_request_is_drafted_from_a_window_by_the_keyboard_alone(
    chrome: Browser, here: Scene, home: str
) -> None:
    pages = lived_in(here)
    with visit(chrome, size=WIDE, language="en") as seen:
        sit(seen, home, here.first, "en")
        seen.page.goto(home + "/desk/")
        seen.page.keyboard.press("g")
        seen.page.keyboard.press("l")
        seen.page.wait_for_url("**/running-out/")
        seen.page.goto(home + pages["tab"])
        link = seen.page.get_by_role("link", name="stations")
        for _press in range(80):
            seen.page.keyboard.press("Tab")
            if link.evaluate("one => one === document.activeElement"):
                break
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_url("**to=transport_station**")
        for label, words in (
            ("Name and address", "Town Transport"),
            ("The law or the order", "Police Act"),
            ("Accounts, identifiers", "Harbour station"),
            ("What it is for", "To see who was there."),
            ("Who signs", "Ada Officer"),
            ("How the holder answers", "Children's unit"),
        ):
            seen.page.get_by_label(label).fill(words)
        seen.page.get_by_label("On which ground", exact=True).select_option("national_power")
        seen.page.get_by_label("Video of the places").press("Space")
        seen.page.get_by_role("button", name="Draft the request").press("Enter")
        expect(seen.page.get_by_text("drafted, not sent").first).to_be_visible()

"""The Court pages in a real browser: both widths, both languages, axe, the keyboard."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bairn.access import sessions
from bairn.disclosure import actions, queries
from bairn.evidence import queries as exhibits
from bairn.journeys import fetch_bundle
from bairn.kernel import clock
from bairn.web.desk.disclosure import forms
from tests.doors.browser import CHROMIUM, PHONE, WIDE, visit
from tests.doors.desk.court_scene import CourtScene, court_scene
from tests.doors.desk.test_case_browser import faultless, sit
from tests.doors.server import serving
from tests.rooms.oversight.recording import empty_the_record

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@pytest.fixture
def court(transactional_db, tmp_path, settings) -> Iterator[CourtScene]:
    settings.BAIRN_HOME = tmp_path / "home"
    empty_the_record()
    yield court_scene()
    empty_the_record()
    sessions._kept.clear()


@pytest.fixture
def home(court) -> Iterator[str]:
    with serving() as address:
        yield address


def lived_in(court: CourtScene) -> dict[str, str]:
    """A complete schedule, a release with a bundle and one that failed, one with identities."""
    court.complete()
    court.withhold(court.paper, agreed=True)
    court.say(court.paper, court.copy)
    release, named = court.release(), court.release(identities=True)
    for _turn in range(2):
        actions.ask_bundle(
            actor=court.here.second, at=clock.now(), case_id=court.case, release_id=release
        )
        (making, *_) = queries.leaving(
            actor=court.here.second, at=clock.now(), case_id=court.case
        ).makings
        told = {"actor": sessions.system(), "at": clock.now(), "case_id": court.case}
        if _turn:
            actions.bundle_goes_on(**told, making_id=making.id, done=400_000, total=900_000)
        else:
            fetch_bundle.make_asked(**told, making_id=making.id)
    lost = court.release()
    actions.ask_bundle(
        actor=court.here.second,
        at=clock.now() - timedelta(hours=2),
        case_id=court.case,
        release_id=lost,
    )
    return {
        "lost": f"{court.address}releases/{lost}/",
        "sending": _sending(court),
        "release": f"{court.address}releases/{release}/",
        "named": f"{court.address}releases/{named}/",
        "new": f"{court.address}releases/new/",
        "copy": f"{court.address}copy/",
        "tab": court.address,
    }


def _sending(court: CourtScene) -> str:
    page = f"/desk/cases/{court.case}/evidence/{court.paper.exhibit_id}/upload/"
    return f"{page}?copy_of={court.file.file_id}&redaction=child"


@pytest.mark.parametrize(("size", "language"), [*product((WIDE, PHONE), ("en", "zh-hans"))])
def test_every_page_of_the_court_is_faultless(
    chrome: Browser, court, home: str, pictures: Path, size: tuple[int, int], language: str
) -> None:
    pages = lived_in(court)
    with visit(chrome, size=size, language=language) as seen:
        sit(seen, home, court.here.second, language)
        for name, path in pages.items():
            seen.page.goto(home + path)
            picture = pictures / f"court-{name}-{size[0]}-{language}.png"
            seen.page.screenshot(path=picture, full_page=True)
            faultless(seen, home)
        court.withhold(court.coat, agreed=False)
        sit(seen, home, court.dana, language)
        seen.page.goto(home + court.address)
        seen.page.screenshot(
            path=pictures / f"court-waits-{size[0]}-{language}.png", full_page=True
        )
        faultless(seen, home)
        sit(seen, home, court.kim, language)
        seen.page.goto(f"{home}/desk/court/")
        seen.page.screenshot(
            path=pictures / f"court-agreeing-{size[0]}-{language}.png", full_page=True
        )
        faultless(seen, home)


def test_a_piece_is_marked_by_the_keyboard_alone(chrome: Browser, court, home: str) -> None:
    with visit(chrome, size=WIDE, language="en") as seen:
        sit(seen, home, court.here.first, "en")
        seen.page.goto(home + court.address)
        seen.page.get_by_label("1 Clothing").press("Space")
        seen.page.get_by_label("Used: relied on in court").press("Space")
        seen.page.get_by_role("button", name="Put on record").press("Enter")
        expect(seen.page.get_by_text("It is on record.")).to_be_visible()
        expect(seen.page.get_by_text("used", exact=True).first).to_be_visible()


def test_a_redacted_copy_is_sent_by_turns_from_the_form(
    chrome: Browser, court, home: str, tmp_path: Path
) -> None:
    (tmp_path / "struck.txt").write_bytes(b"Monday, [all struck out]\n")
    with visit(chrome, size=WIDE, language="en") as seen:
        sit(seen, home, court.here.first, "en")
        seen.page.goto(f"{home}{court.address}copy/")
        seen.page.get_by_label("Of which file").select_option(forms.ticked(court.file))
        seen.page.get_by_label("What was struck out").select_option("child")
        seen.page.get_by_role("button", name="Go on").click()
        expect(seen.page.get_by_text("You send a redacted copy of file")).to_be_visible()
        seen.page.get_by_label("Files", exact=True).set_input_files(tmp_path / "struck.txt")
        seen.page.get_by_role("button", name="Send", exact=True).click()
        expect(seen.page.get_by_text("is evidence now").first).to_be_visible()
    found = exhibits.files(actor=court.here.first, at=clock.now(), case_id=court.case)
    assert (found[-1].original_id, found[-1].redaction) == (court.file.file_id, "child")


def test_a_bundle_that_was_broken_off_is_offered_again(chrome: Browser, court, home: str) -> None:
    pages = lived_in(court)
    with visit(chrome, size=WIDE, language="en") as seen:
        sit(seen, home, court.here.second, "en")
        seen.page.goto(home + pages["lost"])
        expect(seen.page.get_by_text("It was broken off")).to_be_visible()
        seen.page.get_by_role("button", name="Make a bundle").click()
        expect(seen.page.get_by_text("waits for the worker")).to_be_visible()
        expect(seen.page.get_by_text("A bundle of this release is being made.")).to_be_visible()

"""Proof in a real browser: both widths, both languages, the keyboard, sealed words, print."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bairn.access.terms import Role
from bairn.cases import actions as cases
from bairn.journeys import advise
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.proof import actions as proof
from bairn.proof import queries
from bairn.proof.terms import ItemState, ProofBoard, Put, Serves
from tests import cast
from tests.doors.browser import CHROMIUM, PHONE, WIDE, visit
from tests.doors.desk.casework import Scene, place_in_circle, scene
from tests.doors.desk.test_case_browser import faultless, sit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
DAY = timedelta(days=1)
NOTE = "Quillwort note, calm."


@pytest.fixture
def here(transactional_db: None) -> Scene:
    """A board on which every state stands somewhere, asked about twice."""
    made = scene()
    at = clock.now() - timedelta(hours=2)
    this = {"actor": made.first, "at": at, "case_id": made.case}
    proof.consider(**this, offence="rape_under_14_236")
    proof.consider(**this, offence="child_indecency_237", suspect=made.parts[2])
    for kind in ("interview_held", "exam_done", "preservation_sent"):
        cases.mark(**this, kind=kind, happened_at=at)
    for said in _said(made):
        proof.put(**this, said=said, words=NOTE if said.kind == "age_document" else "")
    return made


def _said(made: Scene) -> Iterator[Put]:
    first = Serves(offence="rape_under_14_236", element="under_14")
    second = Serves(offence="child_indecency_237", element="child", suspect=made.parts[2])
    who = Serves(offence="rape_under_14_236", element="who")
    when = Serves(offence="rape_under_14_236", element="when_where")
    at = clock.now()
    yield Put(
        kind="age_document", state=ItemState.HELD, serves=(first, second), reference="EX-2026-14"
    )
    yield Put(kind="suspect_statement", state=ItemState.HELD, serves=(who,), reference="EX-2026-2")
    yield Put(
        kind="video",
        state=ItemState.REQUESTED,
        serves=(when,),
        from_whom="premises",
        by_whom=made.first.id,
        by_at=at + 2 * DAY,
    )
    yield Put(
        kind="records",
        state=ItemState.MISSING,
        serves=(when,),
        by_role="investigator",
        by_at=at - timedelta(hours=1),
    )
    yield Put(
        kind="location_data", state=ItemState.REFUSED, serves=(when,), reason="holder_refuses"
    )
    yield Put(kind="messages", state=ItemState.IMPOSSIBLE, serves=(when,), reason="destroyed")


@pytest.fixture
def prosecutor(here: Scene) -> Actor:
    actor = cast.staff("dana", Role.PROSECUTOR, unit=here.place.other_unit)
    place_in_circle(here, actor, "prosecutor")
    advise.ask(
        actor=here.first,
        at=clock.now() - timedelta(hours=1),
        case_id=here.case,
        questions=["what_else", "age_knowledge"],
        words=NOTE,
    )
    return actor


@pytest.mark.parametrize(("size", "language"), list(product([WIDE, PHONE], ["en", "zh-hans"])))
def test_every_page_of_proof_is_faultless(
    chrome: Browser,
    here: Scene,
    prosecutor: Actor,
    home: str,
    pictures: Path,
    size: tuple[int, int],
    language: str,
) -> None:
    case = f"/desk/cases/{here.case}/proof/"
    board = proof_board(here)
    item = next(one for one in board.items.values() if one.now.kind == "video")
    who_sees = {
        "board": (here.first, case),
        "add": (here.first, f"{case}add/"),
        "item": (here.first, f"{case}items/{item.id}/"),
        "lists": (here.first, "/desk/proof/"),
        "advises": (prosecutor, f"{case}advice/"),
        "waiting": (prosecutor, "/desk/proof/"),
        "reads": (prosecutor, case),
    }
    with visit(chrome, size=size, language=language) as seen:
        for name, (actor, path) in who_sees.items():
            sit(seen, home, actor, language)
            seen.page.goto(home + path)
            picture = pictures / f"proof-{name}-{size[0]}-{language}.png"
            seen.page.screenshot(path=picture, full_page=True)
            faultless(seen, home)
            assert NOTE not in seen.page.content()


def proof_board(here: Scene) -> ProofBoard:
    return queries.board(actor=here.first, at=clock.now(), case_id=here.case)


def test_something_is_confirmed_by_keyboard_alone(
    chrome: Browser, here: Scene, home: str, pictures: Path
) -> None:
    with visit(chrome) as seen:
        sit(seen, home, here.first, "en")
        page = seen.page
        page.goto(f"{home}/desk/cases/{here.case}/proof/")
        confirm = page.locator(".recorded a").first
        confirm.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("#id_reference")
        assert page.locator("#id_reference").input_value()
        page.locator("#id_words").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("table")
        board = proof_board(here)
        assert "interview_recording" in {one.now.kind for one in board.items.values()}
        faultless(seen, home)


def test_a_note_is_read_once_and_only_when_it_is_asked_for(
    chrome: Browser, here: Scene, home: str
) -> None:
    item = next(one for one in proof_board(here).items.values() if one.last.words_id)
    with visit(chrome) as seen:
        sit(seen, home, here.first, "en")
        page = seen.page
        page.goto(f"{home}/desk/cases/{here.case}/proof/items/{item.id}/")
        assert NOTE not in page.content()
        page.click("text=Read the words")
        page.wait_for_selector(".opened")
        assert NOTE in page.content()
        assert NOTE not in page.url
        faultless(seen, home)


def test_a_form_that_is_sent_back_leads_to_what_has_to_be_mended(
    chrome: Browser, here: Scene, home: str, pictures: Path
) -> None:
    with visit(chrome, size=PHONE) as seen:
        sit(seen, home, here.first, "en")
        page = seen.page
        page.goto(f"{home}/desk/cases/{here.case}/proof/add/")
        page.click("main form .button")
        page.wait_for_selector(".error-summary")
        page.screenshot(path=pictures / "proof-refused-390-en.png", full_page=True)
        assert seen.axe() == []
        assert seen.sideways() == 0
        page.locator(".error-summary a").first.click()
        assert "id_" in page.url


def test_the_board_prints_as_a_table_without_its_forms(
    chrome: Browser, here: Scene, home: str, pictures: Path
) -> None:
    with visit(chrome) as seen:
        sit(seen, home, here.first, "en")
        seen.page.goto(f"{home}/desk/cases/{here.case}/proof/")
        seen.page.emulate_media(media="print")
        seen.page.screenshot(path=pictures / "proof-print.png", full_page=True)
        assert seen.page.locator(".proof table").first.is_visible()
        assert seen.page.locator("text=EX-2026-14").first.is_visible()
        assert not seen.page.locator("main select").first.is_visible()
        assert not seen.page.locator(".rail").is_visible()

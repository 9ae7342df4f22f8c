"""Kits in a real browser: both widths, both languages, the keyboard, the notice shown once."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bairn.evidence import actions as evidence
from bairn.evidence.queries import kits as looks
from bairn.kernel import clock
from tests.doors.browser import CHROMIUM, PHONE, WIDE, visit
from tests.doors.desk.test_case_browser import faultless, sit
from tests.rooms.evidence import kit_scene
from tests.rooms.evidence.kit_scene import AT, DAY, Scene

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
WORDS = "Quillwort, calm."


@pytest.fixture
def here(transactional_db: None) -> Iterator[Scene]:
    yield kit_scene.make()
    kit_scene.sessions._kept.clear()


def full(here: Scene) -> str:
    """A kit on which nearly everything has happened; where its page is."""
    kit_id = here.tested()
    this = {"case_id": here.case, "kit_id": kit_id}
    for step in ("screened", "profile", "eligible", "state_db"):
        evidence.kits.match_step(
            actor=here.lee, at=AT + 3 * DAY, step=step, happened_at=AT + 3 * DAY, **this
        )
    for step, match in (("matched", 0), ("confirmed", 1)):
        evidence.kits.match_step(
            actor=here.lee, at=AT + 4 * DAY, step=step, match=match, kind="forensic",
            happened_at=AT + 4 * DAY, **this,
        )  # fmt: skip
    evidence.kits.plan_to_tell(
        actor=here.ben, at=AT + 5 * DAY, match=1, choice="asked_now", channel="in_person",
        place="support_service", advocate_id=here.fay.id, words=WORDS, **this,
    )  # fmt: skip
    evidence.kits.object_to(
        actor=here.fay, at=AT + 6 * DAY, by_whom="victim", made_at=AT + 6 * DAY, **this
    )
    evidence.kits.veto(actor=here.dana, at=AT + 6 * DAY, reason="linked_case", **this)
    return f"/desk/kits/{here.case}/{kit_id}/"


def more(here: Scene) -> None:
    """Kits in several columns, one of them late and one whose testing is asked about."""
    now = clock.now()
    for number, days, child in (("K-0101", 3, False), ("K-0102", 20, True), ("K-0103", 45, False)):
        here.kit(at=now, number=number, collected_at=now - timedelta(days=days), of_child=child)
    asked = here.kit(at=now, number="K-0104", collected_at=now - timedelta(days=1))
    evidence.kits.ask_not_to_test(
        actor=here.ben, at=now, case_id=here.case, kit_id=asked, reason="no_longer_a_crime"
    )


@pytest.mark.parametrize(("size", "language"), list(product([WIDE, PHONE], ["en", "zh-hans"])))
def test_every_page_of_kits_is_faultless(
    chrome: Browser,
    here: Scene,
    home: str,
    pictures: Path,
    size: tuple[int, int],
    language: str,
) -> None:
    kit = full(here)
    more(here)
    own = here.own(at=clock.now(), number="K-0200")
    pages = {
        "board": (here.cleo, "/desk/kits/"),
        "column": (here.cleo, "/desk/kits/?stands=awaiting_pickup"),
        "one": (here.ben, kit),
        "prosecutor": (here.dana, kit),
        "new": (here.mo, "/desk/kits/new/"),
        "own": (here.mo, f"/desk/kits/{own.holder_id}/{own.id}/"),
        "own-list": (here.mo, f"/desk/cases/{own.holder_id}/evidence/"),
        "own-hands": (here.mo, f"/desk/cases/{own.holder_id}/evidence/{own.id}/"),
        "own-end": (here.mo, f"/desk/cases/{own.holder_id}/evidence/{own.id}/end/"),
        "figures": (here.cleo, "/desk/kits/figures/"),
        "nothing": (here.emil, "/desk/kits/"),
    }
    with visit(chrome, size=size, language=language) as seen:
        for name, (actor, path) in pages.items():
            sit(seen, home, actor, language)
            seen.page.goto(home + path)
            picture = pictures / f"kits-{name}-{size[0]}-{language}.png"
            seen.page.screenshot(path=picture, full_page=True)
            faultless(seen, home)
            assert WORDS not in seen.page.content()


def test_forms_fold_out_by_keyboard_and_a_notice_is_shown_once(
    chrome: Browser, here: Scene, home: str, pictures: Path
) -> None:
    own = here.own(at=clock.now(), number="K-0200")
    kit = f"{home}/desk/kits/{own.holder_id}/{own.id}/"
    with visit(chrome, size=PHONE) as seen:
        sit(seen, home, here.mo, "en")
        page = seen.page
        page.goto(kit)
        page.locator("summary", has_text="Tell the person in writing").focus()
        page.keyboard.press("Enter")
        page.select_option("#notice-kind", "retention")
        page.select_option("#notice-language", "zh")
        page.select_option("#notice-told_how", "by_hand")
        page.fill("#notice-disposal_on", "2090-01-01")
        page.screenshot(path=pictures / "kits-form-390-en.png", full_page=True)
        page.locator("#notice-disposal_on").press("Enter")
        page.wait_for_selector(".letter")
        page.screenshot(path=pictures / "kits-told-390-en.png", full_page=True)
        code = page.locator(".letter .code").inner_text()
        faultless(seen, home)
        found = looks.by_code(actor=here.system, at=clock.now(), code=code)
        assert found is not None
        assert found.kit.id == own.id
        page.goto(kit)
        assert code not in page.content()


def test_a_form_that_is_sent_back_leads_to_what_has_to_be_mended(
    chrome: Browser, here: Scene, home: str, pictures: Path
) -> None:
    with visit(chrome, size=PHONE) as seen:
        sit(seen, home, here.mo, "en")
        page = seen.page
        page.goto(f"{home}/desk/kits/new/")
        page.click("main form .button")
        page.wait_for_selector(".error-summary")
        page.screenshot(path=pictures / "kits-refused-390-en.png", full_page=True)
        assert seen.axe() == []
        assert seen.sideways() == 0

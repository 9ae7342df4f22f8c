"""The review of old cases in a real browser: both widths, both languages, the keyboard."""

from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bairn.access import sessions
from bairn.access.terms import Role
from bairn.kernel import clock
from bairn.nonrecent import actions
from bairn.nonrecent.terms import Declared, Due, FileKind, NewChange, OldFile, Why
from tests import cast
from tests.doors.browser import CHROMIUM, PHONE, WIDE, visit
from tests.doors.desk.casework import Scene, another_case, scene, signed_in
from tests.doors.desk.test_case_browser import faultless, sit

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
    """Three files for three reasons, one taken up and half answered; a change of the law."""
    now = clock.now()
    other = another_case(here, hours=30)
    rows = ((here.case, Why.NEW_LINK, 7), (here.case, Why.DATABASE_MATCH, 2),
            (other, Why.PERIODIC, -3))  # fmt: skip
    for case_id, why, days in rows:
        file = OldFile(holder_id=case_id, kind=FileKind.CLOSED, since=now)
        due = Due(why=why, cause_id=None, at=now - DAY, answer_by=now + days * DAY)
        actions.keep_due(actor=sessions.system(), at=now, found=[(file, [due])])
    quinn = cast.staff("quinn", Role.PROSECUTOR, unit=here.place.other_unit)
    said = NewChange(kind=Declared.LIMITATION_CHANGE, reference="Act 12 of 2026, section 4",
                     from_at=now, packs=frozenset({"cn-2023"}))  # fmt: skip
    actions.declare(actor=quinn, at=now, said=said)
    shown = signed_in(here.second).get("/desk/old-cases/").context["rows"]
    item = next(one for one in shown if one.why is Why.NEW_LINK)
    mine = {"actor": here.second, "at": now, "case_id": here.case, "item_id": item.id}
    actions.take(**mine)
    actions.answer(**mine, question="safety_now", answer="done")
    actions.answer(**mine, question="links", answer="to_do", words="Ask the other unit")
    return {
        "queue": "/desk/old-cases/",
        "one": f"/desk/old-cases/{here.case}/{item.id}/",
        "funnel": "/desk/old-cases/funnel/",
        "changes": "/desk/old-cases/changes/",
    }


@pytest.mark.parametrize(("size", "language"), [*product((WIDE, PHONE), ("en", "zh-hans"))])
def test_every_page_of_old_cases_is_faultless(
    chrome: Browser, here: Scene, home: str, pictures: Path, size: tuple[int, int], language: str
) -> None:
    pages = lived_in(here)
    with visit(chrome, size=size, language=language) as seen:
        sit(seen, home, here.second, language)
        for name, path in pages.items():
            seen.page.goto(home + path)
            picture = pictures / f"nonrecent-{name}-{size[0]}-{language}.png"
            seen.page.screenshot(path=picture, full_page=True)
            faultless(seen, home)


def test_a_question_is_answered_by_the_keyboard_alone(
    chrome: Browser, here: Scene, home: str
) -> None:
    pages = lived_in(here)
    with visit(chrome, size=WIDE, language="en") as seen:
        sit(seen, home, here.second, "en")
        seen.page.goto(home + "/desk/")
        seen.page.keyboard.press("g")
        seen.page.keyboard.press("y")
        seen.page.wait_for_url("**/old-cases/")
        seen.page.goto(home + pages["one"])
        summary = seen.page.locator("summary", has_text="never tested")
        summary.focus()
        seen.page.keyboard.press("Enter")
        open_one = seen.page.locator("details[open]")
        open_one.locator("input[type=radio]").first.focus()
        seen.page.keyboard.press("Space")
        open_one.locator("button[name=do]").focus()
        seen.page.keyboard.press("Enter")
        expect(seen.page.locator(".checklist .tag.green")).to_have_count(2)

"""The pages of vigilance in a real browser: both widths, both languages, no fault of axe."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bairn.access import sessions
from bairn.kernel import clock
from bairn.vigilance import actions
from tests.doors.browser import CHROMIUM, PHONE, WIDE, visit
from tests.doors.desk.test_case_browser import faultless, sit
from tests.doors.desk.vigilance_scene import DAY, Watched, watched
from tests.doors.server import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@pytest.fixture
def home(transactional_db: None) -> Iterator[tuple[str, Watched]]:
    made = watched(days=25)
    first = made.signal("no_first_contact")
    actions.explain(
        actor=made.here.first,
        at=clock.now() - DAY,
        case_id=made.here.case,
        signal_id=first.id,
        code="waiting_for_others",
        words="The clinic has no place before Monday.",
    )
    actions.answer(
        actor=made.overseer,
        at=clock.now(),
        signal_id=first.id,
        finding="directed",
        words="Offer another clinic.",
        directed_by=(clock.now() + 2 * DAY).date(),
    )
    with serving() as address:
        yield address, made
    sessions._kept.clear()


def test_every_page_is_faultless_wide_and_on_a_phone_in_both_languages(
    home: tuple[str, Watched], chrome: Browser, pictures: Path
) -> None:
    address, made = home
    one, done = made.signal(), made.signal("no_first_contact")
    pages = {
        "board": ("/desk/neglect/", made.inspector),
        "signals": ("/desk/neglect/signals/?opened=all", made.inspector),
        "answer": (f"/desk/neglect/signals/{one.id}/", made.overseer),
        "explain": (f"/desk/neglect/signals/{one.id}/", made.here.first),
        "done": (f"/desk/neglect/signals/{done.id}/", made.inspector),
        "overseers": ("/desk/neglect/overseers/", made.operator),
        "case": (f"/desk/cases/{made.here.case}/signals/", made.here.first),
    }
    for (name, (path, actor)), size, language in product(
        pages.items(), (WIDE, PHONE), ("en", "zh-hans")
    ):
        with visit(chrome, size=size, language=language) as seen:
            sit(seen, address, actor, language)
            seen.page.goto(address + path)
            faultless(seen, address)
            seen.page.screenshot(
                path=str(pictures / f"vigilance-{name}-{size[0]}-{language}.png"), full_page=True
            )


def test_an_owner_answers_with_the_keyboard_alone(
    home: tuple[str, Watched], chrome: Browser
) -> None:
    address, made = home
    with visit(chrome) as seen:
        sit(seen, address, made.overseer, "en")
        seen.page.goto(f"{address}/desk/neglect/signals/{made.signal().id}/")
        first = seen.page.get_by_role("radio", name="It has been done now")
        first.focus()
        seen.page.keyboard.press("Space")
        seen.page.get_by_role("button", name="Answer", exact=True).focus()
        seen.page.keyboard.press("Enter")
        seen.page.get_by_text("Answered. Where it is still so later").wait_for()
        faultless(seen, address)
    assert made.signal().finding == "acted"

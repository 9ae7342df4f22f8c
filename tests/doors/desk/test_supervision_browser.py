"""Supervision in a real browser: both widths, both languages, the keyboard."""

from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bairn.access.terms import Role
from bairn.cases import actions as cases
from bairn.journeys import hand_over, review_case
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.protocols import actions as protocols
from bairn.protocols import queries as duties
from bairn.supervision import actions as supervision
from bairn.supervision import queries, reviewing
from bairn.supervision.terms import NewDirection
from tests import cast
from tests.doors.browser import CHROMIUM, PHONE, WIDE, Visit, visit
from tests.doors.desk import casework
from tests.doors.desk.casework import Scene, scene
from tests.doors.desk.test_case_browser import faultless, sit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
DAY = timedelta(days=1)


@pytest.fixture
def here(transactional_db: None) -> Scene:
    made = scene()
    for n in range(3):
        casework.another_case(made, hours=24 * 20 * (n + 1))
    return made


@pytest.fixture
def wren(here: Scene) -> Actor:
    return cast.staff("wren", Role.INVESTIGATOR, unit=here.place.unit)


def lived_in(here: Scene, wren: Actor) -> dict[str, str]:
    """Promises of every state, two reviews, and a hand-over in which something was asked."""
    now, to = clock.now(), here.parts[0]
    mine = {"actor": here.first, "case_id": here.case}
    for kind, made, by_at in (
        ("update", now - 6 * DAY, now - 3 * DAY),
        ("contact", now - 2 * DAY, now - DAY),
        ("visit", now, now + 2 * DAY),
        ("result", now, now + 9 * DAY),
    ):
        one = cases.promise(**mine, at=made, to=to, kind=kind, by_at=by_at)
        if kind == "contact":
            kept_at = by_at - timedelta(hours=2)
            cases.keep_promise(**mine, at=now, promise_id=one, kept_at=kept_at)
    until = now + 12 * DAY
    cases.put_off_promise(**mine, at=now, promise_id=one, until=until, reason="waiting_for_others")
    direction = _reviewed(here)
    board = duties.board_of_case(**mine, at=now)
    protocols.ask_waiver(
        **mine, at=now, step=board.steps[-1].step, reason=board.waiver_reasons[0].id
    )
    offered = hand_over.offer_case(
        actor=here.second, at=now, case_id=here.case, to_staff=wren.id, from_staff=here.first.id,
        reason="leaving",
    )  # fmt: skip
    ask = {"actor": wren, "at": now, "case_id": here.case, "handover_id": offered}
    first, second, third = queries.handover(**ask).items[:3]
    supervision.accept_item(**ask, item_id=first.id, note="I call them today.")
    supervision.question_item(**ask, item_id=second.id, code="why_open", words="Who was asked?")
    supervision.question_item(**ask, item_id=third.id, code="unclear", words="Which one?")
    supervision.answer_item(**{**ask, "actor": here.first}, item_id=third.id, words="The first.")
    case = f"/desk/cases/{here.case}/supervision/"
    return {
        "tab": case,
        "promise": f"{case}promises/{one}/",
        "review": f"{case}review/",
        "direction": f"{case}directions/{direction}/",
        "offer": f"{case}hand-over/",
        "handover": f"{case}hand-over/{offered}/",
        "reviews": "/desk/reviews/",
        "handovers": "/desk/hand-overs/",
    }


def _reviewed(here: Scene) -> object:
    found = [
        next(one.code for one in topic.findings if not one.asks)
        for topic in reviewing.book().topics
    ]
    todo = NewDirection(words="Ask the clinic.", owner_id=here.first.id, by_at=clock.now() + DAY)
    review_case.review_case(
        actor=here.second, at=clock.now(), case_id=here.case, comments="Well planned.",
        findings=["delay_seen" if one == "on_time" else one for one in found], directions=[todo],
    )  # fmt: skip
    (review,) = queries.reviews(actor=here.second, at=clock.now(), case_id=here.case)
    return review.directions[0].id


@pytest.mark.parametrize(("size", "language"), list(product([WIDE, PHONE], ["en", "zh-hans"])))
def test_every_page_of_supervision_is_faultless(
    chrome: Browser,
    here: Scene,
    wren: Actor,
    home: str,
    pictures: Path,
    size: tuple[int, int],
    language: str,
) -> None:
    pages = lived_in(here, wren)
    readers = [(here.second, pages), (wren, {"receiving": pages["handover"]})]
    readers.append((here.first, {"giving": pages["handover"], "answering": pages["direction"]}))
    for actor, shown in readers:
        with visit(chrome, size=size, language=language) as seen:
            sit(seen, home, actor, language)
            for name, path in shown.items():
                seen.page.goto(home + path)
                picture = pictures / f"supervision-{name}-{size[0]}-{language}.png"
                seen.page.screenshot(path=picture, full_page=True)
                faultless(seen, home)


def test_the_receiver_takes_a_case_over_by_the_keyboard_alone(
    chrome: Browser, here: Scene, wren: Actor, home: str
) -> None:
    path = lived_in(here, wren)["handover"]
    with visit(chrome, size=WIDE, language="en") as seen:
        sit(seen, home, wren, "en")
        seen.page.goto(home + path)
        first = seen.page.get_by_role("button", name="Accept").first
        before = seen.page.get_by_role("button", name="Accept").count()
        _tab_to(seen, first)
        seen.page.keyboard.press("Enter")
        expect(seen.page.get_by_role("button", name="Accept")).to_have_count(before - 1)
        ask = seen.page.locator("summary", has_text="Ask").first
        _tab_to(seen, ask)
        seen.page.keyboard.press("Enter")
        expect(seen.page.locator("details[open] textarea")).to_be_visible()


def _tab_to(seen: Visit, wanted: object) -> None:
    """Press Tab until this has the focus."""
    for _press in range(120):
        seen.page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):  # type: ignore[attr-defined]
            return
    raise AssertionError("the keyboard does not lead there")

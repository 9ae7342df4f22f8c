"""Older records in a real browser: both widths, both languages, by keyboard."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import bairn.journeys.later  # noqa: F401 - the worker alone imports it; here the handlers are needed
from bairn import jobs
from bairn.access import sessions
from bairn.kernel import clock
from bairn.records import actions, queries
from bairn.records.terms import Declined
from tests.doors.browser import CHROMIUM, PHONE, WIDE, visit
from tests.doors.desk.casework import Scene, scene
from tests.doors.desk.test_case_browser import faultless, sit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
TABLE = "name,dob,phone,email,address,shelf mark\n" + "".join(
    f"Quillfeather Ada {n},{'4 May' if n % 7 == 0 else '1987-05-04'},+44 7700 900{n:03d},"
    f"ada{n}@example.org,{n} Reed Lane,B-{n}\n"
    for n in range(70)
) + ",,,,,B-71\n,,,,,B-72\n"  # fmt: skip


@pytest.fixture
def here(transactional_db: None) -> Iterator[Scene]:
    sessions._kept.clear()
    yield scene()
    sessions._kept.clear()


def lived_in(here: Scene) -> dict[str, str]:
    """A collection that is in, with a declined record, and a file that waits for its columns."""
    by, at = here.second, clock.now()
    given = {"file_name": "cards.csv", "reviewers": [here.first.id]}
    done = actions.hand_in(
        actor=by, at=at, name="Cards of the old station", content=TABLE.encode(), **given
    )
    which = {"collection_id": done.collection_id, "source_id": done.source_id}
    guess = queries.preview(actor=by, at=at, **which).guess
    actions.say_mapping(actor=by, at=at, **which, layout=guess)
    jobs.run_waiting()
    found = queries.collection(actor=by, at=at, collection_id=done.collection_id)
    actions.decline(
        actor=by, at=at, collection_id=done.collection_id, record_id=found.records[1].id,
        reason=Declined.OTHER_PERSON,
    )  # fmt: skip
    waiting = actions.hand_in(actor=by, at=at, name="Second box", content=TABLE.encode(), **given)
    one = f"/desk/imports/{done.collection_id}/"
    return {
        "list": "/desk/imports/",
        "new": "/desk/imports/new/",
        "one": one,
        "rejected": f"{one}rejected/",
        "record": f"{one}records/{found.records[0].id}/",
        "declined": f"{one}records/{found.records[1].id}/",
        "mapping": f"/desk/imports/{waiting.collection_id}/files/{waiting.source_id}/",
        "waiting": f"/desk/imports/{waiting.collection_id}/",
    }


@pytest.mark.parametrize(("size", "language"), list(product([WIDE, PHONE], ["en", "zh-hans"])))
def test_every_page_of_imports_is_faultless(
    chrome: Browser,
    here: Scene,
    home: str,
    pictures: Path,
    size: tuple[int, int],
    language: str,
) -> None:
    shown = lived_in(here)
    with visit(chrome, size=size, language=language) as seen:
        sit(seen, home, here.second, language)
        for name, path in shown.items():
            seen.page.goto(home + path)
            picture = pictures / f"imports-{name}-{size[0]}-{language}.png"
            seen.page.screenshot(path=picture, full_page=True)
            faultless(seen, home)
        seen.page.goto(home + shown["record"])
        with seen.page.expect_navigation():
            seen.page.locator("button[name=purpose]").first.press("Enter")
        assert seen.page.get_by_text("Quillfeather Ada 0").first.is_visible()
        seen.page.screenshot(
            path=pictures / f"imports-opened-{size[0]}-{language}.png", full_page=True
        )
        faultless(seen, home)

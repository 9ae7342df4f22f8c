"""Lists of digests in a real browser: both widths, both languages."""

import io
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bairn.access import sessions
from bairn.access.terms import Role
from bairn.digests import actions as digests
from bairn.digests.importing import bring_in
from bairn.digests.terms import ListKind, NewList, WatchReason, of_file
from bairn.intake import actions as intake
from bairn.intake import queries as reports
from bairn.intake.terms import Channel, FileNote, ReportDraft
from bairn.kernel import clock
from bairn.triage import actions as triage
from tests import cast
from tests.doors.browser import CHROMIUM, PHONE, WIDE, visit
from tests.doors.desk.casework import Scene, scene
from tests.doors.desk.test_case_browser import faultless, sit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
ROWS = [f"{number:064x},{number % 4},Meadow {number}" for number in range(1, 400)]


@pytest.fixture
def here(transactional_db: None) -> Scene:
    return scene()


def lived_in(here: Scene) -> dict[str, str]:
    """A list in use, one coming in, one retired; a report with known, new and watched files."""
    at, by = clock.now(), {"actor": here.second, "at": clock.now()}
    table = "sha256,category,series\n" + "\n".join([*ROWS, "zz,1", ",2"]) + "\n"
    said = NewList(
        name="National list of known images", kind=ListKind.KNOWN_ILLEGAL, edition="2026-11",
        source="National centre", agreement="Agreement of 2024", other_categories=frozenset("0"),
    )  # fmt: skip
    list_id, _ = bring_in(**by, stream=io.BytesIO(table.encode()), said=said)
    old = NewList(name="Stock pictures", kind=ListKind.KNOWN_OTHER, edition="2025")
    retired, _ = bring_in(**by, stream=io.BytesIO(table[:9000].encode()), said=old)
    digests.retire(**by, list_id=retired)
    coming = NewList(name="Programs and system files", kind=ListKind.KNOWN_OTHER)
    digests.begin_import(**by, said=coming, file_digest=b"x" * 32, size=1000)
    digests.watch(
        **by, case_id=here.case, digests=of_file(sha256="e" * 64), reason=WatchReason.TAKEDOWN
    )
    digests.watch(
        **by, case_id=here.case, digests=of_file(sha256="d" * 64), reason=WatchReason.SPREADING
    )
    notes = [
        FileNote(size=900_000, classification="A1", stated_digests=(("sha256", digest),))
        for digest in (f"{1:064x}", f"{4:064x}", "f" * 64, "e" * 64)
    ]
    officer = cast.staff("iris", Role.INTAKE_OFFICER, unit=here.place.unit)
    report = intake.receive(
        actor=officer, at=at, draft=ReportDraft(channel=Channel.PLATFORM_FILE, files=tuple(notes))
    ).report_id
    card = reports.report(actor=officer, at=at, report_id=report)
    triage.enter(actor=sessions.system(), at=at, report_id=report)
    triage.assess(actor=sessions.system(), at=at, report_id=report)
    return {
        "lists": "/desk/digests/",
        "list": f"/desk/digests/{list_id}/",
        "import": "/desk/digests/import/",
        "watched": f"/desk/cases/{here.case}/watched/",
        "report": f"/desk/reports/{report}/",
        "file": f"/desk/reports/{report}/files/{card.files[0].id}/known/",
        "queue": "/desk/queue/",
    }


@pytest.mark.parametrize(("size", "language"), list(product([WIDE, PHONE], ["en", "zh-hans"])))
def test_every_page_of_digests_is_faultless(
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
            picture = pictures / f"digests-{name}-{size[0]}-{language}.png"
            seen.page.screenshot(path=picture, full_page=True)
            faultless(seen, home)

"""Links in a real browser: both widths, both languages, and what a reader without sight hears."""

from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bairn.access import sessions
from bairn.access.terms import Role
from bairn.kernel import clock
from bairn.linkage import actions as linkage
from bairn.linkage import queries
from bairn.linkage.terms.leads import LeadSource, Side
from bairn.linkage.terms.reveals import PartAnswer, RevealPurpose
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind
from tests import cast
from tests.doors.browser import CHROMIUM, PHONE, WIDE, visit
from tests.doors.desk.casework import Scene, another_case, scene
from tests.doors.desk.test_case_browser import faultless, sit
from tests.doors.desk.test_links_pages import the_same_file
from tests.rooms.linkage.conftest import lead_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@pytest.fixture
def here(transactional_db: None) -> Scene:
    return scene()


def seal(actor, case) -> Side:
    subject = vault.seal(
        actor=actor, at=clock.now(), kind=SubjectKind.PERSON, fields={"given_name": "Ada"},
        case_id=case,
    )  # fmt: skip
    return Side(subject, case)


def lived_in(here: Scene) -> dict[str, str]:
    """A lead within reach, one elsewhere, a request that was answered and one that waits."""
    house, now = sessions.system(), clock.now()
    people = [Side(one, here.case) for one in here.people.values()]
    other = another_case(here, hours=5)
    near = seal(here.second, other)
    the_same_file(here, here.case, other)
    linkage.note_trace(
        actor=here.second, at=now, case_id=here.case, kind="vehicle", value="KX19 ABC",
        source="person",
    )  # fmt: skip
    far = seal(house, cast.holder("case", unit=here.place.other_unit))
    own = seal(house, cast.holder("case", unit=here.place.other_unit))
    asking = [lead_of(people[0], near), lead_of(people[0], far), lead_of(people[1], own)]
    linkage.keep_leads(
        actor=house, at=now, found=asking, source=LeadSource.INTAKE, model="1", keys="k",
        checked=[*people, far, own],
    )  # fmt: skip
    emil = cast.staff("emil", Role.SUPERVISOR, unit=here.place.other_unit)
    asked = [
        linkage.ask_reveal(
            actor=here.first, at=now, subject_id=side.subject_id, case_id=here.case,
            purpose=purpose, words="Whether she is safe.",
        )
        for side, purpose in zip(people[:2], RevealPurpose, strict=False)
    ]  # fmt: skip
    linkage.decide_reveal(
        actor=here.second, at=now, reveal_id=asked[0], agreed=True, case_id=here.case
    )
    linkage.fan_out(actor=house, at=now, reveal_id=asked[0])
    for part in queries.asked_of_us(actor=emil, at=now):
        linkage.answer_reveal(actor=emil, at=now, part_id=part.part_id, answer=PartAnswer.YES)
        linkage.settle_part(actor=house, at=now, part_id=part.part_id)
    theirs = linkage.ask_reveal(
        actor=emil, at=now, subject_id=own.subject_id, case_id=own.holder_id,
        purpose=RevealPurpose.SUPPORT, words="Who helps already.",
    )  # fmt: skip
    zoe = cast.staff("zoe", Role.SUPERVISOR, unit=here.place.other_unit)
    linkage.decide_reveal(actor=zoe, at=now, reveal_id=theirs, agreed=True, case_id=own.holder_id)
    linkage.fan_out(actor=house, at=now, reveal_id=theirs)
    found = queries.leads(actor=here.second, at=now, case_id=here.case).leads
    file = next(one for one in found if one.source is LeadSource.FILE)
    case = f"/desk/cases/{here.case}/links/"
    third = people[2].subject_id
    return {
        "tab": case,
        "file": f"{case}leads/{file.id}/",
        "ask": f"{case}ask/{third}/",
        "request": f"{case}requests/{asked[1]}/",
        "waiting": "/desk/links/",
    }


@pytest.mark.parametrize(("size", "language"), [*product((WIDE, PHONE), ("en", "zh-hans"))])
def test_every_page_of_links_is_faultless(
    chrome: Browser, here: Scene, home: str, pictures: Path, size: tuple[int, int], language: str
) -> None:
    pages = lived_in(here)
    with visit(chrome, size=size, language=language) as seen:
        sit(seen, home, here.second, language)
        for name, path in pages.items():
            seen.page.goto(home + path)
            picture = pictures / f"links-{name}-{size[0]}-{language}.png"
            seen.page.screenshot(path=picture, full_page=True)
            faultless(seen, home)

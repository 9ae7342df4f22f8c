"""What evidence waits for: my day leads to it, the brief counts it, a signal names it."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse

from bairn.access import sessions
from bairn.evidence import actions as evidence
from bairn.evidence.models.files import Upload
from bairn.evidence.terms import Carries
from bairn.feed import queries as feed
from bairn.feed.terms import ItemKind
from bairn.kernel import clock
from bairn.kernel.periods import Bounds
from bairn.preservation import actions as preservation
from bairn.preservation.terms import Kind, NewRequest, RequestWords
from bairn.vigilance.rulebook import rules
from tests.doors.desk import casework, exhibiting
from tests.doors.desk.casework import signed_in
from tests.doors.desk.exhibiting import Shelf
from tests.doors.desk.vigilance_scene import sweep_now

DAY = timedelta(days=1)
NEW = {
    ItemKind.OFFER, ItemKind.UNSTORED, ItemKind.DISPOSAL, ItemKind.CROSSING, ItemKind.UPLOAD,
    ItemKind.REQUEST,
}  # fmt: skip
WORDS = RequestWords(
    accounts="user 881", purpose="To find who wrote.", addressee="", power="Police Act",
    signed_by="Ada Officer", contact="Office of the unit, +47 5550 0100",
)  # fmt: skip


@pytest.fixture
def shelf(transactional_db: None) -> Iterator[Shelf]:
    """The exhibits of a case that was opened four days ago, and what waits around them."""
    made = exhibiting.shelf(casework.scene(at=clock.now() - 4 * DAY))
    waits(made)
    yield made
    sessions._kept.clear()


def waits(made: Shelf) -> None:
    ada = made.scene.first
    exhibiting._register(made.scene, ada, kind="bedding", seal="B-1", hours=0.7)
    evidence.propose_disposal(**made.by(ada, 3), exhibit_id=made.coat.id, basis="retention_over")
    evidence.object_to_disposal(**made.by(made.scene.second, 4), exhibit_id=made.coat.id,
        by_whom="victim")  # fmt: skip
    for part in made.scene.parts[:2]:
        evidence.note_contact(
            **made.by(ada, 5), what=Carries.STAFF, which=ada.id, with_participant=part,
            from_at=made.at(1), until_at=made.at(2), cleaned_at=None,
        )  # fmt: skip
    Upload.objects.create(
        holder_id=made.case, exhibit_id=made.phone.id, by_id=ada.id, size=10, origin="upload",
        words_id=made.case, key_id=made.case, begun_at=made.at(70), touched_at=made.at(90),
    )  # fmt: skip
    company = preservation.add_holder(
        actor=ada, at=made.at(1), holder_class="us_provider", name="Meadow Social",
        channel="portal", contact="the portal for police", language="en",
    )  # fmt: skip
    preservation.draft(
        **made.by(ada, 5),
        said=NewRequest(
            kind=Kind.PRESERVE, holder_class="us_provider", basis="us_2703f",
            items=("subscriber",), words=WORDS, holder_id=company,
            period=Bounds(made.at(0), made.at(1)),
        ),
    )  # fmt: skip


def page(actor, name: str, *args: object, language: str = "en") -> str:
    answer = signed_in(actor, language).get(reverse(f"desk:{name}", args=args))
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_every_item_on_evidence_leads_to_a_page_that_its_reader_may_open(shelf: Shelf) -> None:
    seen: set[ItemKind] = set()
    for actor in (shelf.scene.first, shelf.scene.second):
        items = feed.my_day(actor=actor, at=clock.now()).items
        seen |= {one.kind for one in items} & NEW
        html = page(actor, "my_day")
        links = set(re.findall(r'<a href="(/desk/[^"]+)"><strong>', html))
        assert links
        for link in links:
            assert signed_in(actor, "en").get(link).status_code == 200, link
    assert seen == NEW


def test_the_day_says_why_and_whose_time_it_is_in_both_languages(shelf: Shelf) -> None:
    day = text(page(shelf.scene.second, "my_day"))
    assert "Take over exhibits, or say why not" in day
    assert "Until you answer nobody can show whose hands they are in." in day
    assert "check locally" in day
    chinese = text(page(shelf.scene.second, "my_day", language="zh-hans"))
    assert "接收物证，或说明不接收的理由" in chinese
    assert "答复可能的污染" in chinese


def test_nobody_elsewhere_reads_of_it(shelf: Shelf) -> None:
    kinds = {one.kind for one in feed.my_day(actor=shelf.scene.stranger, at=clock.now()).items}
    assert kinds & NEW == set()


def test_the_brief_counts_what_is_held_and_what_of_it_waits(shelf: Shelf) -> None:
    brief = text(page(shelf.scene.first, "case", shelf.case))
    assert "Exhibits held: 5" in brief
    assert "with a break unexplained: 1" in brief
    assert "offered without an answer: 2" in brief
    assert "Open requests: 1" in brief
    assert "running out: 1" in brief
    chinese = text(page(shelf.scene.first, "case", shelf.case, language="zh-hans"))
    assert "在案物证： 5" in chinese
    assert "未结请求： 1" in chinese


def test_the_signals_of_the_case_name_what_rots_in_both_languages(shelf: Shelf) -> None:
    sweep_now()
    for language in ("en", "zh-hans"):
        tab = page(shelf.scene.second, "vigilance_case", shelf.case, language=language)
        for name in ("offer_unanswered", "custody_break", "disposal_contested",
                     "contact_unanswered", "request_unsent"):  # fmt: skip
            title = rules().by_id[name].title
            assert (title.en if language == "en" else title.zh) in text(tab), name
        assert shelf.coat.code in tab


def test_a_signal_says_what_its_rule_counts_in_words(shelf: Shelf) -> None:
    sweep_now()
    tab = page(shelf.scene.second, "vigilance_case", shelf.case)
    links = re.findall(r'href="(/desk/neglect/signals/[0-9a-f-]+/)"', tab)
    shown = " ".join(
        text(signed_in(shelf.scene.second, "en").get(link).content.decode()) for link in links
    )
    assert "offers without an answer" in shown
    assert "thing_waits" not in shown
    assert "offered without" not in shown

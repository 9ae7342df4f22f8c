"""Requests at the desk: from a window to a draft, a letter, its way, the lists."""

import io
import re
import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from pypdf import PdfReader

from bairn.access.terms import Purpose, Role
from bairn.journeys import ask_holder
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.periods import Bounds
from bairn.paper import printing
from bairn.preservation import actions, queries
from bairn.preservation.terms import Kind, NewRequest, RequestWords, State
from bairn.protocols import actions as protocols
from bairn.protocols.terms import CaseFacts
from tests import cast
from tests.doors.desk.casework import Scene, place_in_circle, scene, signed_in

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
WORDS = RequestWords(
    accounts="{{7*7}} heron_42",
    purpose="To find who wrote on 3 March.",
    addressee="Corner shop, High Street",
    power="Police Act, section 9",
    signed_by="Ada Officer",
    contact="Office of the unit",
)
FORM = {
    "basis": "national_power", "power": "Police Act, section 9", "items": ["video"],
    "accounts": "Line 4 towards the harbour {{7*7}}", "from_at": "2026-03-02T09:00",
    "until_at": "2026-03-02T10:00", "purpose": "To see who was there.", "confidential": "on",
    "language": "en", "signed_by": "Ada Officer", "contact": "Office of the unit",
    "addressee": "Town Transport", "details": "", "about": "", "do": "draft",
}  # fmt: skip


@pytest.fixture
def here(db: None) -> Scene:
    made = scene()
    protocols.record_facts(
        actor=made.first, at=clock.now(), case_id=made.case,
        facts=CaseFacts({"online": True, "video_nearby": True, "images_spreading": True}),
    )  # fmt: skip
    return made


def drafted(here: Scene, *, kind=Kind.PRESERVE, basis="please_keep", to="premises_video", **more):
    said = NewRequest(
        kind=kind, holder_class=to, basis=basis, items=more.pop("items", ("video",)), words=WORDS,
        **more,
    )  # fmt: skip
    return actions.draft(actor=here.first, at=clock.now(), case_id=here.case, said=said)[-1]


def sent(here: Scene, **more) -> uuid.UUID:
    made = drafted(here, **more)
    now = clock.now()
    actions.finish_letter(
        actor=here.first, at=now, case_id=here.case, request_id=made, pdf=b"%PDF-1.7 letter"
    )
    ask_holder.ask_holder(
        actor=here.first, at=now, case_id=here.case, request_ids=[made], channel="mail",
        happened_at=now,
    )  # fmt: skip
    return made


def address(here: Scene, more: str = "") -> str:
    return f"/desk/cases/{here.case}/requests/{more}"


def text(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def test_an_open_window_without_a_request_leads_to_a_draft_for_each_holder(here: Scene):
    client = signed_in(here.first)
    page = text(client, address(here))
    assert "Nobody was asked yet" in page
    link = f"{address(here, 'new/')}?kind=preserve&amp;to=transport_bus&amp;window=transit_video"
    assert link in page
    form = text(client, link.replace("&amp;", "&"))
    assert "Body-worn and transport video" in form
    assert re.search(r'name="from_at" value="20\d\d-', form)


def test_a_draft_keeps_what_was_typed_and_shows_the_rules_own_words(here: Scene):
    client, url = signed_in(here.first), address(here, "new/?kind=preserve&to=transport_bus")
    page = client.post(url, FORM | {"power": ""})
    assert page.status_code == 400
    shown = page.content.decode()
    assert "Name the law or the order that you ask by." in shown
    assert "Line 4 towards the harbour {{7*7}}" in shown
    late = client.post(url, FORM | {"until_at": "2026-03-02T08:00"})
    assert "It ends before it begins." in late.content.decode()
    answer = client.post(url, FORM)
    (one,) = queries.requests(actor=here.first, at=clock.now(), case_id=here.case)
    assert answer.headers["Location"] == address(here, f"{one.id}/")
    assert one.period.earliest is not None
    assert one.period.latest - one.period.earliest == HOUR


def test_disclosure_is_drafted_with_its_preservation_unless_somebody_says_why_not(here: Scene):
    client, url = signed_in(here.first), address(here, "new/?kind=disclose&to=transport_bus")
    warned = client.post(url, FORM)
    assert "Ask them to preserve it first" in warned.content.decode()
    client.post(url, FORM | {"together": "on"})
    kinds = [
        one.kind for one in queries.requests(actor=here.first, at=clock.now(), case_id=here.case)
    ]
    assert sorted(kinds) == [Kind.DISCLOSE, Kind.PRESERVE]


@pytest.mark.django_db(transaction=True)
def test_the_letter_is_read_in_both_languages_made_sent_and_fetched_to_the_byte(here: Scene):
    made, client = drafted(here), signed_in(here.first)
    page = client.post(address(here, f"{made}/letter/"))
    shown = page.content.decode()
    assert "Request to preserve data" in shown
    assert "数据保全请求" in shown
    assert "{{7*7}} heron_42" in shown
    assert "check locally" in shown
    assert printing.available()
    client.post(address(here, f"{made}/letter/"), {"do": "make"})
    kept = client.post(address(here, f"{made}/letter/kept/"))
    assert kept.content.startswith(b"%PDF")
    printed = PdfReader(io.BytesIO(kept.content)).pages[0].extract_text()
    assert "{{7*7}} heron_42" in printed
    assert "check locally" not in printed
    assert kept.headers["Content-Type"] == "application/pdf"
    told = {"do": "send", "channel": "mail", "happened_at": wall()}
    assert client.post(address(here, f"{made}/"), told).status_code == 302
    one = queries.request(
        actor=here.first, at=clock.now(), case_id=here.case, request_id=made
    ).request
    assert one.state is State.SENT
    assert client.post(address(here, f"{made}/letter/kept/")).content == kept.content


def wall() -> str:
    """This minute on the clock of the case."""
    return clock.now().astimezone(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%dT%H:%M")


def test_each_answer_of_a_holder_is_written_down_and_what_is_wrong_is_kept(here: Scene):
    client, made = signed_in(here.first), sent(here)
    url = address(here, f"{made}/")
    wrong = client.post(url, {"do": "receive", "happened_at": wall(), "sha256": "abc",
                              "size_bytes": "7", "words": "A note"})  # fmt: skip
    assert wrong.status_code == 400
    assert "64 characters" in wrong.content.decode()
    assert "A note" in wrong.content.decode()
    client.post(url, {"do": "acknowledge", "happened_at": wall(), "until": "", "words": ""})
    assert "receipt is in" in text(client, url)
    client.post(url, {"do": "receive", "happened_at": wall(), "sha256": "AB " * 32,
                      "size_bytes": "7", "words": ""})  # fmt: skip
    shown = text(client, url)
    assert "ab" * 32 in shown
    assert "nothing is due" in shown


def test_a_refusal_says_what_to_try_next(here: Scene):
    client, made = signed_in(here.first), sent(here)
    client.post(
        address(here, f"{made}/"),
        {"do": "refuse", "happened_at": wall(), "reason": "too_broad", "words": ""},
    )
    shown = text(client, address(here, f"{made}/"))
    assert "Name accounts, minutes and items" in shown
    assert "?kind=preserve&amp;to=premises_video" in shown


def test_a_takedown_shows_its_48_hours_and_watches_for_copies(here: Scene):
    client = signed_in(here.first)
    made = sent(
        here, kind=Kind.TAKEDOWN, basis="us_take_it_down", to="us_provider", items=("page",)
    )
    url = address(here, f"{made}/")
    assert "The holder should answer" in text(client, url)
    bad = client.post(url, {"do": "remove", "happened_at": wall(), "digests": "xyz"})
    assert "A line is no MD5" in bad.content.decode()
    client.post(url, {"do": "remove", "happened_at": wall(), "digests": "ab" * 32})
    assert "has not come in again" in text(client, address(here))
    client.post(url, {"do": "reupload", "happened_at": wall()})
    assert "came back" in text(client, url)


def test_who_may_not_agree_sees_why_the_button_is_off(here: Scene):
    made = drafted(
        here, kind=Kind.DISCLOSE, basis="court_order", to="premises_video", without="kept_by_law"
    )
    shown = text(signed_in(here.first), address(here, f"{made}/"))
    assert 'aria-disabled="true"' in shown
    answer = signed_in(here.second).post(address(here, f"{made}/"), {"do": "approve"})
    assert answer.status_code == 302
    assert "agreed to, not sent" in text(signed_in(here.second), address(here, f"{made}/"))


def test_the_list_of_what_runs_out_names_cases_of_ones_own_alone(here: Scene):
    drafted(here, period=Bounds.exactly(clock.now()))
    sent(here, kind=Kind.TAKEDOWN, basis="us_take_it_down", to="us_provider", items=("page",))
    page = text(signed_in(here.first), "/desk/running-out/")
    assert page.count('class="left ') == 2
    only = text(signed_in(here.first), "/desk/running-out/?kind=takedown")
    assert only.count('class="left ') == 1
    assert "Nothing runs out" in text(signed_in(here.stranger), "/desk/running-out/")
    assert text(signed_in(here.first), "/desk/running-out/?after=nonsense&kind=moon")


def test_the_directory_takes_companies_and_shows_how_holders_answer(here: Scene):
    client = signed_in(here.second)
    said = {"do": "add", "holder_class": "telecom", "name": "Hill Mobile", "channel": "mail",
            "contact": "ada.officer@hill.example", "language": "en"}  # fmt: skip
    wrong = client.post("/desk/holders/", said)
    assert "not somebody&#x27;s own mailbox" in wrong.content.decode()
    client.post("/desk/holders/", said | {"contact": "PO Box 9"})
    sent(here)
    page = text(client, "/desk/holders/")
    assert "Hill Mobile" in page
    assert "names are sealed with their cases" in page
    (holder,) = queries.holders(actor=here.second, at=clock.now())
    client.post("/desk/holders/", {"do": "retire", "holder": str(holder.id)})
    assert queries.holders(actor=here.second, at=clock.now()) == ()
    assert client.post("/desk/holders/", {"do": "retire", "holder": "x"}).status_code == 404


def test_a_request_of_another_case_is_not_found_by_its_address(here: Scene):
    assert signed_in(here.first).get(address(here, f"{uuid.uuid4()}/")).status_code in (403, 404)
    assert signed_in(here.stranger).get(address(here)).status_code in (403, 404)


def test_a_prosecutor_of_the_circle_reads_and_agrees(here: Scene):
    dana: Actor = cast.staff("dana", Role.PROSECUTOR, unit=here.place.other_unit)
    place_in_circle(here, dana, "prosecutor")
    made = drafted(
        here, kind=Kind.DISCLOSE, basis="us_subpoena", to="us_provider", items=("subscriber",),
        without="kept_by_law",
    )  # fmt: skip
    assert "Waits for agreement" in text(signed_in(dana), "/desk/running-out/")
    assert signed_in(dana).post(address(here, f"{made}/"), {"do": "approve"}).status_code == 302


def test_support_asks_for_a_removal_alone_and_is_told_why_not_where_no_step_names_them(here: Scene):
    elsewhere = here.place.other_unit
    fay = cast.staff("fay", Role.SUPPORT_WORKER, unit=elsewhere, purpose=Purpose.SUPPORT)
    place_in_circle(here, fay, "support_worker")
    client, new = signed_in(fay), address(here, "new/")
    which = text(client, new)
    assert 'value="takedown"' in which
    assert 'value="preserve"' not in which
    form = FORM | {"basis": "us_take_it_down", "items": ["page"], "addressee": "Meadow Social"}
    answer = client.post(f"{new}?kind=takedown&to=us_provider", form)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    (made,) = queries.requests(actor=here.first, at=clock.now(), case_id=here.case)
    assert (made.kind, made.drafted_by) == (Kind.TAKEDOWN, fay.id)
    protocols.record_facts(
        actor=here.first, at=clock.now(), case_id=here.case,
        facts=CaseFacts({"images_spreading": False}),
    )  # fmt: skip
    assert "No step of this case gives the request for removal to support." in text(client, new)

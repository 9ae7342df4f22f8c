"""Kits at the desk: board, one kit, the notice, figures; police see no clinic's kit."""

import io
from collections.abc import Iterator

import pytest
from django.test import Client
from pypdf import PdfReader

from bairn.evidence import actions as evidence
from bairn.evidence.queries import kits as looks
from bairn.evidence.terms.kit_lists import KitFilters
from bairn.evidence.terms.kits import KitStands
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.paper import printing
from tests.rooms.evidence import kit_scene
from tests.rooms.evidence.kit_scene import AT, DAY, HOUR, Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None) -> Iterator[Scene]:
    yield kit_scene.make()
    kit_scene.sessions._kept.clear()


def page(client: Client, path: str, *, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def send(client: Client, path: str, status: int = 302, **data: object) -> str:
    answer = client.post(path, data)
    assert answer.status_code == status, answer.content.decode()[:5000]
    return answer.content.decode()


def address(here: Scene, kit_id: object) -> str:
    return f"/desk/kits/{here.case}/{kit_id}/"


def test_the_board_shows_each_kit_where_it_stands_in_both_languages(here, signed_in):
    here.kit()
    client = signed_in(here.cleo)
    shown = page(client, "/desk/kits/")
    assert "K-0042" in shown
    assert "Waits for pick-up" in shown
    client.cookies["django_language"] = "zh-hans"
    assert (
        "等待取走"
        in client.get("/desk/kits/", headers={"accept-language": "zh-CN"}).content.decode()
    )


def test_the_board_filters_by_state_kind_agency_and_lateness(here, signed_in):
    here.kit()
    client = signed_in(here.cleo)
    assert "K-0042" in page(client, "/desk/kits/?stands=awaiting_pickup")
    assert "K-0042" not in page(client, "/desk/kits/?stands=at_lab")
    assert "K-0042" not in page(client, "/desk/kits/?kind=known_suspect")
    assert "K-0042" in page(client, "/desk/kits/?late=on")
    assert "K-0042" in page(client, "/desk/kits/?stands=nowhere")


def test_a_kit_of_a_case_is_registered_with_what_stands_on_the_box(here, signed_in):
    client = signed_in(here.mo)
    said = {
        "case": str(here.case), "number": "k 77", "kind": "reported", "place": "US-ID",
        "zone": "America/Boise", "collected_at": "2026-03-02T09:00", "seal": "S9", "lot": "L1",
    }  # fmt: skip
    send(client, "/desk/kits/new/", **said)
    (card,) = looks.kits(actor=here.ben, at=clock.now(), case_id=here.case)
    assert (card.number, card.stands) == ("K77", KitStands.AWAITING_PICKUP)
    again = send(client, "/desk/kits/new/", 400, **said)
    assert "Your unit has used this number." in again
    assert 'value="k 77"' in again


def test_a_clinics_own_kit_is_registered_told_of_once_and_found_by_no_police(here, signed_in):
    client = signed_in(here.mo)
    answer = client.post("/desk/kits/new/", {
        "case": "own", "number": "K-9", "place": "US-ID", "zone": "America/Boise",
        "collected_at": "2026-03-02T09:00",
    })  # fmt: skip
    assert answer.status_code == 302
    kit = answer["Location"]
    assert "belongs to the clinic alone" in page(client, kit)
    told = send(
        client, kit, 200, do="notice", kind="retention", language="zh", told_how="by_hand",
        disposal_on="2090-01-01",
    )  # fmt: skip
    assert "关于您的检材盒" in told
    assert "This page is shown once." in told
    assert "This page is shown once." not in page(client, kit)
    for police in (here.ben, here.cleo, here.emil):
        assert "K-9" not in page(signed_in(police), "/desk/kits/")
        assert signed_in(police).get(kit).status_code in (403, 404)


def test_the_notice_is_taken_away_as_a_pdf_by_its_own_code_alone(here, signed_in):
    client, made = signed_in(here.mo), here.own()
    kit = f"/desk/kits/{made.holder_id}/{made.id}/"
    told = here.tell(
        made.id, at=AT + HOUR, on=AT + 60 * 366 * DAY, by=here.mo, holder=made.holder_id,
        kind=kit_scene.NoticeKind.RETENTION,
    )  # fmt: skip
    answer = client.post(f"{kit}notice.pdf", {"code": told.code})
    if printing.available():
        assert answer.status_code == 200
        read = PdfReader(io.BytesIO(answer.content))
        words = "".join(one.extract_text() for one in read.pages)
        assert "K-0042" in words
        assert told.code in words
        assert "Hillside" in words
    wrong = client.post(f"{kit}notice.pdf", {"code": told.code[:-1] + "0"})
    assert wrong.status_code == 404 or told.code.endswith("0")


def test_one_kit_shows_its_way_its_clocks_their_sources_and_every_obstacle(here, signed_in):
    kit_id = here.tested()
    shown = page(signed_in(here.ben), address(here, kit_id))
    for words in ("Result is in", "A DNA profile", "Nobody was told in writing.", "check locally",
                  "Idaho", "edition 2019", "review due", "from the ledger of hands"):  # fmt: skip
        assert words in shown, words


def test_what_happens_is_said_by_form_and_a_refusal_keeps_what_was_typed(here, signed_in):
    kit_id = here.kit()
    client = signed_in(here.ben)
    shown = send(client, address(here, kit_id), 400, do="ledger", event="picked_up")
    assert "no accepted hand-over says so yet" in shown
    send(client, address(here, kit_id), do="move", event="notified")
    early = send(client, address(here, kit_id), 400, do="move", event="requested",
                 happened_at="2020-01-01T10:00")  # fmt: skip
    assert "before the kit was collected" in early
    assert 'value="2020-01-01T10:00"' in early


def test_a_prosecutor_answers_and_the_page_says_why_nobody_else_does(here, signed_in):
    kit_id = here.kit()
    ben, dana = signed_in(here.ben), signed_in(here.dana)
    send(ben, address(here, kit_id), do="ask", reason="no_crime_supported")
    assert "waits for a prosecutor" in page(ben, address(here, kit_id))
    send(dana, address(here, kit_id), 400, do="answer", agreed="no")
    send(dana, address(here, kit_id), do="answer", agreed="yes")
    assert here.stands(kit_id) is KitStands.NOT_TESTED
    send(ben, address(here, kit_id), do="again")
    assert here.stands(kit_id) is KitStands.TO_LAB


def match(here: Scene, client: Client) -> str:
    kit = address(here, here.tested())
    for step in ("screened", "profile", "eligible", "state_db", "matched"):
        send(client, kit, do="step", step=f"0:{step}", kind="offender")
    send(client, kit, do="step", step="1:confirmed")
    return kit


def test_a_plan_to_tell_offers_no_letter_and_its_safe_words_show_nowhere(here, signed_in):
    client = signed_in(here.ben)
    kit = match(here, client)
    shown = page(client, kit)
    assert 'value="letter"' not in shown
    plan = {
        "do": "plan", "match": "1", "choice": "asked_now", "channel": "in_person",
        "place": "clinic", "advocate": str(here.fay.id), "words": "Blue kite",
    }  # fmt: skip
    refused = send(client, kit, 400, **{**plan, "channel": "voicemail"})
    assert "Blue kite" in refused  # what was typed is kept
    send(client, kit, **plan)
    assert "Blue kite" not in page(client, kit)


def test_an_objection_and_a_veto_are_put_down_answered_and_lifted(here, signed_in):
    kit_id = here.kit()
    kit, cleo, dana = address(here, kit_id), signed_in(here.cleo), signed_in(here.dana)
    send(signed_in(here.fay), kit, do="object", by_whom="victim")
    assert "An objection is open." in page(cleo, kit)
    (one,) = here.file(kit_id, at=clock.now()).objections
    send(cleo, kit, do="settle", objection=str(one.id), settled_as="kept")
    send(dana, kit, do="veto", reason="appeal")
    (veto,) = here.file(kit_id, at=clock.now()).vetoes
    assert "Somebody of the same role lifts it." in send(cleo, kit, 400, do="lift", veto=veto.id)
    send(dana, kit, do="lift", veto=str(veto.id))
    send(dana, kit, 400, do="lift", veto="nonsense")


def test_an_opt_in_at_the_desk_brings_the_kit_into_the_case(here, signed_in):
    made, client = here.own(), signed_in(here.mo)
    kit = f"/desk/kits/{made.holder_id}/{made.id}/"
    send(client, kit, 400, do="report", case=str(here.case), consent_by="")
    answer = client.post(kit, {"do": "report", "case": str(here.case), "consent_by": "survivor"})
    assert answer["Location"] == address(here, made.id)
    assert "K-0042" in page(signed_in(here.ben), answer["Location"])


def test_a_colleague_is_admitted_by_form(here, signed_in):
    made = here.own()
    kit = f"/desk/kits/{made.holder_id}/{made.id}/"
    send(signed_in(here.mo), kit, do="admit", staff=f"{here.nia.id}:medic")
    assert "K-0042" in page(signed_in(here.nia), kit)


def test_figures_say_what_is_not_counted_as_a_page_and_as_csv(here, signed_in):
    here.tested()
    here.own(number="K-8")
    client = signed_in(here.cleo)
    shown = page(client, "/desk/kits/figures/")
    assert "kits that an agency has not entered here" in shown
    assert "Kept without a report" not in shown
    answer = client.get("/desk/kits/figures/?as=csv")
    text = answer.content.decode("utf-8-sig")
    assert answer["Content-Type"].startswith("text/csv")
    assert text.splitlines()[1].startswith("Hillside,")
    assert "Not counted" in text


def test_each_role_has_the_line_in_the_rail_and_a_laboratory_sees_its_kits(here, signed_in):
    here.tested()
    here.kit(number="K-50")
    shown = page(signed_in(here.lee), "/desk/kits/")
    assert "K-0042" in shown
    assert "K-50" not in shown
    assert 'href="/desk/kits/"' in shown


def test_a_kit_that_is_not_ones_own_is_not_there(here, signed_in):
    kit_id = here.kit()
    stranger: Actor = here.emil
    assert signed_in(stranger).get(address(here, kit_id)).status_code in (403, 404)
    filters = KitFilters()
    board = looks.board(actor=stranger, at=clock.now(), filters=filters)
    assert not any(one.count for one in board.columns)
    assert evidence.kits is not None


def test_the_page_of_its_exhibit_leads_to_the_kit_and_back(here, signed_in):
    kit_id = here.kit()
    client = signed_in(here.ben)
    kit = page(client, address(here, kit_id))
    exhibit = kit.split('<a class="num" href="')[1].split('"')[0]
    assert f'href="{address(here, kit_id)}"' in page(client, exhibit)

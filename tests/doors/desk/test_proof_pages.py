"""The Proof tab at the desk: what is there and what is not, put and said anew by its forms."""

import re
import uuid
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from bairn.access.terms import Role
from bairn.cases import actions as cases
from bairn.cases.terms import Outcome
from bairn.journeys import advise
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.proof import actions as proof
from bairn.proof import queries
from bairn.proof.terms import Item, ItemState, ProofBoard, Put, Serves
from tests import cast
from tests.doors.desk.casework import Scene, place_in_circle, scene, signed_in

pytestmark = pytest.mark.django_db
UNDER_14 = Serves(offence="rape_under_14_236", element="under_14")


@pytest.fixture
def here(db: None) -> Scene:
    made = scene()
    proof.consider(actor=made.first, at=clock.now(), case_id=made.case, offence=UNDER_14.offence)
    return made


@pytest.fixture
def prosecutor(here: Scene) -> Actor:
    return prosecutor_of(here)


def prosecutor_of(here: Scene) -> Actor:
    actor = cast.staff("dana", Role.PROSECUTOR, unit=here.place.other_unit)
    place_in_circle(here, actor, "prosecutor")
    return actor


def of_case(here: Scene, more: str = "") -> str:
    return f"/desk/cases/{here.case}/proof/{more}"


def page(client: Client, path: str, *, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content[:2000]
    return answer.content.decode()


def send(client: Client, path: str, status: int = 302, **data: object) -> str:
    answer = client.post(path, data)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def board(here: Scene) -> ProofBoard:
    return queries.board(actor=here.first, at=clock.now(), case_id=here.case)


def the_item(here: Scene) -> Item:
    (item,) = board(here).items.values()
    return item


def put(here: Scene, **said: object) -> Item:
    asked = Put(kind="age_document", state=ItemState.MISSING, serves=(UNDER_14,), **said)  # type: ignore[arg-type]
    proof.put(actor=here.first, at=clock.now(), case_id=here.case, said=asked)
    return the_item(here)


def day(days: int) -> str:
    return f"{clock.now() + timedelta(days=days):%Y-%m-%d}"


def test_the_board_shows_every_element_against_every_state_in_both_languages(here: Scene) -> None:
    for language, words in {
        "en": ["Held", "Requested", "Missing", "Refused", "Impossible", "nobody asked yet",
               "The child was under 14", "no suspect named", "seen in source", "check locally"],
        "zh-hans": ["已取得", "缺失", "被拒绝", "无法取得", "尚无人过问", "被害人不满十四周岁"],
    }.items():  # fmt: skip
        text = page(signed_in(here.first, language), of_case(here))
        for word in words:
            assert word in text, word
        assert text.count("<tr>") == 6


def test_the_page_of_proof_shows_no_percentage_and_no_meter(here: Scene) -> None:
    put(here)
    text = page(signed_in(here.first), of_case(here))
    main = text[text.index("<main") :]
    assert "%" not in re.sub(r'href="[^"]*"', "", main)
    assert "meter" not in main


def test_a_case_tells_what_it_holds_and_a_person_confirms_it(here: Scene) -> None:
    at = clock.now()
    mark = cases.mark(
        actor=here.first, at=at, case_id=here.case, kind="interview_held", happened_at=at
    )
    client = signed_in(here.first)
    text = page(client, of_case(here))
    links = re.findall(r'href="([^"]*reference=[^"]*)"', text)
    assert len(links) == 4, "for each element that an account can show"
    link = links[0].replace("&amp;", "&")
    form = page(client, link)
    assert f'value="{mark}"' in form
    assert board(here).items == {}, "nothing is put before somebody confirms"
    query = parse_qs(urlsplit(link).query)
    assert form.count("checked") == 1 + len(query["serves"]), "the state and each element"
    send(client, link, **{**query, "serves": query["serves"][:2]})
    item = the_item(here)
    assert item.now.state is ItemState.HELD
    assert item.now.reference == str(mark)
    after = page(client, of_case(here))
    assert len(re.findall(r'href="[^"]*reference=', after)) == 2, "two are served now"
    assert "The interview was held" in after


def test_something_is_put_with_who_gets_it_by_the_end_of_a_day_there(here: Scene) -> None:
    client = signed_in(here.first)
    path = of_case(here, "add/")
    send(
        client,
        path,
        kind="age_document",
        state="missing",
        serves=UNDER_14.key,
        by=f"staff:{here.first.id}",
        by_at=day(3),
        from_whom="registry",
    )
    said = the_item(here).now
    assert said.by_whom == here.first.id
    assert said.by_at is not None
    assert f"{said.by_at:%H:%M}" == "15:59", "23:59 in Shanghai"
    text = page(client, of_case(here))
    assert "Ada" in text
    assert "Public register" in text
    assert re.search(r"in (3|2) d|in \d\d h", text)
    assert "Document of age" in page(client, "/desk/proof/")


def test_a_form_that_is_refused_keeps_what_was_typed_and_says_why(here: Scene) -> None:
    client = signed_in(here.first)
    given = {"kind": "video", "state": "held", "serves": UNDER_14.key, "words": "Calm note."}
    text = send(client, of_case(here, "add/"), 400, **given)
    assert "Say under which number it is held." in text
    assert "Calm note." in text
    assert re.search(r'value="video" selected', text)
    text = send(client, of_case(here, "add/"), 400, **given, reference="a calm letter")
    assert "capitals and digits, no words" in text
    chinese = signed_in(here.first, "zh-hans")
    assert "请填写保管编号" in send(chinese, of_case(here, "add/"), 400, **given)
    assert board(here).items == {}


def test_an_item_is_said_anew_and_its_history_stays(here: Scene) -> None:
    item = put(here)
    client = signed_in(here.first)
    path = of_case(here, f"items/{item.id}/")
    send(client, path, after=1, state="held", serves=UNDER_14.key, reference="EX-2026-14")
    text = page(client, path)
    assert text.index("Held") < text.rindex("Missing")
    assert "EX-2026-14" in text
    late = send(client, path, 400, after=1, state="missing", serves=UNDER_14.key)
    assert "Somebody has changed this meanwhile" in late
    assert [one.said.state for one in the_item(here).changes] == [
        ItemState.MISSING,
        ItemState.HELD,
    ]


def test_a_change_does_not_lose_an_element_that_has_left_the_board(here: Scene) -> None:
    this = {"actor": here.first, "at": clock.now(), "case_id": here.case}
    proof.consider(**this, offence="rape_236")
    other = Serves(offence="rape_236", element="who")
    said = Put(kind="witness", state=ItemState.MISSING, serves=(UNDER_14, other))
    item_id = proof.put(**this, said=said)
    proof.drop_offence(**this, offence="rape_236", reason="facts_differ")
    send(
        signed_in(here.first),
        of_case(here, f"items/{item_id}/"),
        after=1,
        state="held",
        serves=UNDER_14.key,
        reference="EX-7",
    )
    assert the_item(here).now.serves == (UNDER_14, other)


def test_what_is_late_says_by_how_much_in_words(here: Scene) -> None:
    soon = clock.now() + timedelta(seconds=1)
    put(here, by_whom=here.first.id, by_at=soon)
    later = soon + timedelta(days=4)
    item = the_item(here)
    assert item.late(later)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(clock, "now", lambda: later)
        text = page(signed_in(here.first), of_case(here))
    assert "overdue by 4 d" in text


def test_an_offence_is_considered_for_a_suspect_and_taken_off_for_a_reason(here: Scene) -> None:
    client = signed_in(here.first)
    suspect = str(here.parts[2])
    send(client, of_case(here), do="consider", offence="child_indecency_237", suspect=suspect)
    assert "Suspect 1" in page(client, of_case(here))
    again = send(
        client, of_case(here), 400, do="consider", offence="child_indecency_237", suspect=suspect
    )
    assert "This is on the board already." in again
    key = f"child_indecency_237/{suspect}"
    send(client, of_case(here), do="drop", key=key, reason="other_offence")
    assert [one.offence.id for one in board(here).considered] == [UNDER_14.offence]


def test_advice_is_asked_listed_and_given_element_by_element(
    here: Scene, prosecutor: Actor
) -> None:
    first, dana = signed_in(here.first), signed_in(prosecutor)
    assert "Nobody waits for your advice" in page(dana, "/desk/proof/")
    send(first, of_case(here), do="ask", questions=["what_else", "age_knowledge"], words="Calm.")
    listed = page(dana, "/desk/proof/")
    assert of_case(here, "advice/") in listed
    assert "Whether the age was known" in listed
    assert "Early advice is waited for" not in page(first, "/desk/proof/")
    empty = send(dana, of_case(here, "advice/"), 400, code="get_what_is_listed")
    assert "List at least one piece of proof." in empty
    rows = [row.serves for one in board(here).considered for row in one.rows]
    n = rows.index(UNDER_14)
    half = {"code": "get_what_is_listed", f"{n}-kind": "age_document"}
    text = send(dana, of_case(here, "advice/"), 400, **half, **{f"{n}-by_at": day(5)})
    assert "Say who gets it and by when" in text
    send(
        dana,
        of_case(here, "advice/"),
        **half,
        **{f"{n}-by": f"staff:{here.first.id}", f"{n}-by_at": day(5)},
    )
    item = the_item(here)
    assert item.now.state is ItemState.MISSING
    assert item.now.by_whom == here.first.id
    assert item.advice_id is not None
    shown = page(first, of_case(here))
    assert "asked for by the prosecutor" in shown
    assert "Get what is listed" in shown
    brief = page(first, f"/desk/cases/{here.case}/")
    assert "The prosecutor gave early advice" in brief


def test_a_prosecutor_reads_the_board_and_every_button_that_is_off_says_why(
    here: Scene, prosecutor: Actor
) -> None:
    item = put(here)
    proof.consider(actor=here.first, at=clock.now(), case_id=here.case, offence="buying_241")
    dana = signed_in(prosecutor)
    text = page(dana, of_case(here))
    assert "proof/add/" not in text
    assert text.count('aria-disabled="true"') == 2, "considering and asking are not theirs"
    assert "A fact of sentencing alone" in text
    assert "A fact of sentencing alone" not in page(signed_in(here.first), of_case(here))
    change = page(dana, of_case(here, f"items/{item.id}/"))
    assert 'aria-disabled="true"' in change
    said = {"after": 1, "state": "held", "serves": UNDER_14.key, "reference": "EX-1"}
    answer = dana.post(of_case(here, f"items/{item.id}/"), said)
    assert answer.status_code == 400
    assert the_item(here).now == item.now


@pytest.mark.parametrize("role", [Role.MEDIC, Role.LAB, Role.INTERVIEWER, Role.SUPPORT_WORKER])
def test_others_of_the_circle_see_neither_the_tab_nor_the_page(here: Scene, role: Role) -> None:
    actor = cast.staff("mo", role, unit=here.place.unit)
    place_in_circle(here, actor, role.value)
    client = signed_in(actor)
    assert of_case(here) not in page(client, f"/desk/cases/{here.case}/")
    item = put(here)
    for path in ("", "add/", "advice/", f"items/{item.id}/"):
        page(client, of_case(here, path), status=403)
    page(client, "/desk/proof/", status=403)


def test_a_stranger_reads_the_same_words_as_for_a_board_that_is_not_there(here: Scene) -> None:
    client = signed_in(here.stranger)
    real = page(client, of_case(here), status=403)
    invented = page(client, f"/desk/cases/{uuid.uuid4()}/proof/", status=403)
    plain = [re.sub(r'value="[^"]*"', "", text) for text in (real, invented)]
    assert plain[0] == plain[1]


def test_the_tab_and_the_rail_lead_to_proof(here: Scene) -> None:
    text = page(signed_in(here.first), f"/desk/cases/{here.case}/")
    assert f'href="{of_case(here)}"' in text
    assert 'href="/desk/proof/"' in text


def test_no_words_are_opened_that_the_board_does_not_hold(here: Scene) -> None:
    send(signed_in(here.first), of_case(here, "words/"), 404, words=str(here.people))
    send(signed_in(here.first), of_case(here, "words/"), 404, words=str(uuid.uuid4()))


def test_a_case_without_a_pack_says_where_its_board_will_come_from(here: Scene) -> None:
    case = cases.open_case(
        actor=here.second,
        at=clock.now(),
        unit_id=here.place.unit.id,
        circle={here.first.id: "investigator"},
    )
    client = signed_in(here.first)
    assert "No board yet" in page(client, f"/desk/cases/{case}/proof/")
    assert "No offence is looked at yet" in page(client, f"/desk/cases/{case}/proof/add/")
    page(client, f"/desk/cases/{case}/proof/advice/")


def test_a_prosecutor_who_is_asked_twice_answers_once(here: Scene, prosecutor: Actor) -> None:
    advise.ask(actor=here.first, at=clock.now(), case_id=here.case, questions=["first_to_secure"])
    text = page(signed_in(here.first), of_case(here))
    assert "Advice was asked already" in text
    dana = signed_in(prosecutor)
    send(dana, of_case(here, "advice/"), code="secure_first")
    again = send(dana, of_case(here, "advice/"), 400, code="secure_first")
    assert "Nobody waits for advice in this case." in again


def test_a_prosecutor_finds_their_cases_by_the_rail_as_well(here: Scene, prosecutor: Actor) -> None:
    dana = signed_in(prosecutor)
    assert f"/desk/cases/{here.case}/" in page(dana, "/desk/cases/")
    assert 'href="/desk/cases/"' in page(dana, of_case(here))


def test_in_a_closed_case_nothing_can_be_put_and_the_page_says_why(here: Scene) -> None:
    item = put(here)
    this = {"at": clock.now(), "case_id": here.case}
    cases.propose_closing(
        actor=here.first, **this, outcome=Outcome.TRANSFERRED, reasons=["receipt_confirmed"]
    )
    cases.confirm_closing(actor=here.second, **this)
    client = signed_in(here.first)
    text = page(client, of_case(here))
    assert "This case is closed. Reopen it first." in text
    assert "proof/add/" not in text
    said = {"after": 1, "state": "held", "serves": UNDER_14.key, "reference": "EX-1"}
    refused = send(client, of_case(here, f"items/{item.id}/"), 400, **said)
    assert "This case is closed. Reopen it first." in refused


def test_what_was_put_off_says_how_often_and_from_which_day(here: Scene) -> None:
    first = clock.now() + timedelta(days=2)
    item = put(here, by_whom=here.first.id, by_at=first)
    client = signed_in(here.first)
    again = {"after": 1, "state": "missing", "serves": UNDER_14.key}
    send(
        client,
        of_case(here, f"items/{item.id}/"),
        **again,
        by=f"staff:{here.first.id}",
        by_at=day(9),
    )
    for path in ("", f"items/{item.id}/"):
        assert "times put off" in page(client, of_case(here, path))


def test_what_left_the_board_is_shown_as_kept(here: Scene) -> None:
    item = put(here)
    send(
        signed_in(here.first),
        of_case(here),
        do="drop",
        key=f"{UNDER_14.offence}/",
        reason="facts_differ",
    )
    text = page(signed_in(here.first), of_case(here))
    assert "Kept, though its offence has left the board" in text
    assert f"items/{item.id}/" in text

"""The pages of exhibits: what they show, what they let one do, what they keep to themselves."""

import re

import pytest
from django.test import Client

from tests.doors.desk.casework import signed_in
from tests.doors.desk.exhibiting import CANARY, Shelf, crossing, shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def on() -> Shelf:
    return shelf()


@pytest.fixture
def ada(on: Shelf) -> Client:
    return signed_in(on.scene.first)


@pytest.fixture
def ben(on: Shelf) -> Client:
    return signed_in(on.scene.second)


def pages(on: Shelf) -> dict[str, str]:
    case = f"/desk/cases/{on.case}/evidence/"
    return {
        "tab": case,
        "new": f"{case}new/",
        "offer": f"{case}offer/",
        "labels": f"{case}labels/",
        "contamination": f"{case}contamination/",
        "handover": f"{case}hand-overs/{on.waiting}/",
        "one": f"{case}{on.coat.id}/",
        "swab": f"{case}{on.swab.id}/",
        "end": f"{case}{on.coat.id}/end/",
        "mine": "/desk/exhibits/",
        "find": "/desk/exhibits/find/",
        "scan": "/desk/exhibits/scan/",
        "many": "/desk/exhibits/scan/many/",
        "places": "/desk/exhibits/places/",
        "place": f"/desk/exhibits/places/{on.freezer}/",
    }


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_opens_and_says_nothing_that_is_sealed(on: Shelf, language: str) -> None:
    crossing(on)
    for actor in (on.scene.first, on.scene.second):
        client = signed_in(actor, language)
        for name, path in pages(on).items():
            answer = client.get(path)
            assert answer.status_code == 200, name
            assert CANARY not in answer.content.decode(), name


NEW = {
    "kind": "clothing", "description": "A grey scarf", "sensitivity": "ordinary",
    "source": "place", "method": "taken_at_scene", "collected_at": "2026-03-02T10:00",
    "basis": "consent", "basis_reference": "Form 3", "seal": "S-9", "condition": "intact",
}  # fmt: skip


def test_an_exhibit_is_registered_on_one_page_and_its_words_are_sealed(
    on: Shelf, ada: Client
) -> None:
    data = {**NEW, "collected_by": str(on.scene.first.id), "omit-witness": "urgency"}
    answer = ada.post(pages(on)["new"], data)
    assert answer.status_code == 302
    page = ada.get(answer["Location"]).content.decode()
    assert "Exhibit 5" in page
    assert "Danger left no time" in page
    assert "grey scarf" not in page


@pytest.mark.parametrize(("changed", "words"), [
    ({"source": "person"}, "Say from whom it was taken."),
    ({"basis": "none", "basis_reference": ""}, "Choose one of the listed answers."),
    ({"kind": "extraction"}, "Say with which tool the data was taken."),
    ({"collected_at": "2031-01-01T10:00"}, "This moment has not come yet."),
    ({"seal": "The blue one"}, "A number has capitals and digits, no words."),
    ({"kind": "extraction", "tool": "Copier"}, "Say whether a write blocker was used."),
])  # fmt: skip
def test_what_a_rule_refuses_is_said_in_its_words_and_what_was_typed_stays(
    on: Shelf, ada: Client, changed: dict[str, str], words: str
) -> None:
    data = {**NEW, "collected_by": str(on.scene.first.id), **changed}
    answer = ada.post(pages(on)["new"], data)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in page
    assert "A grey scarf" in page


def test_the_path_of_hands_is_drawn_with_its_break_and_a_table_says_the_same(
    on: Shelf, ada: Client
) -> None:
    page = ada.get(pages(on)["one"]).content.decode()
    drawn, table = page.split('<svg class="hands"')[1].split("</svg>")
    table = table.split("<table")[1]
    for said in ("Ada", "Laboratory", "Came back from outside", "Seal L-1, then L-2"):
        assert said in drawn
        assert said in table
    assert 'class="gap"' in drawn
    assert "The seal is not the one it had before." in table
    assert "State laboratory" not in page


def test_every_act_that_is_off_says_why(on: Shelf, ada: Client, ben: Client) -> None:
    mine = ada.get(pages(on)["one"]).content.decode()
    assert 'id="act-seal"' in mine
    assert "It lies in no place now." in mine
    his = ben.get(pages(on)["one"]).content.decode()
    assert 'id="act-seal"' not in his
    assert "Somebody else answers for this exhibit now." in his
    offered = ada.get(pages(on)["swab"]).content.decode()
    assert "This exhibit is offered to somebody: end that first." in offered


def test_an_act_is_done_from_the_page_and_shows_in_the_chain(on: Shelf, ada: Client) -> None:
    answer = ada.post(pages(on)["one"], {"do": "seal", "seal": "c-78"}, follow=True)
    assert "A seal was put on" in answer.content.decode()
    wrong = ada.post(pages(on)["one"], {"do": "seal", "seal": "no number"})
    assert wrong.status_code == 400
    assert "no number" in wrong.content.decode()


def test_an_offer_is_made_accepted_and_seen_by_both(on: Shelf, ada: Client, ben: Client) -> None:
    data = {"do": "offer", "to": str(on.scene.second.id), "purpose": "storage"}
    assert ada.post(pages(on)["one"], data).status_code == 302
    assert on.coat.code[:5] in ben.get(pages(on)["mine"]).content.decode()
    assert "Offered by me" in ada.get(pages(on)["mine"]).content.decode()


def _answer(on: Shelf, **seals: str) -> dict[str, str]:
    data = {"do": "accept"}
    for one in (on.swab, on.phone):
        data |= {f"take-{one.id}": "on", f"condition-{one.id}": "intact"}
    return data | {f"seal-{getattr(on, name).id}": seal for name, seal in seals.items()}


def test_several_exhibits_are_accepted_at_once_with_seal_and_condition(
    on: Shelf, ben: Client
) -> None:
    answer = ben.post(pages(on)["handover"], _answer(on, swab="K-4002", phone="P-1"), follow=True)
    assert "Accepted: 2." in answer.content.decode()
    assert "Nothing is offered to you" in answer.content.decode()
    one = ben.get(pages(on)["swab"]).content.decode()
    assert "No break is marked in this chain." in one


def test_a_seal_has_to_be_read_or_said_to_be_missing(on: Shelf, ben: Client) -> None:
    answer = ben.post(pages(on)["handover"], _answer(on, swab="K-4002"))
    assert answer.status_code == 400
    assert "Type the number of the seal as you read it" in answer.content.decode()
    data = _answer(on, swab="K-4002") | {f"none-{on.phone.id}": "on"}
    again = ben.post(pages(on)["handover"], data)
    assert "The giver said another seal." in again.content.decode()


def test_another_seal_is_read_twice_and_then_kept_as_a_break(on: Shelf, ben: Client) -> None:
    data = _answer(on, swab="K-4002", phone="P-7")
    first = ben.post(pages(on)["handover"], data)
    assert first.status_code == 400
    sure = f"{on.phone.id}=P-7"
    assert f'value="{sure}"' in first.content.decode()
    other = ben.post(
        pages(on)["handover"], _answer(on, swab="K-4002", phone="P-8") | {"sure": sure}
    )
    assert other.status_code == 400
    assert ben.post(pages(on)["handover"], data | {"sure": sure}).status_code == 302
    page = ben.get(pages(on)["one"].replace(str(on.coat.id), str(on.phone.id))).content.decode()
    assert "Before: P-1; after: P-7." in page


def test_what_did_not_arrive_stays_with_the_giver(on: Shelf, ben: Client, ada: Client) -> None:
    data = _answer(on, swab="K-4002")
    del data[f"take-{on.phone.id}"]
    assert ben.post(pages(on)["handover"], data).status_code == 302
    assert (
        ben.post(pages(on)["handover"], {"do": "refuse", "reason": "not_here"}).status_code == 302
    )
    page = ada.get(pages(on)["handover"]).content.decode()
    assert "It did not arrive" in page
    assert "Everything of it was answered." in page


def test_a_break_is_explained_beside_it_and_stays(on: Shelf, ada: Client) -> None:
    page = ada.get(pages(on)["one"]).content.decode()
    keys = re.findall(r'name="break" value="([^"]+)"', page)
    assert len(keys) == 2
    data = {"do": "explain", "break": keys[0], "reason": ""}
    assert ada.post(pages(on)["one"], data).status_code == 400
    data |= {"reason": "laboratory_opened", "words": "They wrote it on the box."}
    after = ada.post(pages(on)["one"], data, follow=True).content.decode()
    assert "A laboratory opened it for its work" in after
    assert "The seal is not the one it had before." in after
    assert "They wrote it" not in after
    assert re.findall(r'name="break" value="([^"]+)"', after) == keys[1:]


def test_several_exhibits_are_offered_together_and_what_is_offered_is_not_offered_again(
    on: Shelf, ada: Client
) -> None:
    page = ada.get(pages(on)["offer"]).content.decode()
    assert f'value="{on.coat.id}"' in page
    assert f'value="{on.kit.id}"' in page
    assert f'value="{on.swab.id}"' not in page
    data = {
        "exhibits": [str(on.coat.id), str(on.kit.id)], "purpose": "storage",
        "to": "outside:court", "to_words": "",
    }  # fmt: skip
    refused = ada.post(pages(on)["offer"], data)
    assert refused.status_code == 400
    assert "Say who takes it." in refused.content.decode()
    data["to"] = str(on.scene.second.id)
    assert ada.post(pages(on)["offer"], data).status_code == 302
    assert "You hold nothing of this case" in ada.get(pages(on)["offer"]).content.decode()

"""A name is opened for a purpose, recorded first, shown once, and stands nowhere else."""

import re
from typing import Any

import pytest

from bairn.cases.terms import ParticipantRole
from tests.doors.desk.casework import CANARY, PHONE, Scene, scene, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here(transactional_db: None) -> Scene:
    return scene()


def opening(here: Scene, purpose: str = "investigation", **changed: Any) -> dict[str, str]:
    return {"subject": str(here.people[ParticipantRole.CHILD]), "purpose": purpose, **changed}


def of_case(here: Scene, tab: str = "") -> str:
    return f"/desk/cases/{here.case}/{tab}"


def test_an_opened_identity_is_shown_once_and_stands_on_the_record_tab_at_once(
    here: Scene,
) -> None:
    client = signed_in(here.first)
    before = client.get(of_case(here, "record/")).content.decode()
    assert "Opened an identity" not in before
    opened = client.post(of_case(here, "people/identity/"), opening(here, "safeguarding"))
    text = opened.content.decode()
    assert opened.status_code == 200
    assert f"{CANARY}0" in text
    assert PHONE in text
    assert "Keeping somebody safe" in text
    assert opened["Cache-Control"] == "no-store"
    title = re.search(r"<title>(.*?)</title>", text, re.S)
    assert title is not None
    assert CANARY not in title[1]
    after = client.get(of_case(here, "record/")).content.decode()
    assert "Opened an identity: Child 1" in after
    assert "Keeping somebody safe" in after
    assert CANARY not in after


def test_a_name_sealed_in_the_vault_stands_on_no_other_page(here: Scene) -> None:
    client, tabs = signed_in(here.first), ("", "people/", "protocol/", "decisions/", "record/")
    client.post(of_case(here, "people/identity/"), opening(here))
    pages = [client.get(of_case(here, tab)).content.decode() for tab in tabs]
    pages.append(client.get("/desk/cases/").content.decode())
    pages.append(client.post("/desk/search/", {"q": PHONE}).content.decode().replace(PHONE, ""))
    pages.append(signed_in(here.inspector).get("/desk/oversight/").content.decode())
    for text in pages:
        assert CANARY not in text
        assert "Birch" not in text
        assert PHONE not in text


def test_no_identity_is_opened_without_a_purpose_or_by_a_mere_link(here: Scene) -> None:
    client, path = signed_in(here.first), of_case(here, "people/identity/")
    unclear = client.post(path, opening(here, ""))
    assert unclear.status_code == 400
    assert CANARY not in unclear.content.decode()
    assert client.get(path).status_code == 405


def test_somebody_of_another_case_cannot_be_opened_through_this_one(here: Scene) -> None:
    stranger = "01920000-0000-7000-8000-000000000000"
    answer = signed_in(here.first).post(
        of_case(here, "people/identity/"), opening(here, subject=stranger)
    )
    assert answer.status_code == 403


def test_a_stranger_opens_nobody(here: Scene) -> None:
    answer = signed_in(here.stranger).post(of_case(here, "people/identity/"), opening(here))
    assert answer.status_code == 403
    assert CANARY not in answer.content.decode()


def test_an_identity_is_opened_by_no_request_from_another_site(here: Scene) -> None:
    client = signed_in(here.first)
    client.handler.enforce_csrf_checks = True
    assert client.post(of_case(here, "people/identity/"), opening(here)).status_code == 403

"""The pages of exhibits: what they show, what they let one do, what they keep to themselves."""

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
        "labels": f"{case}labels/",
        "contamination": f"{case}contamination/",
        "handover": f"{case}hand-overs/{on.waiting}/",
        "one": f"{case}{on.coat.id}/",
        "swab": f"{case}{on.swab.id}/",
        "end": f"{case}{on.coat.id}/end/",
        "mine": "/desk/exhibits/",
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

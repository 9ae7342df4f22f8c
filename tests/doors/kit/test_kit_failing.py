"""What goes wrong is said calmly, in both languages, at every door, and tells nothing."""

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import clear_url_caches, path

from bairn.house import urls

DOORS = ["all_doors", "api", "desk", "report"]
SECRET = "Birchwood-7"


def failing(request: HttpRequest, how: str) -> HttpResponse:
    """A view that fails in the way asked for, with a secret in its hands."""
    raise {"400": BadRequest, "403": PermissionDenied, "500": ValueError}[how](SECRET)


@pytest.fixture(params=DOORS)
def door(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a door's own map with one view more, which fails."""
    real = import_module(f"{urls.__name__}.{request.param}")
    name = f"tests.doors.kit.failing_{request.param}"
    made = ModuleType(name)
    made.__dict__.update(vars(real))
    made.__dict__["urlpatterns"] = [path("fails/<how>/", failing), *real.urlpatterns]
    sys.modules[name] = made
    with override_settings(ROOT_URLCONF=name):
        clear_url_caches()
        yield name
    clear_url_caches()
    del sys.modules[name]


def text(where: str, status: int, language: str = "en") -> str:
    client = Client(headers={"accept-language": language}, raise_request_exception=False)
    answer = client.get(where)
    assert answer.status_code == status
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    return str(answer.content.decode())


@pytest.mark.parametrize("status", [400, 403, 404, 500])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_failure_has_a_page_of_ours_that_tells_nothing(
    door: str, status: int, language: str
) -> None:
    where = "/nothing/stands/here/" if status == 404 else f"/fails/{status}/"
    shown = text(where, status, language)
    assert 'class="plain"' in shown
    assert SECRET not in shown
    assert "ValueError" not in shown
    assert "nothing/stands" not in shown
    words = re.sub(r"<[^>]+>", " ", shown.split("<main")[1].split("</main>")[0])
    assert bool(re.search(r"[一-鿿]", words)) == (language == "zh-hans")
    assert ("emergency number" in words) == (status == 500 and language == "en")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_form_from_elsewhere_is_refused_without_saying_how_it_was_known(language: str) -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": language})
    answer = client.post("/desk/account/login/", {"login": SECRET, "password": "x"})
    shown = answer.content.decode()
    assert answer.status_code == 403
    assert ("could not be accepted" if language == "en" else "表单未被接收") in shown
    words = shown.split("<main")[1].split("</main>")[0]
    assert not re.search(r"csrf|token|referer|verif", words, re.I)
    assert SECRET not in shown


@pytest.mark.parametrize("name", DOORS)
def test_every_door_names_its_pages_for_failures(name: str) -> None:
    real = import_module(f"{urls.__name__}.{name}")
    for status in (400, 403, 404, 500):
        assert getattr(real, f"handler{status}").startswith("bairn.web.kit.failing.")

"""Addresses and headers that somebody else chose: they lead nowhere else and reach nothing more."""

import logging
import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from bairn.house.logs import _Bare
from tests import cast

ELSEWHERE = [
    "https://elsewhere.test/",
    "//elsewhere.test/x",
    "///elsewhere.test/x",
    "/\\elsewhere.test",
    "\\\\elsewhere.test",
    "http://testserver//elsewhere.test/x",
    "http://testserver/\\elsewhere.test",
    "http://testserver@elsewhere.test/",
    "http://testserver.elsewhere.test/",
    "https:elsewhere.test",
    "javascript:alert(1)",
    "data:text/html,x",
    " //elsewhere.test",
    "\t//elsewhere.test",
    "/%0d%0aLocation:%20//elsewhere.test",
]
PASSWORD = "four quiet words walk"
TRAVERSALS = [
    "/static/../secret",
    "/static/../../etc/passwd",
    "/static/%2e%2e/secret",
    "/static/kit/..%2f..%2fsecret",
    "/static/%2e%2e/%2e%2e/etc/passwd",
    "/static/..%2f..%2f..%2fetc/passwd",
    "/static/....//....//etc/passwd",
    "/static//etc/passwd",
    "/static/kit/..%5c..%5csettings.py",
    "/static/kit/base.css%00.html",
    "/health/../etc/passwd",
    "/health/%2e%2e/settings.py",
    "/.bairn/secret",
    "/.git/config",
]

pytestmark = pytest.mark.django_db


def leads_away(location: str) -> bool:
    """As a browser reads it: a backslash is a slash, and many slashes in front are two."""
    read = re.sub(r"^/{2,}", "//", location.strip().replace("\\", "/"))
    return urlsplit(urljoin("http://testserver/desk/", read)).netloc != "testserver"


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_no_form_sends_anybody_to_an_address_that_somebody_else_chose(wanted):
    switched = Client().post("/kit/language/", {"language": "en", "next": wanted})
    assert not leads_away(switched["Location"])
    assert "\n" not in switched["Location"]


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_signing_in_and_choosing_a_purpose_lead_nowhere_else(wanted):
    made = cast.staff("maren", "intake_officer", "supervisor", unit=cast.place().unit)
    staff = get_user_model().objects.get(pk=made.id)
    staff.set_password(PASSWORD)
    staff.save()
    client = Client()
    form = {"login": "maren", "password": PASSWORD, "next": wanted}
    came = client.post("/desk/account/login/", form)
    assert came.status_code == 302
    there = client.post("/desk/purpose/", {"purpose": "intake", "next": wanted})
    assert there.status_code == 302
    for location in (came["Location"], there["Location"]):
        assert not leads_away(location)


@pytest.mark.parametrize("host", ["elsewhere.test", "testserver@elsewhere.test", "testserver/x"])
def test_a_host_that_is_not_ours_is_refused_at_every_door(host):
    for path in ("/", "/report/", "/desk/account/login/", "/ispws/status", "/api/v1/openapi.json"):
        answer = Client().get(path, HTTP_HOST=host)
        assert answer.status_code == 400, path
        assert b"elsewhere" not in answer.content


@pytest.mark.parametrize("name", ["HTTP_X_FORWARDED_HOST", "HTTP_X_HOST", "HTTP_FORWARDED"])
def test_no_header_beside_host_changes_an_address_of_ours(name):
    answer = Client().get("/desk/", **{name: "elsewhere.test"})
    assert answer["Location"].startswith("/desk/account/login/")
    assert "elsewhere" not in Client().get("/", **{name: "elsewhere.test"}).content.decode()


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
@pytest.mark.parametrize(
    "path", ["/report/form/", "/report/code/", "/health/", "/kit/away/", "/kit/language/", "/"]
)
def test_a_method_that_no_page_has_is_refused(method, path):
    assert Client().generic(method, path).status_code == 405


def test_a_header_or_field_that_names_another_method_is_not_obeyed():
    for name in ("HTTP_X_HTTP_METHOD_OVERRIDE", "HTTP_X_HTTP_METHOD", "HTTP_X_METHOD_OVERRIDE"):
        answer = Client().get("/kit/language/", **{name: "POST"})
        assert answer.status_code == 405
    assert Client().post("/health/", {"_method": "GET"}).status_code == 405


@pytest.fixture
def static_root(settings, tmp_path):
    """Files as the server of production hands them out, with something beside them."""
    root = tmp_path / "static"
    (root / "kit").mkdir(parents=True)
    (root / "kit" / "base.css").write_text("body{}")
    (tmp_path / "secret").write_text("Canarysecret")
    (root / "kit" / "out").symlink_to(tmp_path / "secret")
    settings.STATIC_ROOT = root
    settings.WHITENOISE_USE_FINDERS = False
    settings.MIDDLEWARE = ["whitenoise.middleware.WhiteNoiseMiddleware", *settings.MIDDLEWARE]


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_path_leads_out_of_what_is_served(path, static_root):
    client = Client()
    served = client.get("/static/kit/base.css")
    assert (served.status_code, b"".join(served.streaming_content)) == (200, b"body{}")
    answer = client.generic("GET", path)
    assert answer.status_code in {301, 302, 400, 404}
    said = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert b"Canary" not in said
    assert b"root:" not in said
    assert not leads_away(answer.headers.get("Location", "/"))


def test_an_error_page_shows_neither_locals_nor_settings_nor_what_was_asked(monkeypatch, caplog):
    caplog.handler.setFormatter(_Bare())
    caplog.set_level(logging.INFO)

    def broken(*_args, **_more):
        canary = "Canaryname"
        raise RuntimeError(f"could not read {canary}")

    monkeypatch.setattr("bairn.web.hall.which_door.render", broken)
    client = Client(raise_request_exception=False)
    answer = client.get("/", {"asked": "Canaryasked"})
    absent = client.get("/Canarypath/nowhere/")
    client.get("/", HTTP_HOST="canaryhost.test")
    client.get("/report/", HTTP_HOST="Canary host")
    assert (answer.status_code, absent.status_code) == (500, 404)
    for said in (answer.content.decode(), absent.content.decode(), caplog.text):
        for told in (
            "Canary",
            "canary",
            "Traceback (most",
            "SECRET",
            "urlpatterns",
            "bairn.house.urls",
        ):
            assert told not in said

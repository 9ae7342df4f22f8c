"""What every answer carries, whatever the route and whatever went wrong."""

import json
import os
import subprocess
import sys

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests.doors.desk.casework import signed_in
from tests.house.full_addresses import ids_of
from tests.house.full_house import FullHouse, fill
from tests.house.routes import routes

PASSWORD = "four quiet words walk"
OWN = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'")


@pytest.fixture
def house(transactional_db: None) -> FullHouse:
    return fill()


def faults(answer) -> list[str]:
    """What is missing from the headers of an answer."""
    policy = answer.headers.get("Content-Security-Policy", "")
    wanted = {
        "policy": all(one in policy for one in OWN),
        "no unsafe": "unsafe" not in policy and "http" not in policy and "*" not in policy,
        "no frame": "frame-ancestors 'none'" in policy and answer.get("X-Frame-Options") == "DENY",
        "form action": "form-action 'self'" in policy,
        "no sniffing": answer.get("X-Content-Type-Options") == "nosniff",
        "referrer": answer.get("Referrer-Policy") in {"no-referrer", "same-origin"},
        "not stored": "no-store" in answer.get("Cache-Control", ""),
        "opener": answer.get("Cross-Origin-Opener-Policy") == "same-origin",
        "resource": answer.get("Cross-Origin-Resource-Policy") == "same-origin",
        "no origin let in": "Access-Control-Allow-Origin" not in answer,
        "no server": "Server" not in answer and "X-Powered-By" not in answer,
    }
    return [name for name, there in wanted.items() if not there]


def test_every_route_answers_with_the_strict_headers_whoever_asks(house):
    given = {**ids_of(house), "pk": 1, "reference": "R-26-7K4M2QX-3"}
    wrong, seen = [], 0
    for client in (signed_in(house.own["supervisor"]), Client()):
        client.raise_request_exception = False
        for route in routes():
            path = reverse(route.name, kwargs={part: given[part] for part in route.parts})
            for method in ("get", "post", "put"):
                answer = getattr(client, method)(path)
                seen += 1
                wrong += [(route.name, method, answer.status_code, one) for one in faults(answer)]
                if route.name == "account_logout":
                    client = signed_in(house.own["supervisor"])
    assert wrong == []
    assert seen > 250


def test_an_answer_that_says_no_carries_them_too(house, monkeypatch):
    def broken(*_args, **_more):
        raise RuntimeError

    monkeypatch.setattr("bairn.web.hall.which_door.render", broken)
    client = Client(raise_request_exception=False)
    strict = Client(enforce_csrf_checks=True)
    answers = {
        400: client.get("/", HTTP_HOST="elsewhere.test"),
        403: strict.post("/desk/account/login/"),
        404: client.get("/nowhere/"),
        405: client.post("/health/"),
        500: client.get("/"),
        401: client.get("/ispws/status"),
    }
    assert {status: answer.status_code for status, answer in answers.items()} == {
        status: status for status in answers
    }
    assert {status: faults(answer) for status, answer in answers.items() if faults(answer)} == {}


def test_pages_that_open_an_identity_are_kept_by_no_browser_and_no_proxy(house):
    supervisor = signed_in(house.own["supervisor"])
    page = supervisor.get(reverse("desk:people", args=[house.case])).content.decode()
    subject = page.split('name="subject" value="')[1].split('"')[0]
    form = {"subject": subject, "purpose": "investigation"}
    opened = supervisor.post(reverse("desk:identity", args=[house.case]), form)
    assert opened.status_code == 200
    assert opened["Cache-Control"] == "no-store"
    assert faults(opened) == []


def set_behind_tls() -> dict[str, object]:
    """What the house itself sets when BAIRN_TLS says that a proxy of ours speaks TLS."""
    asked = (
        "import json; from bairn.house import settings as s; "
        "print(json.dumps({n: getattr(s, n) for n in dir(s) if n.startswith('SECURE_') "
        "or n.endswith(('_COOKIE_SECURE', 'INSECURE_ORIGIN'))}))"
    )
    said = subprocess.run(
        [sys.executable, "-c", asked],
        env=os.environ | {"BAIRN_TLS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(said.stdout)


@pytest.fixture
def tls(settings) -> None:
    for name, value in set_behind_tls().items():
        setattr(settings, name, value)


def test_cookies_are_for_this_site_and_no_script_and_secure_behind_tls(house, tls):
    staff = get_user_model().objects.get(pk=house.own["supervisor"].id)
    staff.set_password(PASSWORD)
    staff.save()
    client = Client()
    answers = [
        client.get("/desk/account/login/"),
        client.post("/desk/account/login/", {"login": staff.username, "password": PASSWORD}),
        client.post("/kit/language/", {"language": "en"}),
        client.get("/desk/"),
    ]
    cookies = {name: one for answer in answers for name, one in answer.cookies.items()}
    assert {"s", "t", "c", "l"} <= set(cookies)
    for name, cookie in cookies.items():
        assert cookie["httponly"], name
        assert cookie["secure"], name
        assert cookie["samesite"] in {"Lax", "Strict"}, name
        assert not cookie["domain"], name
        assert staff.username not in cookie.value


def test_behind_a_proxy_that_speaks_tls_browsers_are_told_to_use_nothing_else(tls, settings):
    answer = Client().get("/report/", HTTP_X_FORWARDED_PROTO="https")
    assert answer["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    assert settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN is False


def test_without_such_a_proxy_nobody_can_claim_to_have_come_by_tls(settings):
    assert settings.SECURE_PROXY_SSL_HEADER is None
    answer = Client().get("/report/", HTTP_X_FORWARDED_PROTO="https")
    assert "Strict-Transport-Security" not in answer

"""Signing in: a token only after every check, and the same answer for every stranger."""

import json
import statistics
import time
from datetime import UTC, datetime

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from bairn.access import sessions
from bairn.web.desk.who import COOKIE
from tests import cast

pytestmark = pytest.mark.django_db
PASSWORD = "four quiet words walk"
LOGIN = "/desk/account/login/"


@pytest.fixture(autouse=True)
def _map(settings):
    settings.ROOT_URLCONF = "bairn.house.urls.all_doors"


@pytest.fixture
def person():
    return somebody("maren", "intake_officer", "supervisor")


def somebody(name: str, *roles: str):
    place = cast.place()
    actor = cast.staff(name, *roles, unit=place.unit)
    staff = get_user_model().objects.get(pk=actor.id)
    staff.set_password(PASSWORD)
    staff.save()
    return staff


def sign_in(client: Client, name: str = "maren", password: str = PASSWORD, **more):
    return client.post(LOGIN, {"login": name, "password": password}, **more)


def test_the_right_password_gives_a_token_that_no_script_reads(person):
    client = Client()
    answer = sign_in(client)
    assert answer.status_code == 302
    cookie = answer.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/desk/"
    actor = sessions.actor_of(cookie.value)
    assert actor.id == person.id
    assert actor.roles == {"intake_officer", "supervisor"}


def test_signing_in_shows_the_desk_in_ones_own_language_and_the_switch_still_decides(person):
    person.language = "zh-hans"
    person.save()
    client = Client(headers={"accept-language": "en"})
    cookie = sign_in(client).cookies["l"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("zh-hans", True, "Lax")
    assert 'lang="zh-Hans"' in client.get("/desk/purpose/").content.decode()[:200]
    client.post("/kit/language/", {"language": "en", "next": "/desk/purpose/"})
    assert 'lang="en"' in client.get("/desk/purpose/").content.decode()[:200]


def test_signing_out_leaves_no_language_to_the_next_person_and_keeps_it_for_oneself(person):
    client = Client(headers={"accept-language": "zh-CN"})
    sign_in(client)
    client.post("/kit/language/", {"language": "zh-hans", "next": "/desk/purpose/"})
    assert client.post("/desk/account/logout/").cookies["l"].value == ""
    person.refresh_from_db()
    assert person.language == "zh-hans"
    elsewhere = Client(headers={"accept-language": "en"})
    assert sign_in(elsewhere).cookies["l"].value == "zh-hans"


def test_a_language_that_the_browser_was_told_before_signing_in_stays(person):
    client = Client(headers={"accept-language": "en"})
    client.post("/kit/language/", {"language": "zh-hans", "next": LOGIN})
    assert "l" not in sign_in(client).cookies
    assert 'lang="zh-Hans"' in client.get("/desk/purpose/").content.decode()[:200]


def test_a_language_that_the_house_does_not_speak_sets_no_cookie(person):
    person.language = "tlh"
    person.save()
    assert "l" not in sign_in(Client()).cookies


def test_of_the_token_the_database_keeps_only_a_hash(person):
    token = sign_in(Client()).cookies[COOKIE].value
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(s::text, ' ') from access_session s")
        assert token not in cursor.fetchone()[0]
        cursor.execute("select string_agg(session_data, ' ') from django_session")
        assert token not in (cursor.fetchone()[0] or "")


def test_the_session_has_another_id_after_signing_in(person):
    client = Client()
    client.get(LOGIN)
    session = client.session
    session["planted"] = 1
    session.save()
    client.cookies["s"] = before = session.session_key
    sign_in(client)
    assert client.cookies["s"].value != before


def test_whoever_has_several_purposes_is_asked_for_one_before_any_page(person):
    client = Client()
    sign_in(client)
    answer = client.get("/desk/")
    assert answer.status_code == 302
    assert answer.url.startswith("/desk/purpose/")
    answer = client.post("/desk/purpose/", {"purpose": "intake", "next": "/desk/queue/"})
    assert (answer.status_code, answer.url) == (302, "/desk/queue/")
    assert sessions.actor_of(client.cookies[COOKIE].value).purpose == "intake"


def test_a_purpose_that_fits_no_role_of_theirs_is_refused(person):
    client = Client()
    sign_in(client)
    answer = client.post("/desk/purpose/", {"purpose": "medical_care"})
    assert answer.status_code == 422
    assert sessions.actor_of(client.cookies[COOKIE].value).purpose == ""


def test_whoever_has_one_purpose_begins_with_it():
    somebody("ines", "inspector")
    answer = sign_in(Client(), "ines")
    assert sessions.actor_of(answer.cookies[COOKIE].value).purpose == "oversight"


def test_after_choosing_a_purpose_nobody_is_sent_to_another_site(person):
    client = Client()
    sign_in(client)
    there = client.post("/desk/purpose/", {"purpose": "intake", "next": "//elsewhere.test/x"})
    assert there.url == "/desk/"


def test_signing_out_ends_the_token_in_the_database(person):
    client = Client()
    token = sign_in(client).cookies[COOKIE].value
    answer = client.post("/desk/account/logout/")
    assert answer.status_code == 302
    assert client.cookies[COOKIE].value == ""
    assert sessions.actor_of(token) is None


def test_a_page_of_the_desk_sends_strangers_to_sign_in():
    answer = Client().get("/desk/")
    assert (answer.status_code, answer.url) == (302, "/desk/account/login/?next=%2Fdesk%2F")


def test_a_session_whose_token_was_revoked_ends_instead_of_going_in_circles(person):
    client = Client()
    token = sign_in(client).cookies[COOKIE].value
    sessions.revoke(token=token)
    assert client.get("/desk/").url.startswith(LOGIN)
    assert client.get(LOGIN).status_code == 200


def test_somebody_elses_token_opens_nothing(person):
    other = cast.staff("olga", "investigator", unit=cast.place().unit)
    client = Client()
    sign_in(client)
    client.cookies[COOKIE] = other.token
    assert client.get("/desk/").url.startswith(LOGIN)


def test_nobody_can_sign_up():
    for address in ("signup/", "email/", "password/reset/", "login/code/"):
        assert Client().get(f"/desk/account/{address}").status_code == 404


@pytest.mark.parametrize("address", [LOGIN, "/desk/account/logout/", "/desk/purpose/"])
def test_a_form_without_its_csrf_token_is_refused(person, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies[COOKIE] = sessions.issue_for_staff(staff_id=person.id, at=datetime.now(tz=UTC))
    assert client.post(address, {"purpose": "intake"}).status_code == 403


def test_after_eight_wrong_tries_the_right_password_has_to_wait_as_well(person):
    for _ in range(8):
        answer = sign_in(Client(), password="not this one")
    assert answer.status_code == 429
    right = sign_in(Client())
    assert right.status_code == 429
    assert right.headers["Retry-After"] == "900"
    assert COOKIE not in right.cookies


def test_a_throttled_account_can_be_used_from_another_source(person):
    for _ in range(9):
        sign_in(Client(), password="not this one", REMOTE_ADDR="192.0.2.1")
    assert sign_in(Client(), REMOTE_ADDR="192.0.2.2").status_code == 302


def test_a_whole_station_is_never_held_up_by_one_account(person):
    somebody("tomas", "investigator")
    for _ in range(40):
        sign_in(Client(), "maren", "not this one")
    assert sign_in(Client(), "tomas").status_code == 302


def test_a_name_nobody_has_is_throttled_in_the_same_way(person):
    answers = [sign_in(Client(), "nobody", "wrong") for _ in range(9)]
    assert [one.status_code for one in answers] == [200] * 7 + [429] * 2


def test_the_tries_are_counted_in_the_database_so_a_restart_forgets_none(person):
    for _ in range(3):
        sign_in(Client(), password="not this one")
    with connection.cursor() as cursor:
        cursor.execute("select sum(failures_since_start) from axes_accessattempt")
        assert cursor.fetchone()[0] == 3


def test_the_tries_decay_after_a_quarter_of_an_hour(person):
    for _ in range(9):
        sign_in(Client(), password="not this one")
    with connection.cursor() as cursor:
        cursor.execute(
            "update axes_accessattempt set attempt_time = attempt_time - interval '16 min'"
        )
    assert sign_in(Client()).status_code == 302


def test_an_unknown_name_and_a_wrong_password_get_the_same_words(person):
    known = sign_in(Client(), password="not this one").content.decode()
    unknown = sign_in(Client(), "nobody", "not this one").content.decode()
    said = "This name and password do not go together."
    assert said in known
    assert said in unknown


@pytest.mark.usefixtures("true_passwords")
def test_an_unknown_name_takes_as_long_as_a_wrong_password(person, settings):
    settings.AXES_FAILURE_LIMIT = 1000
    took: dict[str, list[float]] = {"maren": [], "nobody": []}
    for _ in range(12):
        for name, times in took.items():
            begun = time.thread_time()  # work, not waiting: a busy machine says nothing here
            sign_in(Client(), name, "not this one")
            times.append(time.thread_time() - begun)
    known, unknown = (statistics.median(times) for times in took.values())
    assert abs(known - unknown) <= 0.1 * max(known, unknown)


def test_a_password_stands_in_no_table_of_tries(person):
    sign_in(Client(), password="canary-password-77")
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(a::text, ' ') from axes_accessattempt a")
        assert "canary-password-77" not in cursor.fetchone()[0]


def test_with_an_authenticator_app_the_password_alone_gives_no_token(person):
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(person, secret)
    client = Client()
    answer = sign_in(client)
    assert answer.url == "/desk/account/second/"
    assert COOKIE not in client.cookies
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    answer = client.post("/desk/account/second/", {"code": code})
    assert answer.status_code == 302
    assert sessions.actor_of(client.cookies[COOKIE].value).id == person.id


def test_where_a_second_factor_is_required_the_desk_stays_shut_without_one(person, settings):
    settings.BAIRN_SECOND_FACTOR = "required"
    client = Client()
    sign_in(client)
    answer = client.get("/desk/queue/")
    assert (answer.status_code, answer.url) == (302, "/desk/account/?next=%2Fdesk%2Fqueue%2F")
    page = client.get("/desk/account/").content.decode()
    assert "Until then the desk stays shut." in page
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    assert client.get("/desk/queue/").url.startswith("/desk/purpose/")


def test_second_factors_are_throttled_for_each_account(person):
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    client = Client()
    sign_in(client)
    said = [client.post("/desk/account/second/", {"code": "000000"}) for _ in range(9)]
    assert "too many tries" in said[-1].content.decode()


@pytest.mark.parametrize("address", ["", "password/"])
def test_the_pages_of_the_account_open_for_whoever_just_signed_in(person, address):
    client = Client()
    sign_in(client)
    assert client.get(f"/desk/account/{address}").status_code == 200


@pytest.mark.parametrize("address", ["app/", "keys/add/"])
def test_changing_how_an_account_is_protected_asks_for_the_password_again(person, address):
    client = Client()
    sign_in(client)
    asked = client.get(f"/desk/account/{address}")
    assert asked.url.startswith("/desk/account/reauthenticate/")
    assert client.get(asked.url).status_code == 200
    answer = client.post(asked.url, {"password": PASSWORD})
    assert answer.url == f"/desk/account/{address}"
    assert client.get(answer.url).status_code == 200


def test_only_a_demo_says_on_its_sign_in_page_who_can_be_tried_out(settings, tmp_path):
    settings.BAIRN_HOME = tmp_path
    row = {
        "username": "maren.demo",
        "title": {"en": "Supervisor", "zh": "主管"},
        "unit": "Eastfield",
        "password": "demo words",
    }
    (tmp_path / "demo-hints.json").write_text(json.dumps([row]), encoding="utf-8")
    assert "maren.demo" not in Client().get(LOGIN).content.decode()
    settings.BAIRN_DEMO = True
    page = Client(headers={"accept-language": "zh-hans"}).get(LOGIN).content.decode()
    for said in ("maren.demo", "demo words", "主管"):
        assert said in page
    assert "maren.demo" not in Client().get("/desk/account/logout/").content.decode()

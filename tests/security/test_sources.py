"""Who is slowed: one account at one source, whatever a stranger writes, and never for ever."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client, RequestFactory

from bairn.web.desk import signin
from bairn.web.kit.source import source_of
from tests import cast

LOGIN = "/desk/account/login/"
PASSWORD = "four quiet words walk"
OFFICE, HOME, PROXY = "192.0.2.10", "198.51.100.20", "10.0.0.1"

pytestmark = pytest.mark.django_db


@pytest.fixture
def maren(db: None) -> str:
    made = cast.staff("maren", "intake_officer", unit=cast.place().unit)
    staff = get_user_model().objects.get(pk=made.id)
    staff.set_password(PASSWORD)
    staff.save()
    return "maren"


def attempt(name: str, password: str = "not this one", *, remote: str = OFFICE, via: str = ""):
    more = {"HTTP_X_FORWARDED_FOR": via} if via else {}
    form = {"login": name, "password": password}
    return Client().post(LOGIN, form, REMOTE_ADDR=remote, **more).status_code


def test_a_forged_forwarded_address_neither_escapes_the_throttle_nor_aims_it(maren):
    tries = [attempt(maren, via=f"203.0.113.{n}") for n in range(9)]
    assert tries[-1] == 429
    assert attempt(maren, PASSWORD, remote=HOME, via=OFFICE) == 302


def test_behind_our_own_proxy_each_client_is_a_source_of_its_own(maren, settings):
    settings.BAIRN_TRUSTED_PROXIES = [PROXY]
    for _ in range(9):
        attempt(maren, remote=PROXY, via=HOME)
    assert attempt(maren, PASSWORD, remote=PROXY, via=HOME) == 429
    assert attempt(maren, PASSWORD, remote=PROXY, via=OFFICE) == 302
    assert attempt(maren, PASSWORD, remote=PROXY, via=f"{OFFICE}, {HOME}") == 429


def test_writing_a_name_in_other_letters_gives_no_further_tries(maren):
    spellings = ["maren", "MAREN", "Maren", "mAren", "maREN", "ｍａｒｅｎ", "mareN", "MaReN"]
    assert [attempt(one) for one in spellings][-1] == 429
    assert attempt(maren, PASSWORD) == 429


def test_whoever_tries_again_while_slowed_does_not_have_to_wait_longer(maren):
    for _ in range(9):
        attempt(maren)
    later("10 min")
    assert attempt(maren, PASSWORD) == 429
    later("6 min")
    assert attempt(maren, PASSWORD) == 302


def test_a_source_that_guesses_at_many_accounts_stops_nobody_else_at_its_station(maren):
    for n in range(60):
        attempt(f"made-up-{n % 12}")
    assert attempt(maren, PASSWORD) == 302


def test_a_source_that_is_no_address_is_counted_and_breaks_nothing(maren, settings):
    settings.BAIRN_TRUSTED_PROXIES = [PROXY]
    tries = [attempt(maren, remote=PROXY, via="'; drop table x --") for _ in range(9)]
    assert tries[-1] == 429
    assert attempt("ma\0ren") == 200


def test_a_household_of_ipv6_is_one_source(maren):
    tries = [attempt(maren, remote=f"2001:db8:1:2::{n:x}") for n in range(1, 10)]
    assert tries[-1] == 429
    assert attempt(maren, PASSWORD, remote="2001:db8:1:3::1") == 302


def test_the_sign_in_and_the_public_form_count_by_the_same_source(settings):
    settings.BAIRN_TRUSTED_PROXIES = [PROXY]
    asked = RequestFactory().get("/", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=f"{OFFICE}, {HOME}")
    assert signin.source(asked) == source_of(asked) == HOME


def later(time: str) -> None:
    """As if so much time had passed since the tries."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update axes_accessattempt set attempt_time = attempt_time - %s::interval", [time]
        )

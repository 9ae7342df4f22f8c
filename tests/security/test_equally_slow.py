"""Whoever guesses learns nothing from the time: measured as work done, so load is no noise."""

import statistics
import time
from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from bairn.intake import actions as intake
from bairn.intake import doorkeeper, queries
from bairn.kernel.refusal import Refusal
from tests import cast
from tests.doors.api.senders import Partner, Platform, Senders, senders
from tests.rooms.intake.desk import Desk, open_desk

pytestmark = pytest.mark.usefixtures("true_passwords")

LOGIN = "/desk/account/login/"
PASSWORD = "four quiet words walk"


def work(act: Callable[[], object]) -> float:
    """Seconds of the processor, in all threads: argon2 works in several."""
    begun = time.process_time()
    act()
    return time.process_time() - begun


def ratio(one: Callable[[], object], other: Callable[[], object], *, tries: int) -> float:
    """The medians' ratio; in turn, so that whatever slows the machine slows both alike."""
    for act in (one, other):
        act()
    rounds = [(work(one), work(other)) for _ in range(tries)]
    first, second = (statistics.median(column) for column in zip(*rounds, strict=True))
    return first / second


@pytest.fixture
def before(transactional_db: None) -> Senders:
    return senders(open_desk())


@pytest.fixture
def desk(before: Senders) -> Desk:
    return before.desk


@pytest.mark.django_db
def test_signing_in_is_as_much_work_for_a_name_nobody_has_or_one_that_left(settings):
    settings.AXES_FAILURE_LIMIT = 100_000
    unit = cast.place().unit
    for name in ("maren", "gone"):
        made = cast.staff(name, "investigator", unit=unit)
        staff = get_user_model().objects.get(pk=made.id)
        staff.set_password(PASSWORD)
        staff.is_active = name == "maren"
        staff.save()

    def tried(name: str) -> Callable[[], object]:
        return lambda: Client().post(LOGIN, {"login": name, "password": "not this one"})

    assert 0.85 < ratio(tried("nobody"), tried("maren"), tries=7) < 1.18
    assert 0.85 < ratio(tried("gone"), tried("maren"), tries=7) < 1.18
    assert work(tried("nobody")) > 0.02, "nothing was hashed: the test shows nothing"


def test_a_platform_is_as_much_work_by_an_unknown_name_as_by_a_wrong_password(before):
    doorkeeper._right.clear()
    wrong, nobody = Platform("meadow", "not the password"), Platform("nobody-here", "whatever")

    def tried(client: Platform) -> Callable[[], object]:
        return lambda: client.send("GET", "status")

    assert 0.85 < ratio(tried(nobody), tried(wrong), tries=9) < 1.18
    assert work(tried(nobody)) > 0.02


def test_a_token_that_nobody_has_is_as_much_work_as_one_that_ended(before):
    ended = intake.register_partner(
        actor=before.desk.operator,
        at=before.desk.at,
        agency_id=before.desk.place.agency.id,
        name="Clinic that left",
        purpose="safeguarding",
        unit_id=before.desk.place.unit.id,
    )
    intake.end_partner(actor=before.desk.operator, at=before.desk.at, partner_id=ended.id)

    def tried(token: str) -> Callable[[], object]:
        return lambda: Partner(token).send("GET", "reports/R-26-7K4M2QX-3")

    assert tried(ended.token)().status_code == tried("x" * 43)().status_code == 401
    assert 0.8 < ratio(tried(ended.token), tried("x" * 43), tries=60) < 1.25


def test_a_receipt_code_that_nobody_has_is_as_much_work_as_any_other_that_is_wrong(desk):
    code = desk.receive().code or ""
    near = code[:-1] + str((int(code[-1]) + 1) % 10)

    def tried(said: str) -> Callable[[], object]:
        def look() -> None:
            with pytest.raises(Refusal):
                queries.by_code(actor=desk.reporter, at=desk.at, code=said)

        return look

    assert 0.8 < ratio(tried(near), tried("1111-2222-3333-4444"), tries=12) < 1.25

"""Who stands at the machines' door: passwords of platforms, tokens of partners."""

import hashlib
import time
from statistics import median

import pytest
from django.db import connection

from bairn.access import sessions
from bairn.intake import actions as intake
from bairn.intake import doorkeeper, queries
from bairn.intake.models import Partner, Platform
from bairn.intake.terms import Channel, ReportDraft
from bairn.kernel.refusal import Refusal
from tests.rooms.intake.desk import PASSWORD


@pytest.fixture(autouse=True)
def nobody_remembered():
    doorkeeper._right.clear()


def partner(desk, **given):
    known = {"agency_id": desk.place.agency.id, "name": "Centre", "purpose": "safeguarding"}
    return intake.register_partner(actor=desk.operator, at=desk.at, **{**known, **given})


def test_a_platform_is_known_by_username_and_password_alone(desk):
    actor = desk.platform("meadow")
    assert doorkeeper.platform("meadow", PASSWORD) == actor.id
    assert doorkeeper.platform("meadow", PASSWORD + " ") is None
    assert doorkeeper.platform("Meadow", PASSWORD) is None
    assert doorkeeper.platform("", "") is None
    assert doorkeeper.platform("meadow\0", PASSWORD) is None
    assert doorkeeper.platform("meadow", "x" * 100_000) is None


def test_a_platforms_password_is_kept_as_argon2_alone(desk):
    desk.platform()
    kept = Platform.objects.get().password
    assert kept.startswith("argon2$argon2id$")
    assert PASSWORD not in kept


def test_an_ended_platform_is_nobody_at_once_even_where_it_was_remembered(desk):
    actor = desk.platform("meadow")
    assert doorkeeper.platform("meadow", PASSWORD) == actor.id
    intake.end_platform(actor=desk.operator, at=desk.at, platform_id=actor.id)
    assert doorkeeper.platform("meadow", PASSWORD) is None


@pytest.mark.usefixtures("true_passwords")
def test_unknown_names_take_as_long_as_wrong_passwords(desk):
    desk.platform("meadow")

    def seconds(username):
        begun = time.perf_counter()
        assert doorkeeper.platform(username, "wrong in every way") is None
        return time.perf_counter() - begun

    seconds("nobody")  # the stand-in is made once
    taken = {name: [] for name in ("meadow", "nobody")}
    for _ in range(7):  # in turn, so that a busy machine slows both alike
        for name, times in taken.items():
            times.append(seconds(name))
    known, unknown = median(taken["meadow"]), median(taken["nobody"])
    assert 0.4 < known / unknown < 2.5
    assert min(known, unknown) > 0.005


@pytest.mark.usefixtures("true_passwords")
def test_a_right_password_is_checked_once_and_a_wrong_one_each_time(desk):
    desk.platform("meadow")
    doorkeeper.platform("meadow", PASSWORD)
    assert len(doorkeeper._right) == 1
    begun = time.process_time()
    for _ in range(10):
        assert doorkeeper.platform("meadow", PASSWORD)
    ten_right = time.process_time() - begun
    begun = time.process_time()
    assert doorkeeper.platform("meadow", "wrong") is None
    one_wrong = time.process_time() - begun
    assert ten_right < 10 * one_wrong / 2
    assert len(doorkeeper._right) == 1


def test_a_partners_token_is_bound_to_its_agency_and_purpose(desk):
    made = partner(desk)
    assert doorkeeper.partner(made.token) == (made.id, desk.place.agency.id, "safeguarding")
    assert doorkeeper.partner(made.token + "x") is None
    assert doorkeeper.partner("") is None


def test_a_token_holds_256_random_bits_and_only_its_digest_is_kept(desk):
    first, second = partner(desk), partner(desk)
    assert len(first.token) >= 43  # 256 bits in base 64
    assert first.token != second.token
    kept = {bytes(row.token_digest) for row in Partner.objects.all()}
    assert hashlib.sha256(first.token.encode()).digest() in kept
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(p::text, ' ') from intake_partner as p")
        assert first.token not in cursor.fetchone()[0]
    assert first.token not in repr(first)


def test_an_ended_token_is_nobodys_at_once(desk):
    made = partner(desk)
    intake.end_partner(actor=desk.operator, at=desk.at, partner_id=made.id)
    assert doorkeeper.partner(made.token) is None


def test_senders_are_listed_without_passwords_and_tokens(desk):
    desk.platform("meadow")
    made = partner(desk)
    found = queries.senders(actor=desk.supervisor, at=desk.at)
    assert [one.username for one in found.platforms] == ["meadow"]
    assert [one.id for one in found.partners] == [made.id]
    assert PASSWORD not in repr(found)
    assert "argon2" not in repr(found)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"username": "two words"}, "intake.platform_username"),
        ({"username": ""}, "intake.platform_username"),
        ({"password": "short"}, "intake.platform_password"),
        ({"name": " "}, "intake.sender_name"),
        ({"username": "meadow"}, "intake.platform_known"),
    ],
)
def test_a_platform_that_cannot_be_registered_is_told_what_to_mend(desk, given, code):
    desk.platform("meadow")
    known = {"username": "other", "name": "Other", "password": PASSWORD}
    with pytest.raises(Refusal) as refused:
        intake.register_platform(actor=desk.operator, at=desk.at, **{**known, **given})
    assert refused.value.code == code
    assert Platform.objects.count() == 1


def test_a_purpose_that_the_house_does_not_know_gives_no_token(desk):
    with pytest.raises(Refusal, match=r"intake\.partner_purpose"):
        partner(desk, purpose="marketing")


def test_only_operators_and_the_house_register_senders(desk):
    for who in (desk.officer, desk.supervisor, desk.reporter):
        with pytest.raises(Refusal, match=r"access\.role"):
            intake.register_platform(
                actor=who, at=desk.at, username="x", name="X", password=PASSWORD
            )


def test_a_partners_report_goes_to_its_unit_and_shows_it_its_state_alone(desk):
    made = partner(desk, unit_id=desk.place.other_unit.id)
    found = doorkeeper.partner(made.token)
    actor = sessions.partner(partner_id=found.partner_id, agency_id=found.agency_id)
    receipt = intake.receive(
        actor=actor.for_purpose(found.purpose),
        at=desk.at,
        draft=ReportDraft(channel=Channel.PARTNER_API),
    )
    assert receipt.code is None
    card = queries.report(actor=desk.stranger, at=desk.at, report_id=receipt.report_id)
    assert card.unit_id == desk.place.other_unit.id
    mine = queries.by_reference(actor=actor, at=desk.at, reference=receipt.reference)
    assert mine == receipt.report_id
    intake.add_to_report(actor=actor, at=desk.at, report_id=mine, text="Seen again on Monday.")
    view = queries.state_for_partner(actor=actor, at=desk.at, report_id=mine)
    assert (view.state, view.in_case, view.additions) == ("received", False, 1)
    with pytest.raises(Refusal, match=r"access\.role"):
        queries.report(actor=actor, at=desk.at, report_id=mine)


def test_one_partner_does_not_find_anothers_report(desk):
    first, second = (
        sessions.partner(partner_id=partner(desk).id, agency_id=desk.place.agency.id)
        for _ in range(2)
    )
    receipt = intake.receive(
        actor=first, at=desk.at, draft=ReportDraft(channel=Channel.PARTNER_API)
    )
    ask = {"actor": second, "at": desk.at}
    assert queries.by_reference(reference=receipt.reference, **ask) is None
    with pytest.raises(Refusal, match=r"access\.reach"):
        queries.state_for_partner(report_id=receipt.report_id, **ask)
    with pytest.raises(Refusal, match=r"access\.reach"):
        intake.add_to_report(report_id=receipt.report_id, text="x", **ask)

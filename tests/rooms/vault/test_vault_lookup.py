"""A look-up names what is within reach, says yes or no beyond it, and cannot be used to fish."""

from datetime import timedelta

import pytest

from bairn.kernel.actor import ActorKind
from bairn.kernel.refusal import Refusal
from bairn.vault import pacing
from bairn.vault.queries.lookup import look_up, sharing
from bairn.vault.terms import TokenKind, TokenSource
from tests import cast
from tests.rooms.vault.strongroom import AT, BORN, PHONE, SURNAME, seal_child

BY_PHONE = TokenSource.phone(PHONE)
BY_BIRTH = TokenSource.surname_and_birth_date(SURNAME.upper(), BORN)


def ask(actor, *sources, at=AT):
    return look_up(actor=actor, at=at, sources=sources)


def test_a_subject_within_reach_is_named_for_each_token_that_agrees(house):
    case = house.case()
    child = seal_child(house.first, case_id=case)
    found = ask(house.first, BY_PHONE, BY_BIRTH)
    assert {(c.kind, c.subject_id, c.holder_id) for c in found.within_reach} == {
        (TokenKind.PHONE, child, case),
        (TokenKind.SURNAME_AND_BIRTH_DATE, child, case),
    }
    assert not found.elsewhere


def test_what_is_beyond_reach_is_only_a_yes(house):
    seal_child(house.first, case_id=house.case())
    seal_child(house.first, case_id=house.case())
    found = ask(house.stranger, BY_PHONE)
    assert found.within_reach == ()
    assert found.elsewhere is True


def test_an_unknown_number_and_a_broken_one_find_nothing(house):
    seal_child(house.first, case_id=house.case())
    for source in (TokenSource.phone("+46701740606"), TokenSource.phone("1")):
        found = ask(house.first, source)
        assert found.within_reach == ()
        assert not found.elsewhere


def test_a_person_is_stopped_at_the_hours_measure_and_goes_on_in_the_next(house):
    for _ in range(pacing.HOURLY[ActorKind.STAFF]):
        ask(house.first, BY_PHONE)
    with pytest.raises(Refusal, match=r"vault\.too_fast"):
        ask(house.first, BY_PHONE)
    ask(house.second, BY_PHONE)
    ask(house.first, BY_PHONE, at=AT + timedelta(hours=1))


def share(actor, **holder):
    return sharing(actor=actor, at=AT, kinds=frozenset({TokenKind.PHONE}), **holder)


def test_who_shares_a_number_is_named_within_reach_and_a_yes_beyond_it(house):
    here, there = house.report(), house.case()
    seal_child(house.first, report_id=here)
    child = seal_child(house.first, case_id=there)
    found = share(house.first, report_id=here)
    assert [(one.subject_id, one.holder_id) for one in found.within_reach] == [(child, there)]
    assert not found.elsewhere
    elsewhere = cast.holder("case", unit=house.place.other_unit)
    seal_child(house.stranger, case_id=elsewhere)
    assert share(house.first, report_id=here).elsewhere
    assert len(share(house.first, report_id=here).within_reach) == 1


def test_only_the_kinds_asked_for_count_as_shared(house):
    here = house.report()
    seal_child(house.first, report_id=here)
    seal_child(house.first, case_id=house.case())
    kinds = frozenset({TokenKind.ACCOUNT})
    found = sharing(actor=house.first, at=AT, kinds=kinds, report_id=here)
    assert found.within_reach == ()


def test_nobody_asks_what_a_report_out_of_reach_shares(house):
    here = house.report()
    seal_child(house.first, report_id=here)
    with pytest.raises(Refusal, match=r"access\.reach"):
        share(house.stranger, report_id=here)

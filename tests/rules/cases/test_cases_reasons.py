"""Closing: which reasons carry an outcome, and who has to agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.cases import closing
from bairn.cases.terms import Outcome, Participant, ParticipantRole
from bairn.kernel import ids
from bairn.kernel.refusal import Refusal

BOOK = closing.book()
ROLES = st.sampled_from(ParticipantRole)
AGES = st.sampled_from([True, False, None])


def person(role: ParticipantRole, under_18: bool | None) -> Participant:
    return Participant(
        id=ids.new_id(), case_id=ids.new_id(), subject_id=ids.new_id(), role=role,
        pseudonym="Somebody 1", implicated=False, kept_out=False, under_18=under_18,
    )  # fmt: skip


def agree(*, same_person: bool, same_agency: bool, second_person: bool, two_agencies: bool) -> None:
    one, agency = ids.new_id(), ids.new_id()
    closing.may_confirm(
        proposed=(one, agency),
        confirmed=(one if same_person else ids.new_id(), agency if same_agency else ids.new_id()),
        second_person=second_person,
        two_agencies=two_agencies,
    )


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_carried_by_its_own_reason_and_by_no_other(outcome):
    needs = BOOK.outcomes[outcome].needs
    closing.may_propose(outcome=outcome, reasons=[needs[0], "support_continues"], known=BOOK)
    with pytest.raises(Refusal, match=r"cases\.close_outcome"):
        closing.may_propose(outcome=outcome, reasons=["support_continues"], known=BOOK)
    with pytest.raises(Refusal, match=r"cases\.close_outcome"):
        closing.may_propose(outcome=outcome, reasons=[], known=BOOK)


@pytest.mark.parametrize("reason", sorted(BOOK.never))
def test_what_may_never_close_a_case_is_refused_beside_the_best_of_reasons(reason):
    reasons = ["inquiry_complete", reason]
    with pytest.raises(Refusal, match=r"cases\.close_never"):
        closing.may_propose(outcome=Outcome.NO_OFFENCE, reasons=reasons, known=BOOK)


@given(st.lists(st.tuples(ROLES, AGES), max_size=6))
def test_one_person_is_enough_only_where_everybody_is_a_known_adult(pairs):
    people = [person(role, age) for role, age in pairs]
    concerned = [one for one in people if one.role is not ParticipantRole.REPORTER]
    adults = all(one.under_18 is False for one in concerned)
    child = any(one.role is ParticipantRole.CHILD for one in concerned)
    if closing.needs_second_person(people):
        return
    assert adults
    assert not child
    assert any(one.role is ParticipantRole.VICTIM for one in concerned)


def test_a_case_of_adults_can_be_closed_by_one():
    people = [person(ParticipantRole.VICTIM, False), person(ParticipantRole.REPORTER, None)]
    assert not closing.needs_second_person(people)
    agree(same_person=True, same_agency=True, second_person=False, two_agencies=False)


def test_nobody_closes_alone_where_a_second_person_is_owed():
    with pytest.raises(Refusal, match=r"cases\.second_person"):
        agree(same_person=True, same_agency=True, second_person=True, two_agencies=False)
    agree(same_person=False, same_agency=True, second_person=True, two_agencies=False)


def test_two_agencies_are_two_known_ones():
    with pytest.raises(Refusal, match=r"cases\.second_agency"):
        agree(same_person=False, same_agency=True, second_person=True, two_agencies=True)
    agree(same_person=False, same_agency=False, second_person=True, two_agencies=True)
    with pytest.raises(Refusal, match=r"cases\.second_agency"):
        closing.may_confirm(
            proposed=(ids.new_id(), None), confirmed=(ids.new_id(), ids.new_id()),
            second_person=True, two_agencies=True,
        )  # fmt: skip


def test_a_case_is_reopened_for_a_listed_reason_alone():
    closing.may_reopen(reason="new_information", known=BOOK)
    with pytest.raises(Refusal, match=r"cases\.reopen_reason"):
        closing.may_reopen(reason="just_so", known=BOOK)

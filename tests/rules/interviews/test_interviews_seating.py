"""Nobody implicated, suspected, kept out or to be heard sits in the room; who must be there is."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.cases.terms import ParticipantRole
from bairn.interviews import seating
from bairn.interviews.terms import Present
from bairn.kernel.refusal import Refusal, why_not
from bairn.protocols import packs
from tests.rules.interviews.invented import INTERVIEWER, OTHER, person, room, rule

GUARDIAN = ParticipantRole.GUARDIAN
WOMAN = Present(role="female_staff", staff_id=INTERVIEWER)


def refused(where, *present, interviewer=INTERVIEWER, adult_refused=""):
    no = why_not(
        seating.may_sit,
        where,
        interviewer=interviewer,
        present=present,
        adult_refused=adult_refused,
    )
    return no and no.code


PEOPLE = st.builds(
    lambda role, subject, implicated, kept_out: person(
        role, subject, implicated=implicated, kept_out=implicated or kept_out
    ),
    st.sampled_from(list(ParticipantRole)),
    st.integers(1, 4),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(PEOPLE, min_size=1, max_size=6), st.sampled_from(["guardian", "other"]), st.data())
def test_nobody_implicated_suspected_or_kept_out_in_any_part_ever_passes(people, role, data):
    who = data.draw(st.sampled_from(people))
    parts = [one for one in people if one.subject_id == who.subject_id]
    code = refused(room(*people), Present(role=role, participant_id=who.id))
    if any(one.implicated or one.kept_out or one.role is ParticipantRole.SUSPECT for one in parts):
        assert code == "interviews.implicated"
    elif any(one.role.value in ("witness", "child", "victim") for one in parts):
        assert code == "interviews.excluded"
    else:
        assert code is None


def test_the_stepfather_under_suspicion_does_not_sit_in_the_room():
    stepfather = person(GUARDIAN, 7)
    suspect = person(ParticipantRole.SUSPECT, 7)
    where = room(stepfather, suspect)
    seat = Present(role="guardian", participant_id=stepfather.id)
    assert refused(where, seat) == "interviews.implicated"


def test_the_child_is_not_listed_as_beside_itself():
    where = room()
    assert refused(where, Present(role="other", participant_id=where.child.id)) == (
        "interviews.excluded"
    )


def test_a_guardian_whom_nobody_has_assessed_is_not_the_adult_beside_the_child():
    mother = person(GUARDIAN, stance_unknown=True)
    where = room(mother)
    assert refused(where, Present(role="guardian", participant_id=mother.id)) == (
        "interviews.stance"
    )
    assessed = person(GUARDIAN)
    assert refused(room(assessed), Present(role="guardian", participant_id=assessed.id)) is None


def test_somebody_who_is_not_of_the_case_is_nobody():
    assert refused(room(), Present(role="other", participant_id=uuid.uuid4())) == (
        "interviews.nobody"
    )


def test_staff_in_the_room_belong_to_the_circle():
    assert refused(room(), Present(role="observer", staff_id=OTHER)) is None
    assert refused(room(), Present(role="observer", staff_id=uuid.uuid4())) == "interviews.circle"


@pytest.mark.parametrize("interviewer", [OTHER, uuid.UUID(int=99)])
def test_only_an_interviewer_of_the_circle_interviews(interviewer):
    assert refused(room(), interviewer=interviewer) == "interviews.interviewer"


@pytest.mark.parametrize(
    "seat",
    [
        Present(role="driver"),
        Present(role="observer"),
        Present(role="other", staff_id=OTHER, participant_id=OTHER),
    ],
)
def test_a_seat_without_a_listed_role_or_of_two_people_is_refused(seat):
    assert refused(room(), seat) == "interviews.present"


@pytest.mark.parametrize("code", sorted(seating.FEMALE_STAFF))
def test_a_woman_of_the_staff_sits_with_a_girl_where_the_pack_says_so(code):
    assert refused(room(girl=True, rule=rule(code))) == "interviews.female_staff"
    assert refused(room(girl=True, rule=rule(code)), WOMAN) is None
    assert refused(room(girl=False, rule=rule(code))) is None
    assert refused(room(girl=True, rule=rule())) is None


@pytest.mark.parametrize("code", sorted(seating.ADULT))
def test_an_adult_sits_beside_a_child_unless_the_child_refuses_for_a_reason(code):
    where = room(rule=rule(code))
    assert refused(where) == "interviews.adult"
    assert refused(where, Present(role="appropriate_adult")) is None
    assert refused(where, adult_refused="feels_freer_alone") is None


def test_a_grown_up_victim_needs_no_adult_beside_them():
    victim = person(ParticipantRole.VICTIM, under_18=False)
    assert refused(room(child=victim, rule=rule("appropriate_adult"))) is None
    unknown = person(ParticipantRole.VICTIM, under_18=None)
    assert refused(room(child=unknown, rule=rule("appropriate_adult"))) == "interviews.adult"


@pytest.mark.parametrize(
    ("need", "role"), [("interpreter", "interpreter"), ("non_verbal", "intermediary")]
)
def test_a_child_who_needs_help_to_be_understood_has_it_in_the_room(need, role):
    where = room(**{need: True})
    assert refused(where) == f"interviews.{role}"
    assert refused(where, Present(role=role)) is None


def test_the_interviewer_sits_there_whether_listed_or_not_and_nobody_twice():
    first = Present(role="interviewer", staff_id=INTERVIEWER)
    adult = Present(role="appropriate_adult")
    for listed in ([adult], [first, adult], [adult, adult, first]):
        assert seating.everybody(listed, interviewer=INTERVIEWER) == (first, adult)


def test_the_ledger_is_kept_for_a_child_or_victim_of_the_case_alone():
    witness = person(ParticipantRole.WITNESS)
    with pytest.raises(Refusal, match=r"interviews\.child"):
        seating.of_this_case([witness], witness.id)


@pytest.mark.parametrize("pack", packs.ids())
def test_whom_a_pack_wants_in_the_room_is_checked_or_known_to_be_only_shown(pack):
    wanted = {one.id for one in packs.current(pack).interview.present}
    assert wanted <= seating.FEMALE_STAFF | seating.ADULT | seating.SHOWN

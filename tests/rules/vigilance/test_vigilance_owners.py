"""Whoever answers works outside the unit, is in no circle of the case and is not kept out."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from bairn.vigilance.owners import Candidate, Choice, Near, near_case
from bairn.vigilance.terms import KeptOut, Placed
from tests.rules.vigilance.casework import AT, OTHER_UNIT, UNIT, case

ALL = ("supervisor", "prosecutor", "inspector")


def person(number: int, role: str, unit: uuid.UUID = OTHER_UNIT, waiting: int = 0) -> Candidate:
    return Candidate(
        staff_id=uuid.UUID(int=number), unit_id=unit, roles=frozenset({role}), waiting=waiting
    )


def choice(*people: Candidate, named: Candidate | None = None) -> Choice:
    return Choice(
        candidates={one.staff_id: one for one in people},
        named={UNIT: named.staff_id} if named else {},
    )


NEAR = Near(unit_id=UNIT)


def test_the_named_overseer_comes_first() -> None:
    overseer, inspector = person(1, "supervisor"), person(2, "inspector")
    assert choice(overseer, inspector, named=overseer).owner(NEAR, who=ALL) == overseer.staff_id


def test_an_overseer_whose_role_may_not_answer_this_rule_is_passed_over() -> None:
    overseer, inspector = person(1, "supervisor"), person(2, "inspector")
    chosen = choice(overseer, inspector, named=overseer).owner(NEAR, who=("inspector",))
    assert chosen == inspector.staff_id


def test_an_overseer_in_the_circle_is_passed_over() -> None:
    overseer, inspector = person(1, "supervisor"), person(2, "inspector")
    near = Near(unit_id=UNIT, staff=frozenset({overseer.staff_id}))
    assert choice(overseer, inspector, named=overseer).owner(near, who=ALL) == inspector.staff_id


def test_the_inspector_who_has_least_comes_first_and_the_work_is_spread() -> None:
    busy, free = person(1, "inspector", waiting=3), person(2, "inspector", waiting=1)
    owners = choice(busy, free)
    given = [owners.owner(NEAR, who=ALL) for _ in range(4)]
    assert given.count(free.staff_id) == 3
    assert given.count(busy.staff_id) == 1


def test_where_nobody_fits_nobody_owns_it() -> None:
    own = person(1, "inspector", unit=UNIT)
    assert choice(own, person(2, "supervisor")).owner(NEAR, who=ALL) is None


def test_an_escalation_goes_to_another_inspector_where_there_is_one() -> None:
    first, second = person(1, "inspector"), person(2, "inspector", waiting=9)
    owners = choice(first, second)
    assert owners.inspector(NEAR, but=[first.staff_id]) == second.staff_id
    assert choice(first).inspector(NEAR, but=[first.staff_id]) is None


def test_the_unit_of_somebody_implicated_owns_nothing_of_the_case() -> None:
    accused = KeptOut(
        staff_id=uuid.UUID(int=9), unit_id=OTHER_UNIT, reason="implicated", from_at=AT
    )
    near = near_case(case(kept_out=(accused,)))
    assert near.excludes(person(1, "inspector", unit=OTHER_UNIT))


def test_the_colleagues_of_a_relative_may_own_it_and_the_relative_may_not() -> None:
    relative = KeptOut(staff_id=uuid.UUID(int=9), unit_id=OTHER_UNIT, reason="related", from_at=AT)
    near = near_case(case(kept_out=(relative,)))
    assert not near.excludes(person(1, "inspector"))
    assert near.excludes(person(9, "inspector"))


people = st.builds(
    person,
    st.integers(1, 6),
    st.sampled_from(ALL),
    st.sampled_from([UNIT, OTHER_UNIT, uuid.UUID(int=103)]),
    st.integers(0, 9),
)


@given(
    known=st.lists(people, max_size=6),
    named=st.none() | people,
    circle=st.sets(st.integers(1, 6)),
    shut=st.sets(st.sampled_from([OTHER_UNIT, uuid.UUID(int=103)])),
)
def test_no_owner_is_ever_too_near(known, named, circle, shut) -> None:
    inside = tuple(Placed(staff_id=uuid.UUID(int=one), unit_id=None) for one in circle)
    outside = tuple(
        KeptOut(staff_id=None, unit_id=unit, reason="conflict", from_at=AT) for unit in shut
    )
    near = near_case(case(circle=inside, kept_out=outside))
    owners = choice(*known, named=named)
    owner = owners.owner(near, who=ALL)
    if owner is not None:
        one = owners.candidates[owner]
        assert one.unit_id != UNIT
        assert one.unit_id not in shut
        assert owner.int not in circle

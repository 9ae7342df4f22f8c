"""The house hands over sightings and gets pairs with reasons, the same for the same input."""

import random
import uuid

import pytest

from bairn.likeness.batch.sightings import Said, Seen, linked
from bairn.likeness.terms import Address, Name, PartialDate, Sighting


def _seen(number, family, given, year, phone):
    return Seen(
        uuid.UUID(int=number),
        uuid.UUID(int=1_000 + number),
        Sighting(
            names=(Name(family=family, given=given),),
            birth=PartialDate(year, 3, 17),
            phones=(phone,),
            addresses=(Address(line=f"{number % 7} mill lane", town="northam"),),
        ),
    )


@pytest.fixture(scope="module")
def seen():
    dice = random.Random(2)
    names = ["".join(dice.choices("abdegiklmnorstuw", k=7)) for _ in range(60)]
    rows = [_seen(n, names[n], names[n + 30], 1950 + n, f"07{n * 31337:08d}") for n in range(1, 30)]
    return [*rows, _seen(90, names[5], names[35], 1955, f"07{5 * 31337:08d}")]


def test_two_sightings_of_one_person_are_a_pair_with_reasons_that_sum_up(seen):
    pairs = {(one.one, one.other): one for one in linked(seen)}
    found = pairs[uuid.UUID(int=5), uuid.UUID(int=90)]
    assert (found.one_holder, found.other_holder) == (uuid.UUID(int=1005), uuid.UUID(int=1090))
    assert found.probability >= 0.5
    assert found.together
    assert sum(one.weight for one in found.reasons) == pytest.approx(found.logit, abs=1e-4)
    assert {"name", "birth", "phone", "prior"} <= {one.evidence for one in found.reasons}


def test_the_order_in_which_sightings_are_read_changes_nothing(seen):
    mixed = list(seen)
    random.Random(4).shuffle(mixed)
    assert sorted((p.one, p.other, round(p.logit, 6)) for p in linked(mixed)) == sorted(
        (p.one, p.other, round(p.logit, 6)) for p in linked(seen)
    )


def test_what_somebody_judged_not_the_same_is_not_put_together(seen):
    said = [Said(uuid.UUID(int=90), uuid.UUID(int=5), same=False)]
    assert all(
        not pair.together
        for pair in linked(seen, said)
        if {pair.one.int, pair.other.int} == {5, 90}
    )


def test_fewer_than_two_sightings_are_no_pair(seen):
    assert list(linked(seen[:1])) == []

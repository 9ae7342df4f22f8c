"""Which answers of the index become leads."""

import uuid

import pytest

from bairn.likeness.matches import Match, Reason
from bairn.linkage import matching
from bairn.linkage.terms.leads import Side

HERE = Side(uuid.uuid4(), uuid.uuid4())
PRIOR = Reason("prior", "size", -9.8)


def match(*reasons: Reason, probability: float = 0.4, holder: uuid.UUID | None = None) -> Match:
    return Match(
        subject=uuid.uuid4(), holder=holder or uuid.uuid4(), logit=-0.4, probability=probability,
        low=0.2, high=0.6, reasons=(*reasons, PRIOR), model="1",
    )  # fmt: skip


@pytest.mark.parametrize(
    "kind", ["phone", "email", "account", "device", "vehicle", "digest", "other_kind"]
)
def test_an_equal_identifier_is_a_lead_where_nothing_else_can_be_compared(kind):
    one = match(Reason(kind, "same", 5.0))
    (found,) = matching.found(HERE, [one], alert=0.98)
    assert found.probability == 0.4  # what the index thinks of it stands beside it


@pytest.mark.parametrize(
    "reasons",
    [
        (Reason("phone", "common", 3.7),),
        (Reason("phone", "national", 6.4),),
        (Reason("phone", "same", 7.4), Reason("name", "other.other", -6.0)),
        (Reason("account", "same", 9.5), Reason("birth", "other", -5.0)),
        (Reason("address", "same", 5.7),),
        (),
    ],
)
def test_what_many_share_or_what_a_name_or_birth_was_compared_with_needs_its_probability(reasons):
    assert matching.found(HERE, [match(*reasons)], alert=0.98) == ()
    assert len(matching.found(HERE, [match(*reasons, probability=0.99)], alert=0.98)) == 1


def test_two_records_in_one_file_are_no_lead():
    beside = match(Reason("device", "same", 7.5), holder=HERE.holder_id)
    assert matching.found(HERE, [beside], alert=0.98) == ()

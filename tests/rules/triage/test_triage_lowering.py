"""Lowering a band: two people, a coded reason, never below the floor; time and rules never do."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.kernel.refusal import Refusal, why_not
from bairn.triage import lowering, ruleset
from bairn.triage.terms import Band, Standing
from tests.rules.triage.invented import ADULT, NEVER, assess

REASONS = {"reasons": ruleset.lowering_reasons(), "never": ruleset.never_reasons()}
BANDS = st.sampled_from(list(Band))
FOUND = st.sampled_from(
    [
        assess(**ADULT),
        assess(**ADULT, weapon=True),
        assess(**ADULT, captive=True),
        assess(age_unknown=True),
        assess(age_unknown=True, unknown_digest=True),
    ]
)


def proposal(standing=Band.A, to=Band.B, floor=None, reason="found"):
    refused = why_not(
        lowering.may_propose,
        standing=Standing(band=standing, floor=floor),
        to=to,
        reason=reason,
        **REASONS,
    )
    return refused and refused.code


def test_a_listed_reason_may_lower_an_adults_report():
    assert proposal(to=Band.C) is None


@pytest.mark.parametrize("reason", [*NEVER, "thin_report", "window_closed"])
def test_some_reasons_may_never_be_used(reason):
    assert proposal(reason=reason) == "triage.lower_never"


def test_a_reason_of_ones_own_is_refused():
    assert proposal(reason="quiet_week") == "triage.lower_reason"


@pytest.mark.parametrize(("standing", "to"), [(Band.B, Band.B), (Band.B, Band.A)])
def test_lowering_goes_down(standing, to):
    assert proposal(standing=standing, to=to) == "triage.not_lower"


def test_nothing_goes_below_the_floor():
    assert proposal(to=Band.B, floor=Band.B) is None
    assert proposal(to=Band.C, floor=Band.B) == "triage.floor"


def test_the_person_who_asks_cannot_confirm():
    one, other = uuid.uuid4(), uuid.uuid4()
    with pytest.raises(Refusal, match=r"triage\.second_person"):
        lowering.may_confirm(proposed_by=one, confirmed_by=one)
    assert why_not(lowering.may_confirm, proposed_by=one, confirmed_by=other) is None


def test_one_person_may_raise_but_not_sideways():
    def refused(to, reason="judgement"):
        standing, reasons = Standing(band=Band.B, floor=None), ruleset.raising_reasons()
        told = why_not(lowering.may_raise, standing=standing, to=to, reason=reason, reasons=reasons)
        return told and told.code

    assert refused(Band.A) is None
    assert refused(Band.B) == "triage.not_higher"
    assert refused(Band.A, reason="gut") == "triage.raise_reason"


def test_a_second_person_confirms_only_what_the_first_one_knew():
    knew = frozenset({"captive"})
    assert why_not(lowering.may_still_confirm, knew=knew, knows=knew) is None
    refused = why_not(lowering.may_still_confirm, knew=knew, knows=knew | {"missing"})
    assert refused.code == "triage.changed"


@given(st.builds(Standing, band=BANDS, floor=st.none()), FOUND)
def test_assessing_anew_never_lowers_a_standing_band(before, found):
    assert lowering.standing_after(before, found).band <= before.band


@given(FOUND, BANDS)
def test_a_lowering_stands_when_nothing_new_is_found(found, to):
    before = lowering.lowered(lowering.standing_after(None, found), to, found.codes)
    assert lowering.standing_after(before, found) == before


@given(FOUND, FOUND, BANDS)
def test_no_way_leads_below_the_floor(first, then, to):
    before = lowering.lowered(lowering.standing_after(None, first), to, first.codes)
    after = lowering.standing_after(before, then)
    assert then.floor is None or after.band <= then.floor


def test_a_lowering_gives_way_to_a_reason_that_nobody_knew_then():
    before = Standing(band=Band.C, floor=None, lowered_knowing=frozenset({"captive"}))
    known = lowering.standing_after(before, assess(**ADULT, captive=True))
    more = lowering.standing_after(before, assess(**ADULT, captive=True, weapon=True))
    assert (known.band, more.band) == (Band.C, Band.A)
    assert more.lowered_knowing is None

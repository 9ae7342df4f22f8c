"""Leads are ranked with their reasons; a laboratory binds; what was judged sticks."""

from datetime import timedelta

import pytest

from bairn.kernel.refusal import Refusal
from bairn.series import actions as series
from bairn.series import queries
from bairn.series.terms import Block, Changes, Ruling, Verdict
from tests.cast import AT
from tests.rooms.series.conftest import OTHER


@pytest.fixture
def three(desk):
    """Two offences of two cases that agree, and one that does not."""
    return (
        desk.code(desk.ben, desk.case_id),
        desk.code(desk.elle, desk.other_case, days=12),
        desk.code(desk.elle, desk.other_case, OTHER, days=50, place=None),
    )


def place(desk, one, other, ruling, *, at=AT):
    """What a laboratory says of two offences of Elle's case."""
    series.place_forensic(
        actor=desk.elle, at=at, case_id=desk.other_case, offence_id=one, other_id=other,
        ruling=ruling,
    )  # fmt: skip


def judge(desk, one, other, verdict, *, at=AT, reason="looked", actor=None):
    """What the analyst says of a lead."""
    return series.judge_series_lead(
        actor=actor or desk.ana, at=at, offence_id=one, other_id=other, verdict=verdict,
        reason=reason,
    )  # fmt: skip


def others(desk, offence):
    """The leads of an offence as the analyst sees them."""
    ranked = queries.ranked(actor=desk.ana, at=AT, offence_id=offence)
    return [lead.other.id for lead in ranked.leads]


def test_the_lead_that_agrees_comes_first_with_reasons_that_sum_to_its_odds(desk, three) -> None:
    ranked = queries.ranked(actor=desk.ana, at=AT, offence_id=three[0])
    first, last = ranked.leads
    assert (first.other.id, last.other.id) == (three[1], three[2])
    for lead in ranked.leads:
        assert sum(part.weight for part in lead.reasons.parts) == pytest.approx(lead.reasons.logit)
        assert sum(lead.reasons.blocks.values()) == pytest.approx(lead.reasons.logit)
        assert lead.low <= lead.probability <= lead.high
    assert set(first.reasons.blocks) == {Block.PRIOR, Block.BEHAVIOUR, Block.VICTIM, Block.PLACE,
                                         Block.TIME}  # fmt: skip
    assert Block.PLACE not in last.reasons.blocks  # not known on one side: it says nothing


def test_the_same_source_comes_first_whatever_behaviour_says_and_excluded_never(
    desk, three
) -> None:
    place(desk, three[1], three[2], Ruling.SAME_SOURCE)
    leads = queries.ranked(actor=desk.ana, at=AT, offence_id=three[1]).leads
    assert (leads[0].other.id, leads[0].ruling) == (three[2], Ruling.SAME_SOURCE)
    later = AT + timedelta(days=1)
    place(desk, three[1], three[2], Ruling.EXCLUDED, at=later)
    assert others(desk, three[1]) == [three[0]]


def test_an_exclusion_holds_for_all_that_share_the_source(desk, three) -> None:
    fourth = desk.code(desk.elle, desk.other_case, days=3)
    place(desk, three[1], three[2], Ruling.SAME_SOURCE)
    place(desk, three[2], fourth, Ruling.EXCLUDED)
    assert fourth not in others(desk, three[1])
    with pytest.raises(Refusal, match=r"series\.contradiction"):
        place(desk, three[1], fourth, Ruling.SAME_SOURCE)


def test_not_the_same_sticks_and_a_later_word_supersedes_without_overwriting(desk, three) -> None:
    judge(desk, three[0], three[1], Verdict.NEGATIVE, reason="elsewhere")
    assert others(desk, three[0]) == [three[2]]
    later = AT + timedelta(days=2)
    judge(desk, three[1], three[0], Verdict.POSITIVE, at=later)
    assert others(desk, three[0])[0] == three[1]
    said = queries.judgements(actor=desk.ana, at=later, offence_id=three[0], other_id=three[1])
    assert [(one.verdict, one.by_id) for one in said] == [
        (Verdict.POSITIVE, desk.ana.id), (Verdict.NEGATIVE, desk.ana.id)
    ]  # fmt: skip
    assert said[1].superseded_at == later


def test_whoever_sees_one_side_alone_judges_nothing(desk, three) -> None:
    with pytest.raises(Refusal, match=r"series\.no_offence"):
        judge(desk, three[0], three[1], Verdict.POSITIVE, actor=desk.ben)


def test_what_if_says_what_would_join_and_part_and_keeps_nothing(desk, three) -> None:
    ask = {"actor": desk.ana, "at": AT, "threshold": 0.97}
    before = queries.clusters(**ask)
    pair = frozenset(three[:2])
    assert [frozenset(one.id for one in cluster.offences) for cluster in before.clusters] == [pair]
    tried = queries.clusters(**ask, changes=Changes(apart=frozenset({pair})))
    assert (tried.clusters, tried.parted, tried.joined) == ((), {pair}, frozenset())
    pinned = frozenset(three[1:])
    tried = queries.clusters(**ask, changes=Changes(together=frozenset({pinned})))
    assert pinned in tried.joined
    without = Changes(without_blocks=frozenset({Block.BEHAVIOUR, Block.PLACE, Block.TIME}))
    assert queries.clusters(**ask, changes=without).parted == {pair}
    assert queries.clusters(**ask) == before


def test_a_cluster_never_holds_what_a_laboratory_excludes(desk, three) -> None:
    near = desk.code(desk.elle, desk.other_case, days=1)
    place(desk, three[1], near, Ruling.EXCLUDED)
    found = queries.clusters(actor=desk.ana, at=AT, threshold=0.2).clusters
    assert found
    for cluster in found:
        assert not {three[1], near} <= {one.id for one in cluster.offences}


def test_a_series_is_held_left_and_shows_what_left_it(desk, three) -> None:
    made = series.open_series(actor=desk.ana, at=AT, offence_ids=three[:2])
    series.enter_series(actor=desk.ana, at=AT, series_id=made, offence_ids=[three[2]])
    series.leave_series(
        actor=desk.ana, at=AT, series_id=made, offence_id=three[2], reason="mistake"
    )
    shown = queries.series(actor=desk.ana, at=AT, series_id=made)
    assert [(one.offence.id, one.reason) for one in shown.members if one.until_at] == [
        (three[2], "mistake")
    ]
    (theirs,) = queries.all_series(actor=desk.ben, at=AT)
    assert [one.offence.id for one in theirs.members] == [three[0]]
    with pytest.raises(Refusal, match=r"series\.not_in_it"):
        series.leave_series(
            actor=desk.ana, at=AT, series_id=made, offence_id=three[2], reason="mistake"
        )


def test_map_time_and_matrix_hold_squares_hours_and_codes(desk, three) -> None:
    ask = {"actor": desk.ana, "at": AT, "offence_ids": three}
    moments = queries.map_and_time(**ask)
    assert [one.offence_id for one in moments] == list(three)
    matrix = queries.matrix(**ask)
    assert matrix.rows["precaution_face"] == ("helmet", "helmet", "none")
    assert matrix.rows["digital_payment"] == ("", "", "voucher")
    assert "speech_again" not in matrix.rows


def test_two_of_which_no_lead_is_made_any_more_are_still_shown_and_can_be_judged_anew(
    desk, three
) -> None:
    judge(desk, three[0], three[1], Verdict.NEGATIVE)
    place(desk, three[1], three[2], Ruling.EXCLUDED)
    ranked = queries.ranked(actor=desk.ana, at=AT, offence_id=three[1])
    assert ranked.leads == ()
    aside = {one.other.id: one for one in ranked.aside}
    assert aside[three[0]].judgement.verdict is Verdict.NEGATIVE
    assert aside[three[2]].ruling is Ruling.EXCLUDED
    for other in (three[0], three[2]):
        found = queries.lead(actor=desk.ana, at=AT, offence_id=three[1], other_id=other)
        assert sum(part.weight for part in found.reasons.parts) == pytest.approx(
            found.reasons.logit
        )
        assert found.ruling is aside[other].ruling
    judge(desk, three[0], three[1], Verdict.POSITIVE, at=AT + timedelta(days=1))
    assert three[0] in others(desk, three[1])


def test_an_exclusion_over_several_steps_is_told_on_the_pair_itself(desk, three) -> None:
    fourth = desk.code(desk.elle, desk.other_case, days=3)
    place(desk, three[1], three[2], Ruling.SAME_SOURCE)
    place(desk, three[2], fourth, Ruling.EXCLUDED)
    found = queries.lead(actor=desk.ana, at=AT, offence_id=three[1], other_id=fourth)
    assert found.ruling is Ruling.EXCLUDED
    assert found.reasons.parts[-1].how == "excluded"


def test_an_offence_is_not_compared_with_itself_nor_with_one_out_of_sight(desk, three) -> None:
    with pytest.raises(Refusal, match=r"series\.itself"):
        queries.lead(actor=desk.ana, at=AT, offence_id=three[0], other_id=three[0])
    with pytest.raises(Refusal, match=r"series\.no_offence"):
        queries.lead(actor=desk.ana, at=AT, offence_id=three[0], other_id=desk.case_id)

"""Who sees what of an offence, also with every filter of the application deleted."""

import pytest
from django.db import connection, transaction

from bairn.access.models import Exclusion, Holder
from bairn.kernel.refusal import Refusal
from bairn.series import actions as series
from bairn.series import queries
from bairn.series.terms import Verdict
from tests.cast import AT
from tests.rooms.series.conftest import OTHER

TABLES = (
    "series_offence", "series_holding", "series_coding", "series_forensic", "series_judgement",
    "series_ground", "series_series", "series_membership", "series_proposal", "series_part",
    "series_related",
)  # fmt: skip


def bare(actor, sql, *given):
    """What a plain connection of the application gets with this actor's token."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "select set_config('role', 'bairn_app', true), set_config('bairn.token', %s, true)",
            [actor.token],
        )
        cursor.execute(sql, given)
        rows = cursor.fetchall()
        cursor.execute("reset role")
    return rows


def test_an_analyst_sees_codes_of_every_case_but_sealed_ones_and_of_which_case_of_none(
    desk,
) -> None:
    mine, theirs = desk.code(desk.ben, desk.case_id), desk.code(desk.elle, desk.other_case)
    desk.code(desk.elle, desk.sealed_case)
    assert {one for (one,) in bare(desk.ana, "select id from series_offence")} == {mine, theirs}
    for table in ("series_holding", "series_coding", "series_ground", "series_part"):
        assert bare(desk.ana, f"select * from {table}") == []
    file = queries.offence(actor=desk.ana, at=AT, offence_id=theirs)
    assert (file.case_id, file.codings, file.place_id) == (None, (), None)


def test_what_an_analyst_reads_of_an_offence_names_no_case_unit_coder_or_moment_of_coding(
    desk,
) -> None:
    offence = desk.code(desk.elle, desk.other_case)
    with connection.cursor() as cursor:
        cursor.execute("select * from series_offence where id = %s", [offence])
        whole = repr(cursor.fetchall())
    place = desk.place
    for hidden in (desk.other_case, place.other_unit.id, desk.elle.id, desk.emil.id):
        assert str(hidden) not in whole
    assert offence.version == 4  # random: it does not rise with what else was coded that day


def test_an_analyst_who_is_kept_out_of_a_case_sees_nothing_of_it(desk) -> None:
    offence = desk.code(desk.elle, desk.other_case)
    Exclusion.objects.create(
        holder_id=desk.other_case, staff_id=desk.ana.id, reason="related", from_at=AT
    )
    assert bare(desk.ana, "select * from series_offence") == []
    with pytest.raises(Refusal, match=r"series\.no_offence"):
        queries.ranked(actor=desk.ana, at=AT, offence_id=offence)


def test_a_unit_that_is_kept_out_takes_its_analyst_out(desk) -> None:
    desk.code(desk.elle, desk.other_case)
    Exclusion.objects.create(
        holder_id=desk.other_case, unit_id=desk.ana.unit, reason="implicated", from_at=AT
    )
    assert bare(desk.ana, "select * from series_offence") == []


def test_a_case_that_is_sealed_later_leaves_an_analysts_sight_with_all_that_was_said(desk) -> None:
    one, two = desk.code(desk.ben, desk.case_id), desk.code(desk.elle, desk.other_case)
    series.open_series(actor=desk.ana, at=AT, offence_ids=[one, two])
    series.judge_series_lead(
        actor=desk.ana, at=AT, offence_id=one, other_id=two, verdict=Verdict.POSITIVE,
        reason="looked",
    )  # fmt: skip
    Holder.objects.filter(id=desk.other_case).update(restricted=True)
    assert {row for (row,) in bare(desk.ana, "select id from series_offence")} == {one}
    assert bare(desk.ana, "select * from series_judgement") == []
    assert len(bare(desk.ana, "select * from series_membership")) == 1


def test_an_investigator_sees_the_offences_of_their_own_cases_alone(desk) -> None:
    mine = desk.code(desk.ben, desk.case_id)
    desk.code(desk.elle, desk.other_case, OTHER)
    assert {one for (one,) in bare(desk.ben, "select id from series_offence")} == {mine}
    assert queries.ranked(actor=desk.ben, at=AT, offence_id=mine).leads == ()


@pytest.mark.parametrize("table", TABLES)
def test_with_a_guessed_token_no_table_gives_a_row(desk, table) -> None:
    one, two = desk.code(desk.ben, desk.case_id), desk.code(desk.elle, desk.other_case)
    series.open_series(actor=desk.ana, at=AT, offence_ids=[one, two])
    nobody = type(desk.ana)(id=desk.ana.id, kind=desk.ana.kind, token="guessed")
    assert bare(nobody, f"select * from {table}") == []


def test_a_judgement_of_the_circle_names_nobody_to_an_analyst(desk) -> None:
    one, two = desk.code(desk.ben, desk.case_id), desk.code(desk.ben, desk.case_id, OTHER)
    series.judge_series_lead(
        actor=desk.ben, at=AT, offence_id=one, other_id=two, verdict=Verdict.UNSURE, reason="open"
    )
    ask = {"at": AT, "offence_id": one, "other_id": two}
    (theirs,) = queries.judgements(actor=desk.ana, **ask)
    (own,) = queries.judgements(actor=desk.cleo, **ask)
    assert (theirs.by_id, own.by_id) == (None, desk.ben.id)


def test_an_analyst_codes_nothing_and_does_not_open_the_functions_of_a_proposal(desk) -> None:
    offence = desk.code(desk.elle, desk.other_case)
    with pytest.raises(Refusal, match=r"access\.role"):
        desk.code(desk.ana, desk.case_id)
    sealed = desk.code(desk.elle, desk.sealed_case)
    with pytest.raises(Refusal, match=r"series\.no_offence"):
        series.propose(actor=desk.ana, at=AT, offence_ids=[offence, sealed], reason="behaviour")

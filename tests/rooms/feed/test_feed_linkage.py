"""Keys of a reveal, proposed series and old cases that one looks at again stand in one's day."""

from datetime import timedelta

from bairn.cases import actions as cases
from bairn.feed import queries
from bairn.feed.terms import ItemKind
from bairn.journeys import join_series
from bairn.linkage import actions as linkage
from bairn.linkage import queries as leads
from bairn.linkage.terms.reveals import PartAnswer, RevealPurpose
from bairn.nonrecent import actions as nonrecent
from bairn.series import queries as proposals
from bairn.series.terms import Answer
from tests import cast
from tests.cast import AT
from tests.rooms.linkage import conftest as linked
from tests.rooms.nonrecent import conftest as old_cases
from tests.rooms.series import conftest as series_desk

desk, unit, units = series_desk.desk, old_cases.unit, linked.units


def of(kind, actor, at=AT):
    day = queries.my_day(actor=actor, at=at)
    return [one for one in day.items if one.kind is kind]


def test_a_proposed_series_waits_with_each_supervisor_until_they_have_answered(desk):
    offences = [desk.code(desk.ben, desk.case_id), desk.code(desk.elle, desk.other_case)]
    join_series.join_series(actor=desk.ana, at=AT, offence_ids=offences, reason="behaviour")
    (item,) = of(ItemKind.SERIES, desk.cleo)
    assert item.case_id == desk.case_id
    assert item in queries.my_day(actor=desk.cleo, at=AT).waiting
    assert of(ItemKind.SERIES, desk.ben) == []
    (part,) = proposals.to_review(actor=desk.cleo, at=AT)
    join_series.answer_series(
        actor=desk.cleo, at=AT, case_id=part.case_id, part_id=part.id, answer=Answer.NOT_NOW
    )
    assert of(ItemKind.SERIES, desk.cleo) == []
    assert len(of(ItemKind.SERIES, desk.emil)) == 1


def test_an_old_case_stands_in_the_day_of_whoever_took_it_up(unit):
    case_id = unit.case()
    item = unit.item(case_id)
    assert of(ItemKind.OLD_CASE, unit.ben) == []
    nonrecent.take(actor=unit.ben, at=AT, case_id=case_id, item_id=item.id)
    (shown,) = of(ItemKind.OLD_CASE, unit.ben)
    assert (shown.case_id, shown.about) == (case_id, item.id)
    assert shown in queries.my_day(actor=unit.ben, at=AT).due
    assert of(ItemKind.OLD_CASE, unit.cleo) == []
    nonrecent.give_back(actor=unit.ben, at=AT, case_id=case_id, item_id=item.id)
    assert of(ItemKind.OLD_CASE, unit.ben) == []


def asked(units, case_id=None):
    """A request of Ben's, about somebody whom Emil's unit holds something of; Ben's side of it."""
    mine = units.person(units.cleo, case_id or units.case(units.cleo))
    if case_id is None:
        cast.assign(units.ben, mine.holder_id)
    units.lead(mine, units.person(units.emil, units.case(units.emil)))
    reveal = linkage.ask_reveal(
        actor=units.ben, at=AT, subject_id=mine.subject_id, purpose=RevealPurpose.PROTECT,
        words="Whether she is safe where she is now.", case_id=mine.holder_id,
    )  # fmt: skip
    return mine, reveal


def turn_first(units, mine, reveal):
    linkage.decide_reveal(
        actor=units.cleo, at=AT, reveal_id=reveal, agreed=True, case_id=mine.holder_id
    )
    linkage.fan_out(actor=units.house, at=AT, reveal_id=reveal)


def test_the_first_key_waits_in_the_day_of_ones_own_supervisor_until_it_is_turned(units):
    opened = cases.open_case(
        actor=units.cleo, at=AT, unit_id=units.place.unit.id,
        circle={units.ben.id: "investigator"},
    )  # fmt: skip
    mine, reveal = asked(units, opened)
    linkage.tell_own(actor=units.house, at=AT, reveal_id=reveal)
    (item,) = of(ItemKind.KEY, units.cleo)
    assert (item.case_id, item.about) == (opened, reveal)
    assert item.reference
    assert [of(ItemKind.KEY, actor) for actor in (units.ben, units.emil)] == [[], []]
    turn_first(units, mine, reveal)
    assert of(ItemKind.KEY, units.cleo) == []


def test_the_second_key_waits_without_the_askers_reference_until_it_is_answered(units):
    mine, reveal = asked(units)
    assert of(ItemKind.ASKED, units.emil) == []
    turn_first(units, mine, reveal)
    later = AT + timedelta(days=1)
    (item,) = of(ItemKind.ASKED, units.emil, later)
    (part,) = leads.asked_of_us(actor=units.emil, at=later)
    assert (item.about, item.case_id, item.report_id) == (part.part_id, None, None)
    assert of(ItemKind.ASKED, units.cleo, later) == []
    linkage.answer_reveal(
        actor=units.emil, at=later, part_id=part.part_id, answer=PartAnswer.NOT_NOW
    )
    assert of(ItemKind.ASKED, units.emil, later) == []


def test_what_stands_in_the_day_by_itself_is_no_notice_besides(units):
    _, reveal = asked(units)
    linkage.tell_own(actor=units.house, at=AT, reveal_id=reveal)
    told = [one.code for one in of(ItemKind.NOTICE, units.cleo)]
    assert "linkage.reveal_own" not in told

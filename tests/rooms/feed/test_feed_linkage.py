"""Series that are proposed and old cases that one looks at again stand in one's day."""

from bairn.feed import queries
from bairn.feed.terms import ItemKind
from bairn.journeys import join_series
from bairn.nonrecent import actions as nonrecent
from bairn.series import queries as proposals
from bairn.series.terms import Answer
from tests.cast import AT
from tests.rooms.nonrecent import conftest as old_cases
from tests.rooms.series import conftest as series_desk

desk, unit = series_desk.desk, old_cases.unit


def of(kind, actor):
    day = queries.my_day(actor=actor, at=AT)
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

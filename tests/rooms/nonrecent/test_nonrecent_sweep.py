"""The house brings old files back: closed ones, non-recent ones, imported records with a lead."""

import uuid
from datetime import timedelta

import pytest

from bairn.cases import actions as cases
from bairn.cases.terms import Outcome
from bairn.linkage import actions as linkage
from bairn.linkage.terms.leads import FoundLead, LeadSource, Reason, Side
from bairn.nonrecent import actions, queries, sweeping
from bairn.nonrecent.terms import Declared, FileKind, NewChange, Why
from bairn.protocols import actions as protocols
from bairn.protocols.terms import CaseFacts
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind
from tests.cast import AT
from tests.rooms.nonrecent.conftest import rows

pytestmark = pytest.mark.django_db
YEARS = timedelta(days=366)


def sweep(unit, at=AT):
    return sweeping.sweep(actor=unit.house, at=at)


def closed(unit, *, outcome=Outcome.NO_OFFENCE, reason="inquiry_complete", age=None, at=AT):
    case_id = unit.case()
    if age is not None:
        protocols.start(
            actor=unit.cleo, at=at, case_id=case_id, pack_id="barnahus-eu",
            time_zone="Europe/Oslo", facts=CaseFacts({"age": age}),
        )  # fmt: skip
    cases.propose_closing(actor=unit.ben, at=at, case_id=case_id, outcome=outcome, reasons=[reason])
    cases.confirm_closing(actor=unit.cleo, at=at, case_id=case_id)
    return case_id


def shown(unit, actor=None, **asked):
    found = queries.queue(actor=actor or unit.cleo, at=AT, **asked)
    return [(one.holder_id, one.why) for one in found.items]


def person(unit, case_id, name="Ling"):
    fields = {"family_name": name}
    return Side(
        vault.seal(actor=unit.house, at=AT, kind=SubjectKind.PERSON, fields=fields,
                   case_id=case_id),
        case_id,
    )  # fmt: skip


def lead(unit, one, other):
    found = FoundLead(one=one, other=other, logit=3.0, probability=0.95, low=0.9, high=0.97,
                      reasons=(Reason("name", "same.same", 3.0),), model="1")  # fmt: skip
    return linkage.keep_leads(actor=unit.house, at=AT, found=[found], source=LeadSource.BATCH,
                              model="1", keys="k", checked=[])  # fmt: skip


def test_a_closed_case_rests_for_two_years_and_then_comes_back(unit):
    case_id = closed(unit)
    assert sweep(unit) == 0
    assert sweep(unit, AT + 2 * YEARS) == 1
    assert shown(unit) == [(case_id, Why.PERIODIC)]
    assert sweep(unit, AT + 2 * YEARS) == 0


def test_a_conviction_is_not_looked_at_again(unit):
    closed(unit, outcome=Outcome.CONVICTED, reason="judgment_final")
    assert sweep(unit, AT + 3 * YEARS) == 0


def test_a_lead_brings_both_old_files_back_to_their_own_units(unit):
    one, other = closed(unit), closed(unit)
    lead(unit, person(unit, one), person(unit, other))
    assert sweep(unit) == 2
    assert set(shown(unit)) == {(one, Why.NEW_LINK), (other, Why.NEW_LINK)}
    assert shown(unit, unit.emil) == []


def test_a_child_who_came_of_age_brings_their_file_back_once(unit):
    case_id = closed(unit, age=17)
    assert sweep(unit) == 0
    assert sweep(unit, AT + YEARS + timedelta(days=1)) == 1
    assert shown(unit) == [(case_id, Why.VICTIM_TURNED_18)]
    assert sweep(unit, AT + YEARS + timedelta(days=9)) == 0


def test_a_declared_change_brings_back_the_files_it_concerns(unit):
    case_id = closed(unit, age=9)
    said = NewChange(kind=Declared.LIMITATION_CHANGE, reference="Act 12 of 2026", from_at=AT,
                     packs=frozenset({"barnahus-eu"}))  # fmt: skip
    actions.declare(actor=unit.quinn, at=AT, said=said)
    elsewhere = NewChange(kind=Declared.LIMITATION_CHANGE, reference="Act 13", from_at=AT,
                          packs=frozenset({"cac-us"}))  # fmt: skip
    actions.declare(actor=unit.quinn, at=AT, said=elsewhere)
    sweep(unit)
    assert shown(unit) == [(case_id, Why.LIMITATION_CHANGE)]


def test_an_open_case_is_old_only_when_it_was_told_a_year_after(unit):
    recent, late = unit.case(), unit.case()
    for case_id, non_recent in ((recent, False), (late, True)):
        protocols.start(
            actor=unit.cleo, at=AT, case_id=case_id, pack_id="barnahus-eu",
            time_zone="Europe/Oslo", facts=CaseFacts({"non_recent": non_recent}),
        )  # fmt: skip
    lead(unit, person(unit, recent), person(unit, late))
    sweep(unit)
    assert shown(unit) == [(late, Why.NEW_LINK)]
    (item,) = queries.items_of(actor=unit.cleo, at=AT, case_id=late)
    assert item.kind is FileKind.NON_RECENT


def test_the_queue_shows_what_is_due_first_and_narrows(unit):
    one, other = closed(unit), closed(unit)
    item = unit.item(one, days=9)
    unit.item(other, why=Why.DATABASE_MATCH, days=2)
    assert shown(unit) == [(other, Why.DATABASE_MATCH), (one, Why.PERIODIC)]
    assert shown(unit, why=Why.PERIODIC) == [(one, Why.PERIODIC)]
    actions.take(actor=unit.cleo, at=AT, case_id=one, item_id=item.id)
    assert shown(unit, mine=True) == [(one, Why.PERIODIC)]
    assert shown(unit, ended=True) == []
    assert [card.holder_id for card in queries.due_items(actor=unit.cleo, at=AT)] == [other, one]
    assert queries.due_items(actor=unit.emil, at=AT) == ()


def test_the_funnel_counts_the_files_of_ones_reach(unit):
    one, other = closed(unit), closed(unit)
    lead_id = lead(unit, person(unit, one), person(unit, other))
    assert lead_id
    sweep(unit)
    found = {s.code: s.count for s in queries.funnel(actor=unit.cleo, at=AT).steps}
    assert (found["inventoried"], found["reviewed"], found["linked"]) == (2, 0, 0)
    elsewhere = queries.funnel(actor=unit.emil, at=AT)
    assert {step.count for step in elsewhere.steps} == {0}


def test_a_review_of_another_file_is_not_found_by_its_id(unit):
    item = unit.item(closed(unit))
    from bairn.kernel.refusal import Refusal

    with pytest.raises(Refusal, match=r"nonrecent\.no_item"):
        queries.item(actor=unit.cleo, at=AT, case_id=unit.case(), item_id=item.id)
    assert rows(id=uuid.uuid4()) == []

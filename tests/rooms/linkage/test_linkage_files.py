"""The same digital file in two cases or reports is a lead between them, of files and of nobody."""

import hashlib

import pytest

import bairn.journeys.later  # noqa: F401 - the worker alone imports it; here the handlers are needed
from bairn import jobs
from bairn.access.models import Agency, Holder, Unit
from bairn.cases import actions as cases
from bairn.digests import actions as digests
from bairn.digests.terms import Algorithm, Digest, FileDigests, ListKind, NewList, Row
from bairn.kernel import ids
from bairn.kernel.refusal import Refusal
from bairn.linkage import actions, models, queries
from bairn.linkage.terms.leads import LeadSource, LeadState, Side, Verdict
from tests import cast
from tests.cast import AT
from tests.rooms.linkage.test_linkage_reveals import agree, answer, ask


def a_file(text: str) -> FileDigests:
    return FileDigests(
        ids.new_id(), (Digest(Algorithm.SHA256, hashlib.sha256(text.encode()).digest()),)
    )


def take_in(units, actor, text="calm", **where):
    """A file comes in, and the worker does what is left for it."""
    digests.check(actor=actor, at=AT, files=[a_file(text)], **where)
    holder = next(iter(where.values()))
    actions.compare_files(actor=units.house, at=AT, holder_id=holder)


def leads(actor, case_id):
    return queries.leads(actor=actor, at=AT, case_id=case_id)


def test_the_same_file_in_two_cases_of_ones_reach_is_a_lead_without_a_probability(units):
    one, two = units.case(units.cleo), units.case(units.cleo)
    take_in(units, units.cleo, case_id=one)
    assert leads(units.cleo, one).leads == ()
    take_in(units, units.cleo, case_id=two)
    (card,) = leads(units.cleo, one).leads
    assert (card.source, card.there) == (LeadSource.FILE, Side(two, two))
    assert (card.probability, card.low, card.high) == (0.0, 0.0, 0.0)
    file = queries.lead(actor=units.cleo, at=AT, lead_id=card.id, case_id=one)
    assert [(one.evidence, one.level) for one in file.now.reasons] == [("digest", "same")]
    take_in(units, units.cleo, case_id=two)  # safe to repeat
    assert models.Lead.objects.count() == 1


def test_beyond_ones_reach_it_is_one_yes_and_opens_by_two_keys(units):
    mine, theirs = units.case(units.cleo), units.case(units.emil)
    cast.assign(units.ben, mine)
    take_in(units, units.cleo, case_id=mine)
    take_in(units, units.emil, case_id=theirs)
    here = leads(units.cleo, mine)
    assert (here.leads, here.elsewhere) == ((), frozenset({mine}))
    reveal = ask(units, Side(mine, mine))
    agree(units, Side(mine, mine), reveal)
    assert leads(units.ben, mine).leads == ()
    answer(units, units.emil)
    (card,) = leads(units.ben, mine).leads
    assert (card.source, card.there.holder_id) == (LeadSource.FILE, theirs)


def test_a_file_that_many_know_and_a_clinics_own_kit_are_told_of_to_nobody(units):
    listed = a_file("known")
    list_id = digests.begin_import(
        actor=units.cleo, at=AT, said=NewList(name="Calm list", kind=ListKind.KNOWN_ILLEGAL),
        file_digest=b"x" * 32, size=10,
    ).list_id  # fmt: skip
    row = Row(1, listed.digests, "1")
    digests.take_rows(
        actor=units.cleo, at=AT, list_id=list_id, after=0, rows=[row], until=1, place=9
    )
    digests.finish_import(actor=units.cleo, at=AT, list_id=list_id)
    one, two = units.case(units.cleo), units.case(units.cleo)
    for case_id in (one, two):
        take_in(units, units.cleo, "known", case_id=case_id)
    assert leads(units.cleo, one).leads == ()
    clinic = Agency.objects.create(name="Eastfield Clinic", kind="clinic")
    kit = cast.holder("kit", unit=Unit.objects.create(agency=clinic, name="Ward"))
    assert actions.compare_files(actor=units.house, at=AT, holder_id=kit) == 0


def test_a_report_that_becomes_part_of_a_case_leaves_its_lead_to_the_case(units):
    report, other = cast.holder("report", unit=units.place.unit), units.case(units.cleo)
    take_in(units, units.cleo, report_id=report)
    take_in(units, units.cleo, case_id=other)
    case_id = units.case(units.cleo)
    Holder.objects.filter(id=report).update(case_id=case_id)
    actions.compare_files(actor=units.house, at=AT, holder_id=case_id)
    states = {(row.low_subject, row.high_subject): row.state for row in models.Lead.objects.all()}
    assert states[tuple(sorted((report, other)))] == LeadState.WITHDRAWN.value
    assert states[tuple(sorted((case_id, other)))] == LeadState.OPEN.value
    assert [card.there.holder_id for card in leads(units.cleo, case_id).leads] == [other]


def test_it_can_be_judged_joins_nobody_and_stands_in_the_graph_between_the_files(units):
    one, two = (
        cases.open_case(actor=units.cleo, at=AT, unit_id=units.place.unit.id, circle={})
        for _ in range(2)
    )
    for case_id in (one, two):
        take_in(units, units.cleo, case_id=case_id)
    (card,) = leads(units.cleo, one).leads
    actions.judge(
        actor=units.cleo, at=AT, lead_id=card.id, case_id=one, verdict=Verdict.POSITIVE.value,
        reason="one_source", words="",
    )  # fmt: skip
    with pytest.raises(Refusal, match=r"linkage\.no_people"):
        actions.merge(actor=units.cleo, at=AT, lead_id=card.id, case_id=one)
    found = queries.neighbourhood(actor=units.cleo, at=AT, case_id=one)
    assert [(edge.one, edge.other) for edge in found.edges] == [tuple(sorted((one, two)))]
    assert len({node.id for node in found.nodes}) == len(found.nodes)


def test_files_that_come_in_are_compared_by_the_worker(units):
    one, two = units.case(units.cleo), units.case(units.cleo)
    for case_id in (one, two):
        digests.check(actor=units.cleo, at=AT, files=[a_file("calm")], case_id=case_id)
    assert leads(units.cleo, one).leads == ()
    jobs.run_waiting()
    assert [card.there.holder_id for card in leads(units.cleo, one).leads] == [two]

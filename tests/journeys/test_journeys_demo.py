"""The fifteen scenarios of the demo come about by real acts, and each leaves its state behind."""

import pytest

from bairn.access import sessions
from bairn.access.terms import Role
from bairn.cases import queries as cases
from bairn.demo import moving_in, staging
from bairn.disclosure import queries as disclosure
from bairn.evidence import queries as evidence
from bairn.evidence.queries import kits
from bairn.evidence.terms.kit_lists import KitFilters
from bairn.interviews import queries as interviews
from bairn.journeys import screen_conflicts
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.linkage import queries as linkage
from bairn.linkage.terms.leads import Verdict
from bairn.nonrecent import queries as old
from bairn.nonrecent.terms import Why
from bairn.preservation import queries as requests
from bairn.proof import queries as proof
from bairn.records import queries as records
from bairn.series import queries as series
from bairn.supervision import queries as supervision
from bairn.vigilance import queries as vigilance

NOW = clock.now()


@pytest.fixture
def told(db):
    """The district with the fifteen in it, and the house that has looked over them."""
    sessions._kept.clear()
    house = moving_in.move_in(
        system=sessions.system(), since=NOW - 150 * staging.DAY, now=NOW,
        password="a long password of the demo",
    )  # fmt: skip
    made = staging.stage(house=house, now=NOW)
    staging.watch(house=house, now=NOW)
    yield house, made
    sessions._kept.clear()


def test_each_scenario_has_its_case_with_the_state_that_its_rooms_show(told):
    house, made = told
    system = house.system
    assert sorted(made) == [f"s{number:02}" for number in range(1, 16)]
    # interviews: planned, held once for four, one more asked
    ledgers = {
        code: interviews.ledger(actor=system, at=NOW, case_id=made[code])
        for code in ("s01", "s04", "s07")
    }
    assert ledgers["s01"][0].interviews[0].state.value == "planned"
    assert ledgers["s04"][0].interviews[0].covers == 4
    assert {one.state.value for one in ledgers["s07"][0].interviews} == {"held", "asked"}
    assert ledgers["s07"][0].first_account is not None
    # requests: held records, letters by class, an emergency, takedowns; duties marked by them
    asked = {
        code: requests.requests(actor=system, at=NOW, case_id=made[code])
        for code in ("s02", "s03", "s05", "s09", "s12")
    }
    assert {one.kind.value for one in asked["s02"]} == {"hold_record"}
    assert {one.state.value for one in asked["s03"]} == {
        "acknowledged", "sent", "refused", "drafted",
    }  # fmt: skip
    assert {one.state.value for one in asked["s12"]} == {"removed", "sent"}
    for code, kind in (("s03", "preservation_sent"), ("s05", "emergency_request_sent")):
        marked = cases.milestones(actor=system, at=NOW, case_id=made[code])
        assert kind in {one.kind for one in marked}
    # proof, reviews, hand-overs
    assert proof.board(actor=system, at=NOW, case_id=made["s04"]).offences
    assert supervision.reviews(actor=system, at=NOW, case_id=made["s14"])
    # promises kept and missed
    states = {
        code: [
            one.state(NOW).value for one in cases.promises(actor=system, at=NOW, case_id=made[code])
        ]
        for code in ("s02", "s03", "s07")
    }
    assert states["s02"] != states["s07"]
    # S08: kept out, judged, and the attempt to look is a signal
    inspector = house.anywhere(Role.INSPECTOR)
    waiting = screen_conflicts.conflicts_waiting(actor=inspector, at=NOW)
    assert made["s08"] not in {one.holder_id for one in waiting}
    with pytest.raises(Refusal, match=r"access\.reach"):
        cases.case(actor=house.staff["plover"], at=NOW, case_id=made["s08"])
    raised = {(one.case_id, one.rule) for one in vigilance.my_signals(actor=inspector, at=NOW)}
    assert (made["s08"], "excluded_tried") in raised
    # S15 is closed
    assert cases.case(actor=system, at=NOW, case_id=made["s15"]).closed_at is not None


def test_each_scenario_tells_what_was_secured_and_through_whose_hands_it_went(told):
    house, made = told
    staff, this = house.staff, {"actor": house.system, "at": NOW}
    held = {code: evidence.exhibits(**this, case_id=made[code]) for code in made}
    assert {code for code in made if not held[code]} <= {"s05", "s08", "s10", "s15"}
    # somebody of each kind has an offer to answer
    for name in ("amber", "flint", "rowan", "cedar"):
        assert evidence.handovers_waiting(actor=staff[name], at=NOW), name
    # one chain is broken, and somebody has said how; nothing else is
    broken = [one for cards in held.values() for one in cards if one.breaks]
    assert [(one.breaks, one.explained) for one in broken] == [(1, 1)]
    # places were counted, and all that should be there was
    for name, place in (("rowan", "Dry store 2"), ("flint", "Laboratory shelf A")):
        (there,) = [one for one in evidence.places(actor=staff[name], at=NOW) if one.name == place]
        (counted,) = evidence.audits(actor=staff[name], at=NOW, place_id=there.id)
        assert counted.found
        assert (counted.missing, counted.surplus, counted.unknown) == ((), (), ())
    # S04: a car was with two of the four, and nobody has answered
    assert len(evidence.contacts(**this, case_id=made["s04"]).waiting) == 1
    # files: shut until there is a ground, captures marked
    shut = evidence.file_locks(**this, case_id=made["s12"])
    assert any(one.shut for one in shut.values())
    for code in ("s03", "s06", "s12"):
        assert evidence.captures_of_case(**this, case_id=made[code])


def test_kits_wait_where_their_way_says_and_one_case_is_on_its_way_to_court(told):
    house, made = told
    (old, new) = sorted(
        kits.kits(actor=house.system, at=NOW, case_id=made["s11"]), key=lambda one: one.number
    )
    assert (old.stands.value, new.stands.value) == ("resulted", "to_lab")
    file = kits.kit(actor=house.system, at=NOW, case_id=made["s11"], kit_id=old.id)
    assert file.match_steps[-1].step == "police_told"
    assert [one.lifted_at for one in file.vetoes] == [None]
    assert kits.kit(actor=house.system, at=NOW, case_id=made["s11"], kit_id=new.id).clocks
    (asked,) = kits.kits(actor=house.staff["quartz"], at=NOW, case_id=made["s04"])
    question = kits.kit(actor=house.system, at=NOW, case_id=made["s04"], kit_id=asked.id).untested
    assert [one.waits for one in question] == [True]
    # without a report: the clinic sees it, police and prosecution do not
    board = {
        name: kits.board(actor=house.staff[name], at=NOW, filters=KitFilters())
        for name in ("amber", "rowan")
    }
    seen = {
        name: [one.number for column in one.columns for one in column.kits]
        for name, one in board.items()
    }
    assert "LC-2026-0007" in seen["amber"]
    assert "LC-2026-0007" not in seen["rowan"]
    leaving = disclosure.leaving(actor=house.system, at=NOW, case_id=made["s02"])
    assert (len(leaving.releases), [one.stage.value for one in leaving.makings]) == (1, ["asked"])
    copies = [
        one for one in evidence.files(actor=house.system, at=NOW, case_id=made["s02"])
        if one.original_id
    ]  # fmt: skip
    assert [one.redaction for one in copies] == ["third_person"]


def test_links_wait_were_judged_and_are_shown_by_two_keys(told):
    house, made = told
    rowan, cove, delta, lark = (house.staff[name] for name in ("rowan", "cove", "delta", "lark"))
    (number,) = linkage.leads(actor=rowan, at=NOW, case_id=made["s14"]).leads
    evidence_of = linkage.lead(actor=rowan, at=NOW, lead_id=number.id, case_id=made["s14"]).now
    assert number.to_judge
    assert "other_kind" in {one.evidence for one in evidence_of.reasons}
    (apart,) = linkage.leads(actor=rowan, at=NOW, case_id=made["s10"]).leads
    assert apart.verdict is Verdict.NEGATIVE
    (first,) = linkage.leads(actor=rowan, at=NOW, case_id=made["s13"]).leads[:1]
    person = linkage.person_of(
        actor=rowan, at=NOW, case_id=made["s13"], subject_id=first.here.subject_id
    )
    assert len(person.members) == 3
    (letters,) = linkage.leads(actor=house.staff["mei"], at=NOW, case_id=made["s06"]).leads
    assert letters.there.holder_id == made["s01"]
    (shown,) = linkage.reveals(actor=rowan, at=NOW, case_id=made["s04"]).revealed
    assert shown.other_holder == made["s05"]
    assert [one[0] for one in linkage.own_key(actor=cove, at=NOW)] == [made["s09"]]
    assert [one.holder_id for one in linkage.asked_of_us(actor=lark, at=NOW)] == [made["s08"]]
    for actor, code in ((rowan, "s04"), (delta, "s05")):
        assert len(linkage.talks(actor=actor, at=NOW, case_id=made[code])) == 1
    assert len(linkage.traces(actor=delta, at=NOW, case_id=made["s09"])) == 1


def test_old_cases_older_records_and_a_series_lie_on_the_desk(told):
    house, made = told
    rowan, cedar, cove = (house.staff[name] for name in ("rowan", "cedar", "cove"))
    queues = [old.queue(actor=one, at=NOW).items for one in (cedar, cove)]
    assert {one.why for queue in queues for one in queue} >= {
        Why.NEW_LINK, Why.LIMITATION_CHANGE, Why.DATABASE_MATCH,
    }  # fmt: skip
    (mine,) = old.queue(actor=rowan, at=NOW, mine=True).items
    assert mine.holder_id == made["s02"]
    (cards,) = records.collections(actor=rowan, at=NOW)
    found = records.collection(actor=rowan, at=NOW, collection_id=cards.id)
    assert sorted(one.state.value for one in found.records) == ["taken_up", "waiting", "waiting"]
    assert len(records.rejected(actor=rowan, at=NOW, collection_id=cards.id)) == 1
    (held,) = series.all_series(actor=house.staff["wren"], at=NOW)
    assert len(series.offences(actor=house.staff["wren"], at=NOW)) == 5
    assert {one.case_id for one in series.to_review(actor=cedar, at=NOW)} == {
        made["s02"], made["s07"],
    }  # fmt: skip
    assert [one.case_id for one in series.to_review(actor=cove, at=NOW)] == [made["s05"]]
    assert held.number.startswith("R")

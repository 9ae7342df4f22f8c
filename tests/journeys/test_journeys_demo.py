"""The fifteen scenarios of the demo come about by real acts, and each leaves its state behind."""

import pytest

from bairn.access import sessions
from bairn.access.terms import Role
from bairn.cases import queries as cases
from bairn.demo import moving_in, staging
from bairn.interviews import queries as interviews
from bairn.journeys import screen_conflicts
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.preservation import queries as requests
from bairn.proof import queries as proof
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

"""A moment that no clock can count would stop the sweep for everybody: it comes into no case."""

from datetime import UTC, datetime, timedelta

import pytest

from bairn.cases import actions as cases
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal
from bairn.protocols import actions as protocols
from bairn.protocols import packs
from bairn.protocols.terms import CaseFacts
from tests import cast
from tests.rooms.vigilance.conftest import LATER, Watch

ODD = [datetime(1, 1, 1, tzinfo=UTC), datetime(1899, 12, 31, tzinfo=UTC)]
FAR = datetime(9999, 12, 31, 23, tzinfo=UTC)


def under(watch: Watch, pack: str):
    case = watch.case()
    protocols.start(
        actor=watch.supervisor, at=cast.AT, case_id=case, pack_id=pack, time_zone="America/New_York"
    )
    return case


@pytest.mark.parametrize("moment", ODD)
def test_nothing_happened_before_clocks_can_count(watch: Watch, moment: datetime) -> None:
    case = under(watch, "cac-us")
    with pytest.raises(Refusal, match=r"cases\.long_ago"):
        cases.mark(
            actor=watch.officer, at=LATER, case_id=case, kind="kit_collected", happened_at=moment
        )


@pytest.mark.parametrize("moment", [*ODD, FAR])
@pytest.mark.parametrize("name", ["last_contact_at", "recorded_at"])
def test_no_fact_lies_where_clocks_cannot_count(watch: Watch, name: str, moment: datetime) -> None:
    case = under(watch, "cac-us")
    with pytest.raises(Refusal, match=r"protocols\.fact"):
        protocols.record_facts(
            actor=watch.officer, at=LATER, case_id=case,
            facts=CaseFacts(moments={name: Bounds.exactly(moment)}),
        )  # fmt: skip


@pytest.mark.parametrize("pack", packs.ids())
def test_the_sweep_runs_over_the_oldest_moment_that_may_stand(watch: Watch, pack: str) -> None:
    case = under(watch, pack)
    oldest = datetime(1900, 1, 1, tzinfo=UTC)
    for kind in ("kit_collected", "kit_at_lab", "case_filed", "suspect_arrested", "exam_done"):
        cases.mark(actor=watch.officer, at=LATER, case_id=case, kind=kind, happened_at=oldest)
    protocols.record_facts(
        actor=watch.officer, at=LATER, case_id=case,
        facts=CaseFacts(moments={"last_contact_at": Bounds.exactly(oldest)}),
    )  # fmt: skip
    assert watch.sweep(LATER + timedelta(hours=1)).cases == 1

"""Whoever names their own case with something of another case gets nothing of that other case."""

import inspect
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from bairn.access import exclusions
from bairn.cases import actions as cases
from bairn.digests import actions as digests
from bairn.interviews import actions as interviews
from bairn.journeys import ask_holder, hand_over, hold_interview, keep_promise, receive_answer
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.preservation import actions as preservation
from bairn.preservation import queries as requests
from bairn.preservation.terms import Answer
from bairn.proof import actions as proof
from bairn.proof.terms import ItemState, Put, Serves
from bairn.protocols import actions as protocols
from bairn.supervision import actions as supervision
from bairn.supervision import queries as handovers
from bairn.supervision.terms import DirectionAnswer
from bairn.vigilance import actions as vigilance
from tests import cast
from tests.house import (
    sub_ids_disclosure,
    sub_ids_evidence,
    sub_ids_files,
    sub_ids_kits,
    sub_ids_linkage,
    sub_ids_nonrecent,
    sub_ids_reading,
    sub_ids_series,
)
from tests.house.full_house import ROLES, FullHouse, fill

SOON = timedelta(days=2)
SAID = Put(kind="any", state=ItemState.HELD, serves=(Serves(offence="any", element="any"),))
CAME = Answer(sha256="ab" * 32, size_bytes=1)
ROOMS = (*sub_ids_disclosure.ROOMS, *sub_ids_evidence.ROOMS, *sub_ids_files.ROOMS,
         *sub_ids_kits.ROOMS, *sub_ids_linkage.ROOMS, *sub_ids_nonrecent.ROOMS,
         *sub_ids_series.ROOMS, ask_holder, cases, digests, exclusions, hand_over,
         hold_interview, interviews, keep_promise, preservation, proof, protocols,
         receive_answer, requests, supervision, handovers, vigilance)  # fmt: skip
# Ids of people in service, of units and of sealed words; who may be named is another question.
_NOT_OF_A_CASE = sub_ids_evidence.NOT_OF_A_CASE | sub_ids_kits.NOT_OF_A_CASE | {
    "case_id", "report_id", "staff_id", "unit_id", "to_unit", "to_staff", "from_staff",
    "interviewer", "words_id", "batch_id", "agency_id", "overlay_id", "owner_id",
}  # fmt: skip
# What takes an id together with a case: the table of that id, and what else it asks for.
SUB_IDS: dict[tuple[Callable[..., Any], str], tuple[str, dict[str, Any]]] = {
    (cases.promise, "to"): ("cases_participant", {"kind": "contact", "by_at": SOON}),
    (cases.keep_promise, "promise_id"): ("cases_promise", {"kept_at": -SOON}),
    (cases.put_off_promise, "promise_id"): (
        "cases_promise", {"until": SOON, "reason": "asked_by_them"},
    ),
    (cases.withdraw_promise, "promise_id"): ("cases_promise", {"reason": "asked_by_them"}),
    (keep_promise.keep_promise, "promise_id"): ("cases_promise", {"kept_at": -SOON}),
    (digests.end_watch, "watch_id"): ("digests_watch", {}),
    (exclusions.end_exclusion, "exclusion_id"): ("access_exclusion", {}),
    (interviews.approve, "interview_id"): ("interviews_interview", {}),
    (interviews.decline, "interview_id"): (
        "interviews_interview", {"reason": "questions_answered"},
    ),
    (interviews.postpone, "interview_id"): (
        "interviews_interview", {"until": SOON, "reason": "child_unwell"},
    ),
    (interviews.withdraw, "interview_id"): (
        "interviews_interview", {"reason": "planned_by_mistake"},
    ),
    (interviews.hold, "interview_id"): (
        "interviews_interview", {"started_at": -SOON, "ended_at": timedelta()},
    ),
    (hold_interview.hold_interview, "interview_id"): (
        "interviews_interview", {"started_at": -SOON, "ended_at": timedelta()},
    ),
    (interviews.plan, "about"): (
        "cases_participant",
        {"planned_at": SOON, "place": "one_stop_site", "interviewer": uuid.uuid4()},
    ),
    (interviews.record_questioning, "about"): (
        "cases_participant",
        {"at_time": -SOON, "minutes": 5, "by_role": "teacher", "setting": "school"},
    ),
    (interviews.record_first_account, "about"): (
        "cases_participant", {"told_to_role": "teacher", "told_at": -SOON, "words": "Calm words."},
    ),
    (interviews.add_to_account, "about"): ("cases_participant", {"words": "Calm words."}),
    (interviews.raise_alert, "about"): ("cases_participant", {"count": 3}),
    (proof.consider, "suspect"): ("cases_participant", {"offence": "rape_236"}),
    (proof.drop_offence, "suspect"): ("cases_participant", {"offence": "any", "reason": "any"}),
    (proof.change, "item_id"): (
        "proof_item",
        {"after": 1, "said": SAID},
    ),
    (supervision.answer_direction, "direction_id"): (
        "supervision_direction", {"answer": DirectionAnswer.DONE},
    ),
    (supervision.accept_item, "handover_id"): ("supervision_handover", {"item_id": uuid.uuid4()}),
    (supervision.question_item, "handover_id"): (
        "supervision_handover", {"item_id": uuid.uuid4(), "code": "unclear"},
    ),
    (supervision.answer_item, "handover_id"): (
        "supervision_handover", {"item_id": uuid.uuid4(), "words": "Calm words."},
    ),
    (supervision.take_back, "handover_id"): ("supervision_handover", {"reason": "other_receiver"}),
    (supervision.finish, "handover_id"): ("supervision_handover", {}),
    (handovers.handover, "handover_id"): ("supervision_handover", {}),
    (hand_over.news, "handover_id"): ("supervision_handover", {}),
    (hand_over.finish, "handover_id"): ("supervision_handover", {}),
    (preservation.approve, "request_id"): ("preservation_request", {}),
    (preservation.finish_letter, "request_id"): ("preservation_request", {"pdf": b"%PDF"}),
    (preservation.send, "request_id"): (
        "preservation_request", {"channel": "mail", "happened_at": -SOON},
    ),
    (preservation.withdraw, "request_id"): ("preservation_request", {"reason": "mistake"}),
    (preservation.acknowledge, "request_id"): ("preservation_request", {"happened_at": -SOON}),
    (preservation.extend, "request_id"): ("preservation_request", {"happened_at": -SOON}),
    (preservation.receive, "request_id"): (
        "preservation_request", {"happened_at": -SOON, "answer": CAME},
    ),
    (preservation.refuse, "request_id"): (
        "preservation_request", {"happened_at": -SOON, "reason": "gone"},
    ),
    (preservation.find_nothing, "request_id"): ("preservation_request", {"happened_at": -SOON}),
    (preservation.note_removed, "request_id"): ("preservation_request", {"happened_at": -SOON}),
    (preservation.note_reuploaded, "request_id"): ("preservation_request", {"happened_at": -SOON}),
    (requests.request, "request_id"): ("preservation_request", {}),
    (ask_holder.ask_holder, "request_ids"): (
        "preservation_request", {"channel": "mail", "happened_at": -SOON},
    ),
    (receive_answer.acknowledged, "request_id"): (
        "preservation_request", {"happened_at": -SOON},
    ),
    (receive_answer.receive_answer, "request_id"): (
        "preservation_request", {"happened_at": -SOON, "answer": CAME},
    ),
    (receive_answer.content_removed, "request_id"): (
        "preservation_request", {"happened_at": -SOON},
    ),
    **sub_ids_disclosure.SUB_IDS,
    **sub_ids_evidence.SUB_IDS,
    **sub_ids_files.SUB_IDS,
    **sub_ids_kits.SUB_IDS,
    **sub_ids_linkage.SUB_IDS,
    **sub_ids_nonrecent.SUB_IDS,
    **sub_ids_reading.SUB_IDS,
    **sub_ids_series.SUB_IDS,
    (vigilance.explain, "signal_id"): ("vigilance_signal", {"code": "overlooked"}),
}  # fmt: skip
_OF_EVIDENCE = (sub_ids_disclosure, sub_ids_evidence, sub_ids_files, sub_ids_kits, sub_ids_linkage,
                sub_ids_nonrecent, sub_ids_reading, sub_ids_series)  # fmt: skip
NOT_HERE = set().union(*(part.NOT_HERE for part in _OF_EVIDENCE)) | {
    "access.no_exclusion", "cases.no_promise", "cases.promise_whom", "digests.no_watch",
    "interviews.child",
    "interviews.count", "interviews.no_account", "interviews.none", "proof.no_item",
    "preservation.none", "proof.not_considered", "proof.suspect", "supervision.no_direction",
    "supervision.no_handover", "vigilance.signal",
}  # fmt: skip
# Named together with an id above, which is looked up in the case first; and what the house does.
_ASKED_WITH = {"item_id", "signal"}
_HOUSE_ONLY = {"pass_on", "raise_signal", "escalate"} | sub_ids_disclosure.HOUSE_ONLY
# A fact may be about anybody of the case; one about nobody of it is read by nothing.
_KEYS = {
    "series_holding": "offence_id", "linkage_checked": "subject_id", "linkage_sight": "lead_id",
    "nonrecent_unsent": "kit_id",
}  # fmt: skip
_HARMLESS = {(protocols.record_facts, "about"), (protocols.forget_fact, "about")}
_HARMLESS |= (
    sub_ids_files.HARMLESS
    | sub_ids_reading.HARMLESS
    | sub_ids_series.HARMLESS
    | sub_ids_linkage.HARMLESS
)


@dataclass(frozen=True)
class Two:
    """Somebody with every role who reaches both cases: `own` is empty, `other` is full."""

    actor: Actor
    own: uuid.UUID
    other: uuid.UUID


@pytest.fixture
def two(transactional_db: None) -> Two:
    house: FullHouse = fill()
    unit = house.desk.place.unit
    actor = cast.staff("all", *sorted({*ROLES} - {"inspector"}), unit=unit)
    cast.assign(actor, house.case)
    own = cases.open_case(actor=actor, at=clock.now(), unit_id=unit.id, circle={})
    protocols.start(
        actor=actor, at=clock.now(), case_id=own, pack_id="cn-2023", time_zone="Asia/Shanghai"
    )
    return Two(actor, own, house.case)


_OF_HOLDER = ("evidence_", "linkage_", "nonrecent_")
_COLUMNS = {"access_exclusion": "holder_id", "linkage_relation": "low_holder"}


def ids_in(two: Two, table: str) -> list[uuid.UUID]:
    column = _COLUMNS.get(table, "holder_id" if table.startswith(_OF_HOLDER) else "case_id")
    key = _KEYS.get(table, "id")
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('role', 'bairn_app', false), set_config('bairn.token', %s, false)",
            [two.actor.token],
        )
        cursor.execute(f"select {key} from {table} where {column} = %s", [two.other])
        found = [row[0] for row in cursor.fetchall()]
        cursor.execute("reset role")
    return found


def given(more: dict[str, Any]) -> dict[str, Any]:
    """What an act asks for beside; spans are moments from now."""
    now = clock.now()
    return {k: now + v if isinstance(v, timedelta) else v for k, v in more.items()}


def test_nothing_of_another_case_is_reached_by_naming_ones_own(two: Two) -> None:
    for (act, name), (table, more) in SUB_IDS.items():
        found = ids_in(two, table)
        assert found, table
        for one in found:
            this = {
                "actor": two.actor,
                "at": clock.now(),
                "case_id": two.own,
                name: [one] if name.endswith("_ids") else one,
            }
            with pytest.raises(Refusal) as refused:
                act(**this, **given(more))
            assert refused.value.code in NOT_HERE, act


def sub_ids() -> Iterator[tuple[Callable[..., Any], str]]:
    for room in ROOMS:
        for act in vars(room).values():
            worn = inspect.isfunction(act) and hasattr(act, "__wrapped__")
            if not worn or act.__name__ in _HOUSE_ONLY:
                continue
            asked = inspect.signature(act).parameters
            for name, one in asked.items():
                if "case_id" in asked and "UUID" in str(one.annotation):
                    yield act, name


def test_every_act_that_takes_an_id_beside_a_case_is_asked_here() -> None:
    skipped = _NOT_OF_A_CASE | _ASKED_WITH
    asked = {pair for pair in sub_ids() if pair[1] not in skipped} - _HARMLESS
    asked = {(act, name) for act, name in asked if "Mapping" not in str(
        inspect.signature(act).parameters[name].annotation)}  # fmt: skip
    assert {(a.__module__, a.__name__, n) for a, n in asked - set(SUB_IDS)} == set()

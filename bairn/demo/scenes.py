"""What else is on the desk in a scenario's case: promises, proof, reviews, hand-overs."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bairn.access.terms import FoundConflict, Role, Verdict
from bairn.cases import actions as cases
from bairn.cases import queries as case_looks
from bairn.cases.terms import Outcome, ParticipantRole
from bairn.demo import requests, talks
from bairn.demo.evidence import scene
from bairn.demo.stage import Stage
from bairn.journeys import (
    advise,
    close_case,
    hand_over,
    keep_promise,
    review_case,
    screen_conflicts,
)
from bairn.kernel.refusal import Refusal
from bairn.proof import actions as proof
from bairn.proof.terms import ItemState, Put, Serves
from bairn.protocols import actions as protocols
from bairn.protocols import packs
from bairn.supervision.terms import NewDirection

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_FINE = ("plan_ok", "safety_ok", "on_time", "evidence_used", "victim_informed", "pressure_none")
_OFFENCE = "sexual_abuse_art3"


def promise_kept(told: Stage) -> None:
    """News was promised, and came in time."""
    promised = _promise(told, "update", told.at(60))
    keep_promise.keep_promise(
        actor=told.investigator,
        at=told.at(50),
        case_id=told.case_id,
        promise_id=promised,
        kept_at=told.at(50),
        told=True,
    )


def promise_waiting(told: Stage) -> None:
    """A call is promised for the day after tomorrow."""
    _promise(told, "contact", told.now + 1.5 * _DAY)


def promise_missed(told: Stage) -> None:
    """A visit was promised, and its day has passed."""
    _promise(told, "visit", told.now - _DAY)


def _promise(told: Stage, kind: str, by_at: datetime) -> uuid.UUID:
    return cases.promise(
        actor=told.investigator,
        at=told.at(12),
        case_id=told.case_id,
        to=told.harmed,
        kind=kind,
        by_at=by_at,
    )


def on_board(told: Stage) -> None:
    """What each element of an offence has and lacks."""
    proof.consider(actor=told.investigator, at=told.at(30), case_id=told.case_id, offence=_OFFENCE)
    for element, kind, state, holder in (
        ("act", "interview_recording", ItemState.HELD, "one_stop_site"),
        ("act", "medical_finding", ItemState.REQUESTED, "hospital"),
        ("when_where", "video", ItemState.REQUESTED, "premises"),
        ("when_where", "location_data", ItemState.MISSING, ""),
        ("below_consent", "age_document", ItemState.HELD, "registry"),
        ("who", "reference_sample", ItemState.MISSING, ""),
    ):
        open_still = state in (ItemState.REQUESTED, ItemState.MISSING)
        proof.put(
            actor=told.investigator,
            at=told.at(70),
            case_id=told.case_id,
            said=Put(
                kind=kind,
                state=state,
                serves=(Serves(offence=_OFFENCE, element=element),),
                reference="" if open_still else f"{told.scenario.code.upper()}-{kind[:2].upper()}",
                from_whom=holder,
                by_whom=told.investigator.id if open_still else None,
                by_at=told.now + 3 * _DAY if open_still else None,
            ),
        )


def advice_asked(told: Stage) -> None:
    """A prosecutor is asked early, and has not answered."""
    advise.ask(
        actor=told.investigator,
        at=told.now - _DAY,
        case_id=told.case_id,
        questions=["first_to_secure", "what_else"],
    )


def advice_given(told: Stage) -> None:
    """A prosecutor was asked early, and has answered."""
    advise.ask(
        actor=told.investigator, at=told.at(100), case_id=told.case_id, questions=["limitation"]
    )
    advise.give(actor=told.prosecutor, at=told.at(150), case_id=told.case_id, code="secure_first")


def review(told: Stage) -> None:
    """A supervisor looked over it; where somebody may be pressed, with a direction."""
    pressed = any(kind == "account_retracted" for kind, _ in told.scenario.marks)
    words = "Demo. Ask the child's own representative how the week went."
    review_case.review_case(
        actor=told.supervisor,
        at=told.now - _DAY,
        case_id=told.case_id,
        findings=[*_FINE[:-1], "pressure_seen" if pressed else "pressure_none"],
        directions=[
            NewDirection(words=words, owner_id=told.investigator.id, by_at=told.now + 2 * _DAY)
        ]
        if pressed
        else [],
    )


def offered(told: Stage) -> None:
    """One investigator offers their place to another, who has not taken it over yet."""
    receiver = told.house.of(told.scenario.unit, Role.INVESTIGATOR, 1)
    hand_over.offer_case(
        actor=told.supervisor,
        at=told.now - 5 * _HOUR,
        case_id=told.case_id,
        to_staff=receiver.id,
        from_staff=told.investigator.id,
        reason="workload",
    )


def waiver_asked(told: Stage) -> None:
    """Somebody asks to leave a step out; a second person has not answered."""
    protocols.ask_waiver(
        actor=told.investigator,
        at=told.at(60),
        case_id=told.case_id,
        step="individual_assessment",
        reason=packs.current(told.scenario.pack).waiver_reasons[0].id,
    )


def closed(told: Stage) -> None:
    """The judgment is final, two people close the case."""
    told.first_things_first("case_closed", told.at(2110))
    close_case.propose(
        actor=told.investigator,
        at=told.at(2120),
        case_id=told.case_id,
        outcome=Outcome.CONVICTED,
        reasons=("judgment_final", "support_continues"),
    )
    close_case.confirm(actor=told.supervisor, at=told.at(2130), case_id=told.case_id)


def conflict_judged(told: Stage) -> None:
    """A colleague was found; an inspector keeps their unit out; somebody there tries to look."""
    (suspect,) = told.people(ParticipantRole.SUSPECT)
    colleague = told.house.staff[told.scenario.suspect_is]
    screen_conflicts.keep_found(
        actor=told.house.system,
        at=told.at(0.3),
        case_id=told.case_id,
        found=[
            FoundConflict(
                staff_id=colleague.id, unit_id=colleague.unit, reason="same_name", namesakes=0
            )
        ],
    )
    inspector = told.house.anywhere(Role.INSPECTOR)
    (found,) = [
        one
        for one in screen_conflicts.conflicts_waiting(actor=inspector, at=told.at(0.5))
        if one.holder_id == suspect.case_id
    ]
    screen_conflicts.judge(
        actor=inspector,
        at=told.at(0.5),
        conflict_id=found.id,
        verdict=Verdict.UNIT_KEPT_OUT,
    )
    screen_conflicts.settle(actor=told.house.system, at=told.at(0.6), case_id=told.case_id)
    try:
        case_looks.case(
            actor=told.house.of("online", Role.SUPERVISOR), at=told.at(30), case_id=told.case_id
        )
    except Refusal as refusal:
        if refusal.code != "access.reach":
            raise


SCENES: Mapping[str, Callable[[Stage], None]] = {
    "first_account": talks.first_account,
    "interview_planned": talks.interview_planned,
    "interview_held": talks.interview_held,
    "interview_held_for_four": talks.interview_held_for_four,
    "interview_repeat_asked": talks.interview_repeat_asked,
    "promise_kept": promise_kept,
    "promise_waiting": promise_waiting,
    "promise_missed": promise_missed,
    "proof": on_board,
    "advice_asked": advice_asked,
    "advice_given": advice_given,
    "review": review,
    "requests": requests.requests,
    "evidence": scene.evidence_of,
    "hand_over": offered,
    "waiver_asked": waiver_asked,
    "closed": closed,
    "conflict_judged": conflict_judged,
}

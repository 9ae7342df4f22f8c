"""When a sitting may be recorded as held: agreed to, in order, with its recording or a reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bairn.interviews.planning import CLOCK_SLACK
from bairn.interviews.terms import Interview, InterviewState, PhaseHeld, Recording
from bairn.kernel.refusal import Refusal
from bairn.protocols.terms import InterviewRule

LONGEST = timedelta(hours=12)
ONE_INTERVIEW = timedelta(days=60)  # ours: sittings further apart are another interview
MOST_PROMPTS = 10_000
_DIGEST = re.compile(r"[0-9a-f]{64}")
# Letters, numbers and marks, with a number in it: an exhibit's number and nobody's name.
_EXHIBIT = re.compile(r"(?=.*[0-9])[A-Z0-9][A-Z0-9./_-]{0,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A sitting as it is told to the ledger."""

    started_at: datetime
    ended_at: datetime
    phases: tuple[PhaseHeld, ...] = ()
    open_prompts: int | None = None
    leading_prompts: int | None = None
    recording: Recording | None = None
    no_recording_reason: str = ""


def may_hold(held: Held, *, interview: Interview, rule: InterviewRule, at: datetime) -> None:
    """Raises Refusal unless the sitting fits the interview, the rule and itself."""
    is_next(interview)
    _check_times(held, interview, at)
    _check_phases(held.phases, [one.id for one in rule.phases])
    for count in (held.open_prompts, held.leading_prompts):
        if count is not None and not 0 <= count <= MOST_PROMPTS:
            raise Refusal("interviews.prompts", "Count the prompts from 0.", field="open_prompts")
    _check_recording(held)


def is_next(interview: Interview) -> None:
    """Raises Refusal unless a sitting of this interview is to be held now."""
    if interview.state is InterviewState.ASKED:
        raise Refusal("interviews.not_approved", "No supervisor has agreed to this interview yet.")
    if not interview.stands:
        raise Refusal("interviews.not_planned", "This interview is not planned any more.")
    if not interview.sittings_left:
        raise Refusal("interviews.held", "Every planned sitting of this interview was held.")


def _check_times(held: Held, interview: Interview, at: datetime) -> None:
    if held.ended_at > at + CLOCK_SLACK:
        raise Refusal("interviews.future", "This moment has not come yet.", field="ended_at")
    if not timedelta() < held.ended_at - held.started_at <= LONGEST:
        raise Refusal(
            "interviews.times", "A sitting ends after it began, on the same day.", field="ended_at"
        )
    agreed = interview.approved_at
    if agreed is not None and held.started_at < agreed - CLOCK_SLACK:
        raise Refusal(
            "interviews.before_approval",
            "It began before a supervisor agreed. Record it as another questioning: it counts.",
            field="started_at",
        )
    if held.started_at < interview.asked_at - CLOCK_SLACK:
        raise Refusal(
            "interviews.before_plan",
            "It began before it was planned. Record it as another questioning: it counts.",
            field="started_at",
        )
    if any(held.started_at > one.started_at + ONE_INTERVIEW for one in interview.sittings):
        raise Refusal(
            "interviews.too_late",
            "Sittings of one interview lie within 60 days. Ask for one more interview.",
            field="started_at",
        )
    if any(held.started_at < one.ended_at for one in interview.sittings):
        raise Refusal(
            "interviews.order",
            "A sitting begins after the one before has ended.",
            field="started_at",
        )


def _check_phases(phases: Sequence[PhaseHeld], order: Sequence[str]) -> None:
    named = [one.phase for one in phases]
    if named != [phase for phase in order if phase in set(named)]:
        raise Refusal(
            "interviews.phases", "Give the phases in the order of the protocol.", field="phases"
        )
    if any(one.minutes is not None and not 0 <= one.minutes <= 720 for one in phases):
        raise Refusal("interviews.minutes", "Give minutes as a number from 0.", field="phases")


def _check_recording(held: Held) -> None:
    one = held.recording
    if (one is None) == (not held.no_recording_reason):
        raise Refusal(
            "interviews.recording",
            "Give the recording's exhibit and SHA-256, or the reason why there is none.",
            field="no_recording_reason",
        )
    if one is not None and not _DIGEST.fullmatch(one.digest_sha256):
        raise Refusal(
            "interviews.digest",
            "A SHA-256 has 64 characters, 0 to 9 and a to f.",
            field="digest_sha256",
        )
    if one is not None and not _EXHIBIT.fullmatch(one.exhibit):
        raise Refusal(
            "interviews.exhibit",
            "Give the exhibit's number: capital letters, numbers and marks.",
            field="exhibit",
        )

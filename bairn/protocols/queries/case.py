"""One case: its duties, gates and windows, its pack now and before, what a move would change."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.protocols import gates, kept, laying, loaded, moving
from bairn.protocols.readers import PackReader
from bairn.protocols.terms import (
    Binding,
    Board,
    CaseFacts,
    DueStep,
    GateNow,
    InterviewRule,
    Pack,
    ReviewRule,
    StepChange,
    WindowNow,
)


@gate.look("protocols.steps")
def steps_of_case(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[DueStep, ...]:
    """Every duty of the case at `at`, most pressing first. Refuses a case without a pack."""
    return loaded.steps(loaded.standing(case_id), loaded.happened(actor, at, case_id), at)


@gate.look("protocols.steps")
def binding_of_case(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> Binding:
    """The pack and version the case works under, and since when."""
    return loaded.standing(case_id).binding


@gate.look("protocols.steps")
def bindings_of_case(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[Binding, ...]:
    """Every pack and version the case has worked under, the first one first."""
    return kept.all_bindings(case_id)


@gate.look("protocols.steps")
def steps_under(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, number: int
) -> tuple[DueStep, ...]:
    """The duties as the case's binding of this number showed them when the case left it.

    What became known afterwards is not seen; for the binding in force they are those of now.
    Refuses a number the case never had.
    """
    every = kept.all_bindings(case_id)
    then = next((one for one in every if one.number == number), None)
    if then is None:
        raise Refusal("protocols.binding", "The case never worked under this version.")
    left = next((one.started_at for one in every if one.number == number + 1), at)
    return loaded.steps(
        loaded.standing(case_id, until=left),
        loaded.happened(actor, at, case_id, until=left),
        left,
        digest=then.digest,
    )


@gate.look("protocols.steps")
def board_of_case(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> Board:
    """Every duty of the case with its pack's stages, gates and reasons, and waivers asked."""
    standing = loaded.standing(case_id)
    binding, past = standing.binding, loaded.happened(actor, at, case_id)
    reader = kept.reader_of(binding.digest)
    steps = loaded.steps(standing, past, at)
    pack = reader.pack
    return Board(
        binding=binding,
        title=pack.title,
        newest=laying.content_for(pack.id, binding.agency_id, at=at)[1].version,
        stages=pack.stages,
        steps=steps,
        waivers=kept.asked_waivers(case_id),
        waiver_reasons=pack.waiver_reasons,
        pause_reasons=pack.pause_reasons,
        branches=reader.branches(standing.facts, past, at=at),
        gates=gates.gates_now(pack, steps),
        contacts=pack.contacts,
    )


@gate.look("protocols.steps")
def gate_of_case(*, actor: Actor, at: datetime, case_id: uuid.UUID, stage: str) -> GateNow:
    """What has to stand before this case enters a stage, and what of it is missing at `at`."""
    standing = loaded.standing(case_id)
    steps = loaded.steps(standing, loaded.happened(actor, at, case_id), at)
    return gates.gate_at(kept.pack_of(standing.binding.digest), stage, steps)


@gate.look("protocols.steps")
def pack_of_case(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> Pack:
    """The pack in the content that the case works under."""
    return kept.pack_of(loaded.standing(case_id).binding.digest)


@gate.look("protocols.steps")
def interview_rule(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> InterviewRule:
    """How often and how a child of this case may be questioned, and who may be present."""
    return kept.pack_of(loaded.standing(case_id).binding.digest).interview


@gate.look("protocols.steps")
def review_rule(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> ReviewRule:
    """How often somebody looks over this case."""
    return kept.pack_of(loaded.standing(case_id).binding.digest).review


@gate.look("protocols.move_preview")
def move_preview(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[StepChange, ...]:
    """What a move to the current version would change in this case; nothing is moved."""
    standing, past = loaded.standing(case_id), loaded.happened(actor, at, case_id)
    agency_id = laying.agency_of_case(actor, at, case_id)
    _, newest = laying.content_for(standing.binding.pack, agency_id, at=at)
    if newest.digest == standing.binding.digest:
        return ()
    after = PackReader(newest).due_steps(
        standing.facts,
        past,
        at=at,
        zone=standing.binding.zone,
        pauses=standing.pauses,
        waivers=standing.waivers,
        case_id=case_id,
    )
    return moving.changes(loaded.steps(standing, past, at), after, version=newest.version)


@gate.look("protocols.facts")
def facts_of_case(
    *, actor: Actor, at: datetime, case_id: uuid.UUID
) -> Mapping[uuid.UUID | None, CaseFacts]:
    """What was recorded of the case (under None) and of each of its people."""
    standing = loaded.standing(case_id)
    found: dict[uuid.UUID | None, CaseFacts] = {None: standing.facts}
    found.update((about, own) for about, own in standing.people.items())
    return found


@gate.look("protocols.windows")
def windows_of_case(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[WindowNow, ...]:
    """Every window at `at`: for each person with facts of their own, else for the case."""
    return loaded.windows(loaded.standing(case_id), loaded.happened(actor, at, case_id), at)

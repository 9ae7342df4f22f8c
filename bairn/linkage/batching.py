"""Everybody compared at once: older records and cases, through the batch engine.

Names are read as the house, recorded first, and live in this process alone until it ends. What was
judged is a constraint; what is found again brings its lead up to date, so a run may be repeated.
"""

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby

from bairn.access import across
from bairn.access.terms import HolderKind
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.likeness import reading
from bairn.likeness.batch.sightings import LinkedPair, Said, Seen, linked
from bairn.linkage import actions, queries
from bairn.linkage.terms.leads import FoundLead, LeadSource, Side, Verdict
from bairn.vault import opening
from bairn.vault.queries import everybody, matching

KEPT_AT_ONCE = 500
Step = Callable[[str, int, int], None]
KEYS = "batch"  # no keyed index has a part in it
_WIDTH = 0.15  # the bounds of a pair until reliability was measured where it is used


def run(
    *, actor: Actor, at: datetime, step: Step = lambda _what, _done, _all: None
) -> tuple[int, int]:
    """Compare everybody; how many people were read and how many leads are new. The house alone."""
    seen = list(_seen(actor, at, step))
    said = [
        Said(one, other, verdict is Verdict.POSITIVE)
        for one, other, verdict in queries.judgements_for_linking(actor=actor, at=at)
        if verdict is not Verdict.UNSURE
    ]
    new = 0
    waiting: list[FoundLead] = []
    model = ""
    for pair in linked(seen, said, step):
        if pair.one_holder == pair.other_holder and not pair.together:
            continue
        model = pair.model
        waiting.append(_lead(pair))
        if len(waiting) == KEPT_AT_ONCE:
            new += _keep(waiting, model, actor, at)
            waiting = []
    return len(seen), new + _keep(waiting, model, actor, at)


def _seen(actor: Actor, at: datetime, step: Step) -> Iterator[Seen]:
    """Every person of the house, read in pages of one holder, each on the record first."""
    after: tuple[uuid.UUID, uuid.UUID] | None = None
    done = 0
    while page := everybody.everybody(actor=actor, at=at, after=after):
        holders = {holder for holder, _subject in page}
        kinds = across.holder_kinds(actor=actor, at=at, holder_ids=sorted(holders))
        for holder, rows in groupby(page, key=lambda row: row[0]):
            subjects = [subject for _holder, subject in rows]
            for start in range(0, len(subjects), opening.MOST_AT_ONCE):
                part = subjects[start : start + opening.MOST_AT_ONCE]
                yield from _read(holder, part, kinds.get(holder), actor, at)
                done += len(part)
                step("reading", done, max(done, len(page)))
        after = page[-1]


def _read(
    holder: uuid.UUID,
    subjects: list[uuid.UUID],
    kind: HolderKind | None,
    actor: Actor,
    at: datetime,
) -> Iterator[Seen]:
    where = {"report_id" if kind is HolderKind.REPORT else "case_id": holder}
    try:
        fields = matching.read_for_matching(actor=actor, at=at, subject_ids=subjects, **where)
    except Refusal:
        return  # erased or moved since the page was read: the next run has it
    for subject, said in fields.items():
        yield Seen(subject, holder, reading.sighting_of(said))


def _lead(pair: LinkedPair) -> FoundLead:
    return FoundLead(
        one=Side(pair.one, pair.one_holder),
        other=Side(pair.other, pair.other_holder),
        logit=pair.logit,
        probability=pair.probability,
        low=max(0.0, pair.probability - _WIDTH),
        high=min(1.0, pair.probability + _WIDTH),
        reasons=pair.reasons,
        model=pair.model,
    )


def _keep(found: list[FoundLead], model: str, actor: Actor, at: datetime) -> int:
    if not found:
        return 0
    return len(
        actions.keep_leads(
            actor=actor, at=at, found=found, source=LeadSource.BATCH, model=model, keys=KEYS
        )
    )

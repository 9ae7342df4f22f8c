"""From the profile to the person: each step, the plan to tell, and the telling."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.access import queries as access
from bairn.evidence import kit_book, kit_kept, kit_rows, kits_way, matching
from bairn.evidence.kit_book import no
from bairn.evidence.models.kits import Kit, KitMatchStep, KitPlan
from bairn.kernel.actor import Actor
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind


@gate.act("evidence.kit_match_step")
def match_step(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    kit_id: uuid.UUID,
    step: str,
    happened_at: datetime,
    match: int = 0,
    kind: str = "",
) -> int:
    """The next step through the databases or of one match; the number of the match.

    A plan to tell is an act of its own. Telling needs that plan; “not now” closes nothing.
    """
    kit = kit_kept.row(case_id, kit_id, hold=True)
    if step == "planned":
        raise no("other_way", "Plan with the person's own choice.", "请按本人选择制定方案。")
    if step in ("told", "not_now"):
        matching.may_tell(kit_rows.plans(kit), match)
    number = _step(kit, actor, at, step, match, happened_at, kind)
    gate.subject(kit_id)
    gate.note(step=step, match=number)
    return number


def _step(
    kit: Kit,
    actor: Actor,
    at: datetime,
    step: str,
    match: int,
    happened_at: datetime,
    kind: str = "",
) -> int:
    steps = kit_rows.match_steps(kit)
    now = kit_kept.way(kit, kit_rows.events(kit))
    kits_way.in_time(happened_at, now, at=at)
    number = matching.may_step(
        step=step, match=match, steps=steps, kind=kind, now=now, book=kit_book.book()
    )
    kit_kept.keep(
        KitMatchStep(
            holder_id=kit.holder_id,
            kit=kit,
            number=len(steps) + 1,
            match=number,
            step=step,
            code=kind if step == "matched" else "",
            happened_at=happened_at,
            recorded_at=at,
            by_id=actor.id,
        )
    )
    return number


@gate.act("evidence.plan_to_tell")
def plan_to_tell(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    kit_id: uuid.UUID,
    match: int,
    choice: str,
    channel: str,
    place: str,
    advocate_id: uuid.UUID,
    words: str,
) -> None:
    """How the person wishes to be told: their choice, the safe words (sealed), advocate and place.

    Refuses a letter, a voicemail or a relative, and an advocate who is not in the circle.
    """
    kit = kit_kept.row(case_id, kit_id, hold=True)
    matching.may_plan(
        choice=choice, channel=channel, place=place, words=words, book=kit_book.book()
    )
    _of_circle(actor, at, case_id, advocate_id)
    _step(kit, actor, at, "planned", match, at)
    fields = {"kit_safe_words": words.strip()}
    words_id = vault.seal(
        actor=actor, at=at, kind=SubjectKind.WORDS, fields=fields, case_id=case_id
    )
    kit_kept.keep(
        KitPlan(
            holder_id=kit.holder_id,
            kit=kit,
            match=match,
            choice=choice,
            channel=channel,
            place=place,
            advocate_id=advocate_id,
            words_id=words_id,
            at=at,
            by_id=actor.id,
        )
    )
    gate.subject(kit_id)
    gate.note(match=match, channel=channel, choice=choice)


def _of_circle(actor: Actor, at: datetime, case_id: uuid.UUID, advocate_id: uuid.UUID) -> None:
    circle = {one.staff_id for one in access.circle_of(actor=actor, at=at, case_id=case_id)}
    if advocate_id not in circle:
        raise no(
            "advocate",
            "Name somebody of the circle who stands by the person.",
            "请指定知悉范围内的陪护人员。",
            field="advocate_id",
        )

"""Not to test a kit: asked by one, agreed by a prosecutor, taken back on any day."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.evidence import kit_book, kit_kept, kit_rows, testing
from bairn.evidence.models.kits import KitUntested
from bairn.kernel.actor import Actor


@gate.act("evidence.ask_not_to_test")
def ask_not_to_test(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, kit_id: uuid.UUID, reason: str
) -> uuid.UUID:
    """Ask a prosecutor to agree that a kit is not tested; nothing changes until they do.

    Refuses every reason but the three, and a wish for a child's kit.
    """
    kit = kit_kept.row(case_id, kit_id, hold=True)
    testing.may_ask(
        reason=reason,
        of_child=kit.of_child,
        now=kit_kept.way(kit, kit_rows.events(kit)),
        asked=kit_rows.untested(kit),
        book=kit_book.book(),
    )
    made = kit_kept.keep(
        KitUntested(holder_id=kit.holder_id, kit=kit, reason=reason, asked_by=actor.id, asked_at=at)
    )
    gate.subject(kit_id)
    gate.note(reason=reason)
    return made.id


@gate.act("evidence.answer_not_to_test")
def answer_not_to_test(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    kit_id: uuid.UUID,
    agreed: bool,
    refused_for: str = "",
) -> None:
    """A prosecutor agrees, and only then the kit stands as not tested, or refuses with a reason."""
    kit = kit_kept.row(case_id, kit_id, hold=True)
    waiting = next((one for one in kit_rows.untested(kit) if one.waits), None)
    asked = testing.may_answer(asked=waiting, by=actor.id)
    testing.check_answer(agreed=agreed, refused_for=refused_for, book=kit_book.book())
    KitUntested.objects.filter(id=asked.id).update(
        agreed=agreed, answered_by=actor.id, answered_at=at, refused_for=refused_for
    )
    if agreed:
        kit_kept.add_event(
            kit, "not_tested", happened_at=at, by_id=actor.id, at=at, code=asked.reason
        )
    gate.subject(kit_id)
    gate.note(agreed=agreed, reason=asked.reason)


@gate.act("evidence.test_after_all")
def have_it_tested(*, actor: Actor, at: datetime, case_id: uuid.UUID, kit_id: uuid.UUID) -> None:
    """Take back a question or an agreement, on any day: the kit is tested."""
    kit = kit_kept.row(case_id, kit_id, hold=True)
    standing = testing.may_reverse(kit_rows.untested(kit))
    KitUntested.objects.filter(id=standing.id).update(reversed_by=actor.id, reversed_at=at)
    if standing.agreed:
        kit_kept.add_event(kit, "tested_after_all", happened_at=at, by_id=actor.id, at=at)
    gate.subject(kit_id)

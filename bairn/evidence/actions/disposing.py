"""The end of an exhibit: examined, kept for longer, objected to, given back, disposed of."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction

from bairn.access import circles, gate
from bairn.access.terms import HolderKind
from bairn.evidence import codes, disposal_rows, disposing, exhibit_rows, handing, surroundings
from bairn.evidence.events import Told, held, tell
from bairn.evidence.models.custody import Disposal, Examination, Keeping, Objection
from bairn.evidence.terms import EventKind, Hands, Receipt
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault import wording


@gate.act("evidence.examine")
def examine(  # long: an examination says each of its parts by name
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    exhibit_id: uuid.UUID,
    what_for: str,
    from_at: datetime,
    until_at: datetime,
    seal_after: str,
    consumed: str = "none",
    result: str = "awaited",
    condition: str = "",
    words: str = "",
) -> uuid.UUID:
    """Whoever holds an exhibit has examined it; the examination's id. Words are sealed.

    A seal that was broken for it and put on anew is no break of the chain.
    """
    row = held(actor, case_id, exhibit_id)
    for which, code in (("what_for", what_for), ("consumed", consumed), ("result", result)):
        codes.check(which, code)
    if condition:
        codes.check("condition", condition)
    disposing.may_examine(from_at=from_at, until_at=until_at, at=at, after=row.last_at)
    before, after = row.seal, handing.number(seal_after, field="seal_after")
    words_id = wording.sealed(actor, at, {"exhibit_examination": words}, case_id=case_id)
    event = tell(
        Told(actor, at, until_at), row, EventKind.EXAMINED, giver=Hands(staff_id=actor.id),
        seal_before=before, seal_after=after, purpose="examination", reason=what_for,
        condition=condition, words_id=words_id,
    )  # fmt: skip
    made = Examination.objects.create(
        holder_id=case_id, exhibit_id=exhibit_id, event_number=event.number, by_id=actor.id,
        what_for=what_for, from_at=from_at, until_at=until_at, seal_before=before,
        seal_after=after, consumed=consumed, result=result, words_id=words_id, recorded_at=at,
    )  # fmt: skip
    gate.subject(exhibit_id)
    gate.note(what_for=what_for, consumed=consumed, result=result)
    return made.id


@gate.act("evidence.give_back")
def give_back(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    exhibit_id: uuid.UUID,
    owner: str,
    receipt: Receipt,
    happened_at: datetime | None = None,
) -> None:
    """Gives what one holds back to its owner, by a receipt.

    Refuses while a hold, an objection or a day to come stands against it, and every kit that may
    not be disposed of: what a person was not told in writing goes nowhere.
    """
    row = held(actor, case_id, exhibit_id)
    handing.may_be_a_receipt(receipt)
    disposing.may_give_back(
        owner, disposal_rows.against_giving_back(actor, at, case_id, exhibit_id)
    )
    words_id = wording.sealed(actor, at, {
            "exhibit_receiver": owner,
            "exhibit_receipt": receipt.reference,
            "exhibit_signed_by": receipt.signed_by,
        }, case_id=case_id)  # fmt: skip
    tell(
        Told(actor, at, happened_at), row, EventKind.GIVEN_BACK, giver=Hands(staff_id=actor.id),
        taker=Hands(outside="owner", words_id=words_id), purpose="return_to_owner",
        seal_before=row.seal, words_id=words_id, receipt_sha256=handing.sha256(receipt.sha256),
    )  # fmt: skip
    gate.subject(exhibit_id)


@gate.act("evidence.keep_until")
def keep_until(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    exhibit_id: uuid.UUID,
    until_at: datetime,
    basis: str,
) -> None:
    """An exhibit has to be kept until a day; of several days the latest counts."""
    exhibit_rows.one_held(case_id, exhibit_id)
    codes.check("keep_basis", basis, field="basis")
    disposing.may_keep_until(until_at, at=at)
    Keeping.objects.create(
        holder_id=case_id, exhibit_id=exhibit_id, until_at=until_at, basis=basis, at=at,
        by_id=actor.id,
    )  # fmt: skip
    gate.subject(exhibit_id)
    gate.note(basis=basis)


@gate.act("evidence.object")
def object_to_disposal(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    exhibit_id: uuid.UUID,
    by_whom: str,
    words: str = "",
) -> uuid.UUID:
    """Somebody does not want it disposed of; the objection's id. Words are sealed."""
    row = exhibit_rows.one_held(case_id, exhibit_id)
    disposing.still_here(exhibit_rows.card(row))
    codes.check("objector", by_whom, field="by_whom")
    made = Objection.objects.create(
        holder_id=case_id, exhibit_id=exhibit_id, by_whom=by_whom, raised_at=at,
        raised_by=actor.id,
        words_id=wording.sealed(actor, at, {"exhibit_objection": words}, case_id=case_id),
    )  # fmt: skip
    gate.subject(exhibit_id)
    gate.note(by_whom=by_whom)
    return made.id


@gate.act("evidence.settle_objection")
def settle_objection(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, objection_id: uuid.UUID, outcome: str
) -> None:
    """An objection is answered, by somebody other than whoever wrote it down."""
    row = Objection.objects.select_for_update().filter(holder_id=case_id, id=objection_id).first()
    if row is None:
        raise Refusal("evidence.no_objection", "There is no such objection in this case.")
    codes.check("objection_end", outcome, field="outcome")
    wish = disposal_rows.standing(row.exhibit_id)
    disposing.may_settle(disposal_rows.objection(row), by=actor.id, wish=wish)
    row.settled_as, row.settled_at, row.settled_by = outcome, at, actor.id
    row.save(update_fields=["settled_as", "settled_at", "settled_by"])
    gate.subject(row.exhibit_id)
    gate.note(outcome=outcome)


@gate.act("evidence.propose_disposal")
def propose_disposal(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, exhibit_id: uuid.UUID, basis: str
) -> uuid.UUID:
    """Proposes that an exhibit be disposed of; the proposal's id. Nothing happens by it alone."""
    row = exhibit_rows.one_held(case_id, exhibit_id)
    disposing.of_whom(actor.roles, own_kit=circles.kind_of(case_id) is HolderKind.KIT)
    codes.check("disposal_basis", basis, field="basis")
    disposing.may_propose(exhibit_rows.card(row), disposal_rows.standing(exhibit_id))
    made = Disposal(
        holder_id=case_id, exhibit_id=exhibit_id, basis=basis, proposed_by=actor.id, proposed_at=at
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as twice:
        raise Refusal("evidence.proposed", "Its disposal is proposed already.") from twice
    gate.subject(exhibit_id)
    gate.note(basis=basis)
    return made.id


@gate.act("evidence.agree_disposal")
def agree_disposal(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, exhibit_id: uuid.UUID
) -> None:
    """Another person agrees. Refuses whoever proposed it, and while anything stands against it."""
    exhibit_rows.one_held(case_id, exhibit_id)
    against = disposal_rows.obstacles(actor, at, case_id, exhibit_id)
    wish = disposing.may_agree(disposal_rows.standing(exhibit_id), by=actor.id, obstacles=against)
    Disposal.objects.filter(id=wish.id).update(agreed_by=actor.id, agreed_at=at)
    gate.subject(exhibit_id)
    gate.note(basis=wish.basis)


@gate.act("evidence.decline_disposal")
def decline_disposal(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, exhibit_id: uuid.UUID, reason: str
) -> None:
    """Says no to a disposal that was not carried out, with a coded reason."""
    exhibit_rows.one_held(case_id, exhibit_id)
    codes.check("decline_disposal", reason, field="reason")
    wish = disposing.may_decline(disposal_rows.standing(exhibit_id))
    Disposal.objects.filter(id=wish.id).update(
        declined_by=actor.id, declined_at=at, declined_for=reason
    )
    gate.subject(exhibit_id)
    gate.note(reason=reason)


@gate.act("evidence.dispose")
def dispose(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    exhibit_id: uuid.UUID,
    method: str,
    witness: uuid.UUID,
    happened_at: datetime | None = None,
) -> None:
    """Whoever holds it disposes of it, before somebody else's eyes, as was agreed.

    What stands against it is asked once more: it may have come since.
    """
    row = held(actor, case_id, exhibit_id)
    disposing.of_whom(actor.roles, own_kit=circles.kind_of(case_id) is HolderKind.KIT)
    codes.check("disposal_method", method, field="method")
    wish = disposing.may_dispose(
        disposal_rows.standing(exhibit_id),
        by=actor.id,
        witness=witness,
        circle=surroundings.circle(actor, at, case_id),
        obstacles=disposal_rows.obstacles(actor, at, case_id, exhibit_id),
        happened_at=happened_at or at,
    )
    tell(
        Told(actor, at, happened_at), row, EventKind.DISPOSED, giver=Hands(staff_id=actor.id),
        purpose="disposal", reason=wish.basis, seal_before=row.seal,
    )  # fmt: skip
    Disposal.objects.filter(id=wish.id).update(
        done_by=actor.id, done_at=happened_at or at, method=method, witness=witness
    )
    gate.subject(exhibit_id)
    gate.note(basis=wish.basis, method=method)

"""Who may give what to whom, who answers, and which moments may be said."""

import re
import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from bairn.evidence.terms import ExhibitCard, Handover, HandoverItem, Receipt, Receiver
from bairn.kernel.periods import within_reach
from bairn.kernel.refusal import Refusal

MOST_AT_ONCE = 100
IN_THE_HOUSE = frozenset({"held", "stored"})
# The number of a seal or a lot: a name does not fit in it.
_NUMBER = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9./-]{0,39}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def number(text: str, *, field: str) -> str:
    """The number of a seal or a lot as it is kept; empty where there is none."""
    tidy = text.strip().upper()
    if tidy and not _NUMBER.fullmatch(tidy):
        raise Refusal("evidence.number", "A number has capitals and digits, no words.", field=field)
    return tidy


def sha256(text: str, *, field: str = "sha256") -> str:
    """A digest as it is kept; empty where there is none."""
    tidy = text.strip().lower()
    if tidy and not _SHA256.fullmatch(tidy):
        raise Refusal("evidence.sha256", "A SHA-256 digest has 64 hexadecimal digits.", field=field)
    return tidy


def moment(
    happened_at: datetime, *, at: datetime, after: datetime | None, field: str = "happened_at"
) -> datetime:
    """Refuses a moment without its offset, in the future, or before what happened last."""
    if happened_at.tzinfo is None:
        raise Refusal("evidence.offset", "Say the time with its offset from UTC.", field=field)
    if happened_at > at:
        raise Refusal("evidence.future", "This moment has not come yet.", field=field)
    if not within_reach(happened_at):
        raise Refusal("evidence.long_ago", "This moment is too long ago.", field=field)
    if after is not None and happened_at < after:
        raise Refusal(
            "evidence.before_last", "Something that was written down happened later.", field=field
        )
    return happened_at


def in_hands_of(card: ExhibitCard, by: uuid.UUID) -> None:
    """Refuses what is gone, what somebody else holds, and what is offered to somebody."""
    if card.state not in IN_THE_HOUSE:
        raise Refusal("evidence.not_here", "This exhibit is not in the house.")
    if card.hands.staff_id != by:
        raise Refusal("evidence.not_in_your_hands", "Somebody else answers for this exhibit now.")
    if card.handover_id is not None:
        raise Refusal("evidence.offered", "This exhibit is offered to somebody: end that first.")


def may_offer(
    cards: Sequence[ExhibitCard], to: Receiver, *, by: uuid.UUID, may_take: Collection[uuid.UUID]
) -> None:
    """Refuses an offer by whoever does not hold it all, or to nobody who may take it."""
    if not cards or len(cards) > MOST_AT_ONCE:
        raise Refusal("evidence.how_many", "Choose between one and 100 exhibits.", field="exhibits")
    for card in cards:
        in_hands_of(card, by)
    if bool(to.staff_id) == bool(to.outside):
        raise Refusal("evidence.receiver", "Name one receiver.", field="to")
    if to.staff_id == by:
        raise Refusal("evidence.same_person", "Somebody else has to take it.", field="to")
    if to.staff_id is not None and to.staff_id not in may_take:
        raise Refusal(
            "evidence.not_in_circle", "Only the circle of the case can take it over.", field="to"
        )
    if to.outside and not to.words.strip():
        raise Refusal("evidence.receiver_words", "Say who takes it.", field="to_words")


def may_answer(
    handover: Handover, exhibit_ids: Collection[uuid.UUID], *, by: uuid.UUID
) -> tuple[HandoverItem, ...]:
    """What the receiver answers for now: these, or all that wait. Refuses everybody else."""
    if handover.taker.staff_id is None:
        raise Refusal("evidence.outside", "Somebody outside the house takes this: by a receipt.")
    if handover.taker.staff_id != by:
        raise Refusal("evidence.not_the_receiver", "Only the named receiver answers this.")
    return still_waiting(handover, exhibit_ids)


def may_take_back(
    handover: Handover, exhibit_ids: Collection[uuid.UUID], *, by: uuid.UUID
) -> tuple[HandoverItem, ...]:
    """What the giver takes back. Refuses everybody else."""
    if handover.giver != by:
        raise Refusal("evidence.not_the_giver", "Only the giver takes an offer back.")
    return still_waiting(handover, exhibit_ids)


def may_be_receipted(
    handover: Handover, exhibit_ids: Collection[uuid.UUID], receipt: Receipt
) -> tuple[HandoverItem, ...]:
    """What somebody outside has taken by this receipt. Refuses one that names no document."""
    if not handover.taker.outside:
        raise Refusal("evidence.inside", "The receiver is of the house and answers in person.")
    may_be_a_receipt(receipt)
    return still_waiting(handover, exhibit_ids)


def may_be_a_receipt(receipt: Receipt) -> None:
    """Refuses a receipt that names no document, or says nothing of who signed it."""
    if not receipt.reference.strip():
        raise Refusal("evidence.receipt", "Say by which document.", field="reference")
    if not receipt.signed_by.strip():
        raise Refusal("evidence.signed_by", "Say who signed it.", field="signed_by")
    sha256(receipt.sha256, field="receipt_sha256")


def still_waiting(
    handover: Handover, exhibit_ids: Collection[uuid.UUID]
) -> tuple[HandoverItem, ...]:
    """These of its exhibits, or all, as long as none of them was answered."""
    waiting = {one.exhibit_id: one for one in handover.waiting}
    asked = tuple(dict.fromkeys(exhibit_ids)) or tuple(waiting)
    if not asked or set(asked) - set(waiting):
        raise Refusal("evidence.answered", "This was answered already.")
    return tuple(waiting[one] for one in asked)


def may_come_back(card: ExhibitCard) -> None:
    """Refuses what is not outside the house."""
    if card.state != "outside":
        raise Refusal("evidence.not_outside", "This exhibit is not outside the house.")


def may_claim(card: ExhibitCard, *, by: uuid.UUID) -> None:
    """Refuses what one holds already, and what is gone."""
    if card.state not in IN_THE_HOUSE:
        raise Refusal("evidence.not_here", "This exhibit is not in the house.")
    if card.hands.staff_id == by:
        raise Refusal("evidence.yours", "You answer for this exhibit already.")


def some_number(seal: str) -> None:
    """Refuses a seal without a number."""
    if not seal:
        raise Refusal("evidence.no_seal", "Say the number of the seal.", field="number")


def may_break(seal: str) -> None:
    """Refuses where there is no seal to break."""
    if not seal:
        raise Refusal("evidence.unsealed", "There is no seal on it.")

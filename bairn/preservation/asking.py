"""Whether a request may be drafted, approved, sent and answered as it is."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from bairn.kernel.periods import within_reach
from bairn.kernel.refusal import Refusal
from bairn.preservation.terms import (
    Book,
    Kind,
    LegalBasis,
    NewRequest,
    Request,
    State,
)

CLOCK_SLACK = timedelta(minutes=5)  # clocks of two machines differ
MOST_LINES = 400
SUPPORT = "support_worker"
SUPPORTS = frozenset({"support_worker", "advocate"})  # what the packs call them
MOST_WORDS = 20_000
_SHA256 = re.compile(r"[0-9a-f]{64}")
_OVER = frozenset({State.REFUSED, State.NOTHING_HELD, State.WITHDRAWN})
_NEEDS_ROLE = {"supervisor": "supervisor", "prosecutor": "prosecutor", "judge": "supervisor"}


def may_draft(wish: NewRequest, *, book: Book, today: date) -> LegalBasis:
    """The basis it is drafted on. Raises Refusal for what no holder could act on."""
    row = book.classes.get(wish.holder_class)
    basis = book.bases.get(wish.basis)
    if row is None:
        raise Refusal("preservation.holder", "Choose whom you ask.", field="holder")
    if basis is None or wish.kind not in basis.kinds or row.id not in basis.of:
        raise Refusal(
            "preservation.basis", "On this ground that cannot be asked of them.", field="basis"
        )
    if basis.from_day is not None and today < basis.from_day:
        raise Refusal(
            "preservation.not_in_force", "This ground is not in force yet.", field="basis"
        )
    if not wish.items or not set(wish.items) <= set(row.items):
        raise Refusal("preservation.items", "Say what exactly, from the list.", field="items")
    _check_words(wish, basis)
    if wish.holder_id is None and not wish.words.addressee.strip():
        raise Refusal("preservation.addressee", "Say whom it goes to.", field="addressee")
    if not within_reach(wish.period.earliest, wish.period.latest):
        raise Refusal("preservation.period", "Give times that can be meant.", field="from_at")
    return basis


def only_removal(kind: Kind) -> None:
    """Raises Refusal for anything but a takedown."""
    if kind is not Kind.TAKEDOWN:
        raise Refusal("preservation.not_takedown", "This way only a removal is asked for.")


def may_ask_removal(*, roles: Iterable[str], named: Iterable[str]) -> None:
    """Raises Refusal for support unless a step of the case gives it to them."""
    if set(roles) <= {SUPPORT} and not SUPPORTS & set(named):
        raise Refusal(
            "preservation.not_named",
            "No step of this case gives the request for removal to support.",
        )


def _check_words(wish: NewRequest, basis: LegalBasis) -> None:
    words = wish.words
    if not words.accounts.strip():
        raise Refusal(
            "preservation.accounts", "Name the accounts, places or addresses.", field="accounts"
        )
    if len(words.accounts.splitlines()) > MOST_LINES:
        raise Refusal("preservation.many", "At most 400 lines in one letter.", field="accounts")
    if not words.purpose.strip():
        raise Refusal("preservation.purpose", "Say in a sentence what for.", field="purpose")
    if basis.reference and not words.power.strip():
        raise Refusal(
            "preservation.power", "Name the law or the order that you ask by.", field="power"
        )
    if not words.signed_by.strip() or not words.contact.strip():
        raise Refusal(
            "preservation.signed", "Say who signs and how they are reached.", field="signed_by"
        )
    if any(len(one) > MOST_WORDS for one in (words.accounts, words.details, words.purpose)):
        raise Refusal("preservation.long", "Say it shorter.", field="details")


def preservation_first(wish: NewRequest, *, others: Iterable[Request]) -> None:
    """Raises Refusal where disclosure is asked and nothing to be kept; never in danger."""
    if wish.kind is not Kind.DISCLOSE or wish.together or wish.without:
        return
    if not any(_keeps(one, wish) for one in others):
        raise Refusal(
            "preservation.first",
            "Ask them to preserve it first: draft both together, or say why not.",
            field="together",
        )


def _keeps(one: Request, wish: NewRequest) -> bool:
    if one.kind is not Kind.PRESERVE or one.state in _OVER | {State.EXPIRED}:
        return False
    if wish.holder_id is not None:
        return one.holder_id == wish.holder_id
    return one.holder_id is None and one.holder_class == wish.holder_class


def may_approve(one: Request, *, basis: LegalBasis, by: object, roles: Iterable[str]) -> None:
    """Raises Refusal unless this person may agree to it, and did not draft it.

    What a judge ordered is written down by a supervisor; the order is named in the letter.
    """
    if not basis.needs:
        raise Refusal("preservation.no_need", "This ground needs nobody's agreement.")
    if one.state is not State.DRAFTED:
        raise Refusal("preservation.state", "This does not fit where the request stands.")
    if by == one.drafted_by:
        raise Refusal("preservation.own", "Somebody else has to agree to it.")
    if not {_NEEDS_ROLE[basis.needs], "prosecutor"} & set(roles):
        raise Refusal("preservation.authority", "This ground needs somebody else's agreement.")


def may_send(one: Request, *, basis: LegalBasis, channel: str) -> None:
    """Raises Refusal while an agreement or the letter is missing; danger may be phoned in."""
    if basis.needs and one.state is State.DRAFTED:
        raise Refusal("preservation.not_approved", "It has to be agreed to before it leaves.")
    if one.kind is Kind.EMERGENCY and channel == "phone":
        return
    if one.letter_id is None:
        raise Refusal("preservation.no_letter", "Make the letter first: what is sent is kept.")


def check_moment(happened_at: datetime, *, not_before: datetime, at: datetime) -> None:
    """Raises Refusal for a moment that has not come or lies before the one before it."""
    if happened_at > at + CLOCK_SLACK:
        raise Refusal("preservation.future", "This moment has not come yet.", field="happened_at")
    if happened_at < not_before - CLOCK_SLACK:
        raise Refusal(
            "preservation.before", "This lies before what came before it.", field="happened_at"
        )


def may_extend(*, basis: LegalBasis, extended: int, until: datetime, before: datetime) -> None:
    """Raises Refusal where the ground gives no further extension, or one that gains nothing."""
    if extended >= basis.times:
        raise Refusal("preservation.no_extension", "This ground gives no further extension.")
    if until <= before:
        raise Refusal(
            "preservation.until", "An extension ends later than it does now.", field="until"
        )


def check_period(start: datetime | None, end: datetime | None) -> None:
    """Raises Refusal for a period that ends before it begins."""
    if start is not None and end is not None and end < start:
        raise Refusal("preservation.period_order", "It ends before it begins.", field="until_at")


def check_digest(sha256: str, size_bytes: int) -> None:
    """Raises Refusal unless both can be those of something that came."""
    if not _SHA256.fullmatch(sha256):
        raise Refusal(
            "preservation.digest", "A SHA-256 has 64 characters, 0 to 9 and a to f.", field="sha256"
        )
    if not 0 <= size_bytes < 2**62:
        raise Refusal("preservation.size", "Give the size in bytes.", field="size_bytes")

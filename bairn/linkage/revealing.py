"""Two keys before more is seen: the asker's own supervisor, then whoever answers for the holder."""

import uuid
from datetime import datetime, timedelta

from bairn.kernel.refusal import Refusal
from bairn.linkage.terms.reveals import PartAnswer, RevealState

ASK_LASTS = timedelta(days=14)  # to find one's own supervisor
REVEAL_LASTS = timedelta(days=30)  # for others to answer
WORDS_MOST = 2_000
_STANDS = frozenset({RevealState.ASKED, RevealState.AGREED})


def state_at(state: RevealState, *, ends_at: datetime, at: datetime) -> RevealState:
    """The state at a moment: what nobody ended ends by itself, whatever others did."""
    return RevealState.ENDED if state in _STANDS and at >= ends_at else state


def may_ask(words: str, *, standing: bool) -> None:
    """One request a person at a time, and with a reason. Raises Refusal."""
    if not words.strip():
        raise Refusal("linkage.reveal_words", "Say why you ask to see more.", field="words")
    if len(words) > WORDS_MOST:
        raise Refusal("linkage.reveal_long", "Say it in at most 2,000 characters.", field="words")
    if standing:
        raise Refusal("linkage.reveal_standing", "A request about this person stands already.")


def may_decide(state: RevealState, *, asked_by: uuid.UUID, actor_id: uuid.UUID) -> None:
    """The first key is turned by another person than who asked. Raises Refusal."""
    if state is not RevealState.ASKED:
        raise Refusal("linkage.reveal_decided", "This request does not wait for you any more.")
    if asked_by == actor_id:
        raise Refusal("linkage.reveal_own", "Somebody else than who asked agrees to a request.")


def may_withdraw(state: RevealState) -> None:
    """Only what stands can be withdrawn. Raises Refusal."""
    if state not in _STANDS:
        raise Refusal("linkage.reveal_over", "This request is over already.")


def may_answer(
    before: PartAnswer | None, answer: PartAnswer, *, ends_at: datetime, at: datetime, closed: bool
) -> None:
    """What stands is answered; a yes may be taken back at any time. Raises Refusal."""
    if before is PartAnswer.YES and answer is PartAnswer.NOT_NOW:
        return
    if before is answer:
        raise Refusal("linkage.reveal_answered", "This was answered so already.")
    if closed or at >= ends_at:
        raise Refusal("linkage.reveal_over", "This request is over already.")

"""When something may be said of a piece on the schedule, and who may agree to withhold it."""

from collections.abc import Collection, Mapping, Sequence

from bairn.disclosure.terms import Answer, Choice, Line, Piece, Said, Use
from bairn.kernel.refusal import Refusal

MOST_PIECES = 500
_MOST_WORDS = 2000
Lists = Mapping[str, Mapping[str, Choice]]


def may_say(said: Said, pieces: Sequence[Piece], *, held: Collection[Piece], lists: Lists) -> None:
    """Raises Refusal unless all of this may be said of each of these pieces of the case."""
    if not pieces:
        raise Refusal("disclosure.no_piece", "Choose at least one exhibit or file.", field="pieces")
    if len(pieces) > MOST_PIECES:
        raise Refusal("disclosure.too_many", "Choose at most 500 at once.", field="pieces")
    if any(one not in held for one in pieces):
        raise Refusal("disclosure.not_here", "This case holds no such exhibit or file.")
    if len(said.description) > _MOST_WORDS:
        raise Refusal("disclosure.words_long", "Use at most 2,000 characters.", field="description")
    if said.use is Use.WITHHELD:
        _may_withhold(said, lists)
    elif said.reason:
        raise Refusal(
            "disclosure.reason_unasked", "A reason goes with what is withheld.", field="reason"
        )


def _may_withhold(said: Said, lists: Lists) -> None:
    if said.reason not in lists["withheld"]:
        raise Refusal(
            "disclosure.reason", "Say why it is withheld: choose a reason.", field="reason"
        )
    if not said.description.strip():
        raise Refusal(
            "disclosure.describe",
            "Describe what is withheld, without revealing it: the other side has to know that it "
            "is there.",
            field="description",
        )


def may_answer(
    line: Line | None, answer: Answer, *, by: object, declined_for: str, lists: Lists
) -> None:
    """Raises Refusal unless this wish to withhold waits, and for somebody else than who said it."""
    if line is None or line.use is not Use.WITHHELD:
        raise Refusal("disclosure.not_withheld", "This is not to be withheld.")
    if line.answer is not None:
        raise Refusal("disclosure.answered", "This was answered already.")
    if line.by_id == by:
        raise Refusal("disclosure.own", "Somebody else than who asked for it answers.")
    if answer is Answer.DECLINED and declined_for not in lists["declined"]:
        raise Refusal("disclosure.declined_for", "Say why: choose a reason.", field="declined_for")
    if answer is Answer.AGREED and declined_for:
        raise Refusal("disclosure.reason_unasked", "A reason goes with what is declined.")

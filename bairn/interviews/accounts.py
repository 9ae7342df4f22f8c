"""What else counts: a first account, kept once; questioning outside an interview, every time."""

from collections.abc import Sequence
from datetime import datetime

from bairn.interviews.planning import CLOCK_SLACK
from bairn.interviews.terms import FirstAccount
from bairn.kernel.periods import within_reach
from bairn.kernel.refusal import Refusal

LONGEST_WORDS = 100_000
MOST_MINUTES = 24 * 60


def may_record(stands: FirstAccount | None) -> None:
    """Raises Refusal when the child's first account stands already: it is never asked for again."""
    if stands is not None:
        raise stands_already()


def stands_already() -> Refusal:
    """The no to a second first account, which says where the first stands."""
    return Refusal(
        "interviews.first_account",
        "The first account stands here already, word for word. Do not ask the child again; "
        "put what is new beside it.",
        field="words",
    )


def to_add_to(stands: FirstAccount | None) -> FirstAccount:
    """The account that something is put beside. Raises Refusal when there is none."""
    if stands is None:
        raise Refusal("interviews.no_account", "No first account is recorded yet.", field="words")
    return stands


def check_words(words: str) -> str:
    """The words, as they were given. Raises Refusal for none, or for too many."""
    if not words.strip() or len(words) > LONGEST_WORDS:
        raise Refusal("interviews.words", "Write down what was said, word for word.", field="words")
    return words


def check_past(moment: datetime, *, at: datetime, field: str) -> None:
    """Raises Refusal for a moment that has not come yet, and for one before 1900."""
    if moment > at + CLOCK_SLACK or not within_reach(moment):
        raise Refusal("interviews.future", "This moment has not come yet.", field=field)


def check_minutes(minutes: int | None) -> None:
    """Raises Refusal unless minutes are unknown or a plain number of them."""
    if minutes is not None and not 0 <= minutes <= MOST_MINUTES:
        raise Refusal("interviews.minutes", "Give minutes as a number from 0.", field="minutes")


def in_order(prompts: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The prompts in the catalogue's order, each once."""
    return tuple(code for code in known if code in set(prompts))

"""When a job that failed is tried again, and when not any more. Plain Python."""

from datetime import timedelta

from bairn.kernel.refusal import Refusal

MOST_TRIES = 7


def again_in(fault: BaseException, *, tries: int) -> timedelta | None:
    """How long to wait after `tries` earlier attempts: 2 s, 8 s, 32 s … 34 min; None for never.

    A refusal is an answer: asking again would only be refused, and recorded, again.
    """
    if isinstance(fault, Refusal) or tries + 1 >= MOST_TRIES:
        return None
    return timedelta(seconds=2 * 4**tries)

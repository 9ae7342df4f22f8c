"""When a bundle that is being made is taken to have been broken off."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bairn.disclosure.terms import Making, Stage
from bairn.kernel.refusal import Refusal

# A job that failed is tried for the last time 34 minutes after the time before.
SILENCE = timedelta(hours=1)
BROKEN_OFF = "disclosure.broken_off"
_UNDER_WAY = (Stage.ASKED, Stage.WRITING)


def under_way(stage: Stage) -> bool:
    """Whether somebody is still to make it, as far as is known."""
    return stage in _UNDER_WAY


def broken_off(stage: Stage, *, heard_at: datetime, at: datetime) -> bool:
    """Whether nothing was heard of it for so long that it may be asked for again."""
    return under_way(stage) and at - heard_at > SILENCE


def may_ask(makings: Iterable[Making]) -> None:
    """Raises Refusal while a bundle of the same release is being made."""
    if any(under_way(one.stage) for one in makings):
        raise Refusal("disclosure.making", "A bundle of this release is being made.")


def goes_on(stage: Stage) -> None:
    """Raises Refusal for word of a bundle whose making has ended already."""
    if not under_way(stage):
        raise Refusal("disclosure.ended", "This has ended already: ask for a bundle again.")

"""What is done under each name. `journeys/later.py` fills it; the worker alone imports that."""

from collections.abc import Callable
from typing import Any

from bairn.access import sessions
from bairn.jobs.deferring import JobFault, Stored, restored
from bairn.kernel import clock

Handler = Callable[..., Any]
HANDLERS: dict[str, Handler] = {}
PERIODS: dict[str, str] = {}  # name to cron line, its sixth field seconds


def handler(name: str) -> Callable[[Handler], Handler]:
    """Mark what `name` does: called with `actor` (the house), `at` (now) and the deferred ids."""

    def register(function: Handler) -> Handler:
        if HANDLERS.setdefault(name, function) is not function:
            raise JobFault(f"two functions claim the job {name}")
        return function

    return register


def every(name: str, *, seconds: int) -> Callable[[Handler], Handler]:
    """Mark what `name` does each `seconds`: a divisor of a minute, or minutes up to an hour.

    It takes no ids. A turn that is missed while no worker runs is not made up for.
    """
    PERIODS[name] = _cron(seconds)
    return handler(name)


def perform(name: str, arguments: Stored) -> None:
    """Do one job as the house itself. Raises KeyError for a name that nobody handles."""
    HANDLERS[name](actor=sessions.system(), at=clock.now(), **restored(arguments))


def _cron(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    if not minutes and rest and 60 % rest == 0:
        return f"* * * * * */{rest}"
    if minutes and not rest and 60 % minutes == 0:
        return f"*/{minutes} * * * *"
    raise JobFault("a period is a divisor of a minute in seconds, or of an hour in minutes")

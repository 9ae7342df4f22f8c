"""Work for later: deferred in the same transaction as the act that asks for it."""

from bairn.jobs.deferring import JobFault, defer
from bairn.jobs.registry import every, handler
from bairn.jobs.state import JobsState, state
from bairn.jobs.working import run, run_waiting

__all__ = ["JobFault", "JobsState", "defer", "every", "handler", "run", "run_waiting", "state"]

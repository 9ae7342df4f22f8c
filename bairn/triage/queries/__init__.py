"""What can be seen in triage: the queue, one report's standing, proposals, one's own views."""

from bairn.triage.queries.queue import counts, queue
from bairn.triage.queries.report import proposals, triage_of, waiting_for_second
from bairn.triage.queries.views import views

__all__ = ["counts", "proposals", "queue", "triage_of", "views", "waiting_for_second"]

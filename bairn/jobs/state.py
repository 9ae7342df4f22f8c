"""How the work for later stands, for the health page: counts and ages, no job's content."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

BEATS_EVERY = timedelta(seconds=5)
GONE_AFTER = timedelta(seconds=20)  # a worker that has not been heard of for so long
_STATE = """
select (select count(*) from (select from procrastinate_jobs where status = 'todo'
            and coalesce(scheduled_at, now()) <= now() limit 1001) as due),
       (select count(*) from (select from procrastinate_jobs where status = 'failed' limit 1001)
            as failed),
       (select now() - min(coalesce(job.scheduled_at, event.at)) from procrastinate_jobs as job
            join procrastinate_events as event on event.job_id = job.id and event.type = 'deferred'
            where job.id = (select id from procrastinate_jobs where status = 'todo'
                and coalesce(scheduled_at, now()) <= now() order by id limit 1)),
       (select now() - max(last_heartbeat) from procrastinate_workers)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobsState:
    """Due and failed jobs (capped at 1,001), how long the first has waited, the last heartbeat."""

    waiting: int
    failed: int
    oldest: timedelta | None
    worker_seen: timedelta | None

    @property
    def worker_lives(self) -> bool:
        """Whether a worker has been heard of lately."""
        return self.worker_seen is not None and self.worker_seen < GONE_AFTER


def state() -> JobsState:
    """The state of the queue now."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        waiting, failed, oldest, seen = cursor.fetchone()
    return JobsState(waiting=waiting, failed=failed, oldest=oldest, worker_seen=seen)

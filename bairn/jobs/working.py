"""Doing the work: procrastinate's worker in a process of its own, or what is due here and now.

The worker polls. procrastinate would have each new job NOTIFY, and PostgreSQL takes one lock for
the whole database from NOTIFY until the commit is on the disk: every report and every act that
defers a job would queue behind the others. Our migration switches those triggers off.
"""

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any

from django.db import connection
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import DjangoApp, connector_params
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from bairn.jobs import registry
from bairn.jobs.retrying import MOST_TRIES, again_in
from bairn.jobs.state import BEATS_EVERY, GONE_AFTER
from bairn.kernel import clock

THREADS = 2
_POLL = 0.25  # seconds between two looks for new jobs
_DRAIN = 8.0  # seconds that running jobs get to end when the house stops
_TAKE_BACK = "jobs.take_back"
_log = logging.getLogger(__name__)


class _Again(BaseRetryStrategy):
    """procrastinate's question, our answer."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        wait = again_in(exception, tries=job.attempts)
        return RetryDecision(retry_at=clock.now() + wait) if wait is not None else None


def run(stop: Callable[[], bool]) -> None:
    """Work until `stop` says so; running jobs then get 8 s to end. Raises when the database goes.

    Whoever calls it has imported the module that registers the handlers.
    """
    asyncio.run(_work(_app(), stop))


def run_waiting(*, most: int = 10_000) -> int:
    """Do what is due in this thread and on this connection, newly asked for jobs too; how many.

    Each failed job is retried or given up as the worker would; then the first fault is raised.
    """
    worker = _one("select worker_id from procrastinate_register_worker_v1()")[0]
    faults: list[Exception] = []
    count = 0
    try:
        while count < most and (job := _fetched(worker)) is not None:
            count += 1
            try:
                registry.perform(job[1], job[2])
            except Exception as fault:
                faults.append(fault)
                _failed(job[0], job[3], fault)
            else:
                _one("select procrastinate_finish_job_v1(%s, 'succeeded', true)", job[0])
    finally:
        _one("select procrastinate_unregister_worker_v1(%s)", worker)
    if faults:
        raise faults[0]
    return count


def take_back() -> int:
    """Give jobs whose worker died back to the queue; one that has cost too many tries is failed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select jobs_take_back(make_interval(secs => %s), %s)",
            [GONE_AFTER.total_seconds(), MOST_TRIES],
        )
        return int(cursor.fetchone()[0])


async def _work(app: App, stop: Callable[[], bool]) -> None:
    async with app.open_async():
        worker = asyncio.create_task(
            app.run_worker_async(
                concurrency=THREADS,
                listen_notify=False,
                fetch_job_polling_interval=_POLL,
                shutdown_graceful_timeout=_DRAIN,
                delete_jobs="successful",
                install_signal_handlers=False,
                update_heartbeat_interval=BEATS_EVERY.total_seconds(),
                stalled_worker_timeout=GONE_AFTER.total_seconds(),
            )
        )
        while not stop() and not worker.done():
            await asyncio.wait({worker}, timeout=_POLL)
        if worker.done():
            worker.result()
            raise RuntimeError("the worker ended by itself")
        worker.cancel()
        await asyncio.wait({worker})


def _app() -> App:
    app = DjangoApp(connector=PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=4))
    for name in registry.HANDLERS:
        task = app.task(name=name, retry=_Again(), queue="bairn")(_performing(name))
        if name in registry.PERIODS:
            app.periodic(cron=registry.PERIODS[name], queueing_lock=name)(task)
    mending = app.task(name=_TAKE_BACK, queue="bairn")(lambda timestamp: take_back())
    app.periodic(cron="* * * * * */20", queueing_lock=_TAKE_BACK)(mending)
    return app


def _performing(name: str) -> Callable[..., None]:
    def perform(*, timestamp: int | None = None, **arguments: Any) -> None:
        """`timestamp` is the turn of a periodic job; the handlers read no time but `at`."""
        try:
            registry.perform(name, arguments)
        except Exception as fault:
            _log.warning("job_failed", extra={"act": name, "exception_type": type(fault).__name__})
            raise

    return perform


def _fetched(worker: int) -> tuple[int, str, dict[str, Any], int] | None:
    job = _one(
        "select id, task_name, args::text, attempts from procrastinate_fetch_job_v2(null, %s)",
        worker,
    )
    return None if job[0] is None else (job[0], job[1], json.loads(job[2]), job[3])


def _failed(job_id: int, tries: int, fault: Exception) -> None:
    wait = again_in(fault, tries=tries)
    if wait is None:
        _one("select procrastinate_finish_job_v1(%s, 'failed', false)", job_id)
        return
    _one("select procrastinate_retry_job_v2(%s, %s, null, null, null)", job_id, clock.now() + wait)


def _one(statement: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()

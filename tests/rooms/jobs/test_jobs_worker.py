"""The worker in its own threads and on its own connections, on committed jobs."""

import threading
import time
import uuid

import pytest
from django.db import connection, connections

from bairn import jobs
from bairn.jobs import working

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def empty_queue():
    """pytest empties the tables that Django made; procrastinate's are made by its own SQL."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers cascade")


@pytest.fixture
def worker():
    """Start a worker; at the end it is asked to stop, and has to."""
    stopping = threading.Event()
    running = threading.Thread(target=_run, args=(stopping.is_set,))

    def begin():
        running.start()

    yield begin
    stopping.set()
    running.join(timeout=60)
    assert not running.is_alive()


def _run(stop):
    try:
        jobs.run(stop)
    finally:
        connections.close_all()


def until(true, *, seconds=60.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def test_the_worker_does_what_was_committed_in_any_order_and_leaves_nothing_behind(worker):
    wanted = {uuid.uuid4() for _ in range(30)}
    done = []
    jobs.handler("test.note")(lambda *, actor, at, report_id: done.append(report_id))
    worker()
    for one in wanted:
        jobs.defer("test.note", report_id=one)
    assert until(lambda: set(done) == wanted)
    assert until(lambda: jobs.state().waiting == 0)
    assert len(done) == 30
    assert jobs.state().worker_lives


def test_a_poison_job_does_not_hold_up_the_worker(worker):
    done = []

    @jobs.handler("test.poison")
    def poison(*, actor, at):
        raise OSError("away")

    jobs.handler("test.note")(lambda *, actor, at: done.append(1))
    jobs.defer("test.poison")
    jobs.defer("test.note")
    worker()
    assert until(lambda: done == [1])


def test_a_periodic_job_is_done_again_and_again(worker):
    turns = []

    @jobs.every("test.tick", seconds=1)
    def tick(*, actor, at):
        turns.append(at)

    worker()
    assert until(lambda: len(turns) >= 2)


def test_a_running_job_is_ended_before_the_worker_stops():
    stopping = threading.Event()
    began, ended = threading.Event(), threading.Event()

    @jobs.handler("test.slow")
    def slow(*, actor, at):
        began.set()
        time.sleep(1)
        ended.set()

    running = threading.Thread(target=_run, args=(stopping.is_set,))
    running.start()
    jobs.defer("test.slow")
    assert began.wait(10)
    stopping.set()
    running.join(timeout=60)
    assert ended.is_set()
    assert jobs.state().worker_seen is None  # it took its leave
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs where task_name = 'test.slow'")
        assert cursor.fetchone() == (0,)


def test_the_job_of_a_killed_worker_goes_back_and_fails_when_it_kills_every_worker():
    jobs.handler("test.note")(lambda *, actor, at: None)
    jobs.defer("test.note")
    for tries in range(1, 8):
        with connection.cursor() as cursor:
            cursor.execute("select worker_id from procrastinate_register_worker_v1()")
            (dead,) = cursor.fetchone()
            cursor.execute("select id from procrastinate_fetch_job_v2(null, %s)", [dead])
            assert cursor.fetchone()[0] is not None
            assert working.take_back() == 0  # it is alive still
            cursor.execute(
                "update procrastinate_workers set last_heartbeat = now() - interval '1 minute'"
            )
        assert working.take_back() == 1
        assert jobs.state().failed == (1 if tries == 7 else 0)
    assert jobs.run_waiting() == 0

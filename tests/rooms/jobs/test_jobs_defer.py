"""Work for later: deferred with the act, done once, never holding a word."""

import uuid

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from bairn import jobs
from bairn.access import gate, sessions
from bairn.access.terms import Policy, Scope
from bairn.kernel.actor import ActorKind
from bairn.kernel.refusal import Refusal
from tests.cast import AT

pytestmark = pytest.mark.django_db
REPORT = uuid.uuid4()


@pytest.fixture
def done():
    seen = []

    @jobs.handler("test.note")
    def note(*, actor, at, **ids):
        seen.append((actor, at, ids))

    return seen


@pytest.fixture
def acts(monkeypatch):
    why = {"en": "For the test.", "zh": "测试。"}
    row = Policy("test.defer", frozenset({"system", "reporter"}), Scope.ANYONE, why)
    known = dict(gate.policy()) | {"test.defer": row}
    monkeypatch.setattr(gate, "policy", lambda: known)
    yield
    gate.REGISTERED.pop("test.defer", None)


def test_a_deferred_job_is_done_once_as_the_house_with_its_ids_and_codes(done):
    jobs.defer("test.note", report_id=REPORT, code="campaign.spring", count=3, child=True)
    assert jobs.run_waiting() == 1
    assert jobs.run_waiting() == 0
    ((actor, at, ids),) = done
    assert actor.kind is ActorKind.SYSTEM
    assert at.tzinfo is not None
    assert ids == {"report_id": REPORT, "code": "campaign.spring", "count": 3, "child": True}


@pytest.mark.parametrize(
    "value", ["Robin met Kim", "+86 138 0013 8000", "kim@school.example", 13800138000, None, ["a"]]
)
def test_a_word_a_long_number_or_a_list_is_refused_and_not_repeated(value):
    with pytest.raises(jobs.JobFault) as fault:
        jobs.defer("test.note", said=value)
    assert str(value) not in str(fault.value)


@pytest.mark.parametrize("given", ['{"said": "Robin met Kim"}', '{"said": ["a"]}', '{"A B": 1}'])
def test_the_database_refuses_words_in_a_job_as_well(given):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select jobs_defer('test.note', %s)", [given])


@pytest.mark.parametrize("who", [sessions.system, sessions.reporter])
def test_a_job_is_deferred_inside_the_gate_under_the_roles_of_the_app_and_of_reporters(
    acts, done, who
):
    @gate.act("test.defer")
    def ask(*, actor, at, report_id):
        jobs.defer("test.note", report_id=report_id)

    ask(actor=who(), at=AT, report_id=REPORT)
    assert jobs.run_waiting() == 1
    assert done[0][2] == {"report_id": REPORT}


def test_a_job_goes_with_the_act_that_asked_for_it_when_the_act_is_refused(acts, done):
    @gate.act("test.defer")
    def ask(*, actor, at):
        jobs.defer("test.note", report_id=REPORT)
        raise Refusal("test.no", "Not so.")

    with pytest.raises(Refusal):
        ask(actor=sessions.system(), at=AT)
    assert jobs.run_waiting() == 0
    assert done == []


def test_a_role_inside_the_gate_can_neither_read_nor_change_the_queue():
    for role in ("bairn_app", "bairn_reporter"):
        for forbidden in (
            "select args from procrastinate_jobs",
            "delete from procrastinate_jobs",
            "insert into procrastinate_jobs (queue_name, task_name) values ('a', 'b')",
        ):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("select set_config('role', %s, true)", [role])
                with pytest.raises(DatabaseError), transaction.atomic():
                    cursor.execute(forbidden)
                cursor.execute("select set_config('role', 'bairn_owner', true)")


def test_a_job_that_always_fails_does_not_hold_up_the_others_and_waits_longer_each_time(done):
    @jobs.handler("test.poison")
    def poison(*, actor, at):
        raise OSError("the disk is away")

    jobs.defer("test.poison")
    jobs.defer("test.note", report_id=REPORT)
    with pytest.raises(OSError, match="disk"):
        jobs.run_waiting()
    assert len(done) == 1
    waits = [seconds_until_next_try()]
    for _ in range(5):
        make_everything_due()
        with pytest.raises(OSError, match="disk"):
            jobs.run_waiting()
        waits.append(seconds_until_next_try())
    assert waits == sorted(waits)
    assert waits[-1] > 60 * waits[0] > 60
    make_everything_due()
    with pytest.raises(OSError, match="disk"):
        jobs.run_waiting()
    make_everything_due()
    assert jobs.run_waiting() == 0
    assert jobs.state().failed == 1


def test_a_refused_job_is_not_asked_again():
    @jobs.handler("test.refused")
    def refused(*, actor, at):
        raise Refusal("test.no", "Not so.")

    jobs.defer("test.refused")
    with pytest.raises(Refusal):
        jobs.run_waiting()
    assert (jobs.state().waiting, jobs.state().failed) == (0, 1)


def test_a_job_that_nobody_handles_is_kept_and_tried_again_later():
    jobs.defer("test.unknown")
    with pytest.raises(KeyError):
        jobs.run_waiting()
    assert seconds_until_next_try() > 0


def test_two_functions_cannot_claim_one_name(done):
    with pytest.raises(jobs.JobFault):
        jobs.handler("test.note")(lambda: None)


@pytest.mark.parametrize("seconds", [0, 7, 90, 7 * 60, 7200])
def test_a_period_that_a_clock_cannot_tell_is_refused(seconds):
    with pytest.raises(jobs.JobFault):
        jobs.every("test.note", seconds=seconds)


def test_no_trigger_of_the_queue_notifies_because_that_would_line_up_all_commits():
    with connection.cursor() as cursor:
        cursor.execute(
            "select t.tgname from pg_trigger as t join pg_proc as p on p.oid = t.tgfoid "
            "where p.prosrc ilike '%%notify%%' and t.tgenabled <> 'D'"
        )
        assert cursor.fetchall() == []


def test_the_state_counts_what_waits_and_how_long_the_first_has_waited(done):
    assert jobs.state().waiting == 0
    assert jobs.state().oldest is None
    jobs.defer("test.note", report_id=REPORT)
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_events set at = at - interval '90 seconds'")
    state = jobs.state()
    assert state.waiting == 1
    assert state.oldest is not None
    assert 90 <= state.oldest.total_seconds() < 95
    assert not state.worker_lives


def make_everything_due():
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set scheduled_at = null where status = 'todo'")


def seconds_until_next_try():
    with connection.cursor() as cursor:
        cursor.execute(
            "select extract(epoch from scheduled_at - clock_timestamp()) from procrastinate_jobs "
            "where status = 'todo'"
        )
        return float(cursor.fetchone()[0])

"""The database keeps the circle by itself: with every filter of ours gone, nothing leaks."""

import json
from contextlib import contextmanager

import pytest
from django.db import ProgrammingError, connection, transaction

from bairn.cases import actions as cases
from bairn.intake import actions as intake
from bairn.intake.terms import Channel, ReportDraft
from bairn.kernel import ids
from tests.rooms.intake.desk import planted
from tests.rooms.intake.test_intake_wire import Client

HANGING = (
    "intake_report", "intake_person", "intake_file", "intake_addition", "intake_answer",
    "intake_sending",
)  # fmt: skip


@contextmanager
def bare(role: str, token: str):
    """A plain connection in this role with this token, as if the application asked for all."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "select set_config('role', %s, true), set_config('bairn.token', %s, true)",
            [role, token],
        )
        yield cursor
        cursor.execute("reset role")


def counts(token: str) -> dict[str, int]:
    found = {}
    with bare("bairn_app", token) as cursor:
        for table in HANGING:
            cursor.execute(f"select count(*) from {table}")
            found[table] = cursor.fetchone()[0]
    return found


@pytest.fixture
def full(desk):
    """A house with a row in every table, one report of it in a case."""
    first, second = desk.receive(planted()), desk.receive()
    intake.add_by_code(actor=desk.reporter, at=desk.at, code=first.code, text="More.")
    intake.answer_reporter(
        actor=desk.officer, at=desk.at, report_id=second.report_id, code="received"
    )
    client = Client(desk)
    client.upload(client.submit(), name="a name")
    case_id = cases.open_case(actor=desk.officer, at=desk.at, unit_id=desk.place.unit.id, circle={})
    intake.join_case(actor=desk.officer, at=desk.at, report_id=first.report_id, case_id=case_id)
    return desk


def test_without_the_applications_filters_another_unit_gets_no_row_at_all(full):
    assert all(counts(full.officer.token).values())
    assert set(counts(full.stranger.token).values()) == {0}
    assert set(counts(full.operator.token).values()) == {0}


def test_without_a_token_there_is_no_row_for_anybody(full):
    assert set(counts("").values()) == {0}
    assert set(counts("guessed").values()) == {0}


def test_a_platform_reaches_its_own_reports_alone(full):
    other = Client(full, "hillside")
    assert set(counts(other.actor.token).values()) == {0}


def test_another_unit_changes_no_row_either(full):
    for table, column in (("intake_report", "pack"), ("intake_file", "classification")):
        with bare("bairn_app", full.stranger.token) as cursor:
            cursor.execute(f"update {table} set {column} = ''")
            assert cursor.rowcount == 0


def test_no_row_can_be_written_for_a_report_out_of_reach(full):
    report_id = full.receive().report_id
    statement = (
        "insert into intake_answer (id, report_id, code, answered_at, by_id) "
        "values (%s, %s, 'received', now(), %s)"
    )
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        bare("bairn_app", full.stranger.token) as cursor,
    ):
        cursor.execute(statement, [ids.new_id(), report_id, full.stranger.id])


@pytest.mark.parametrize("table", HANGING)
def test_the_publics_role_reads_no_table_of_reports(full, table):
    for statement in (f"select count(*) from {table}", f"delete from {table}"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            bare("bairn_reporter", full.reporter.token) as cursor,
        ):
            cursor.execute(statement)


@pytest.mark.parametrize("table", HANGING)
def test_nobody_deletes_what_was_reported(full, table):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        bare("bairn_app", full.supervisor.token) as cursor,
    ):
        cursor.execute(f"delete from {table}")


@pytest.mark.parametrize(
    "column", ["intake_platform.password", "intake_partner.token_digest", "intake_salt.value"]
)
def test_within_the_gate_nobody_reads_a_password_a_token_or_the_salt(full, column):
    table, _, name = column.partition(".")
    for role in ("bairn_app", "bairn_reporter"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            bare(role, full.operator.token) as cursor,
        ):
            cursor.execute(f"select {name} from {table}")


def test_a_row_of_a_report_holds_codes_alone(full):
    with bare("bairn_app", full.officer.token) as cursor:
        cursor.execute("select facts, open_elements from intake_report")
        for facts, elements in cursor.fetchall():
            facts, elements = (
                json.loads(x) if isinstance(x, str) else x for x in (facts, elements)
            )
            assert set(map(type, facts.values())) <= {bool, int, str}
            assert all(len(str(value)) <= 40 for value in facts.values())
            assert all(" " not in path for path, _, _ in elements)


def test_a_report_of_the_mandated_form_is_received_by_a_role_that_reads_nothing(desk):
    receipt = desk.receive(ReportDraft(channel=Channel.MANDATED_FORM, situation="cn_6_abandoned"))
    assert receipt.code

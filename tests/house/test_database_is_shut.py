"""The database keeps the circle by itself: forced on every table that hangs on a report or a case.

G10 of security.md: with every filter of the application deleted, nobody out of reach sees one row.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from tests.house.full_house import ROLES, FullHouse, fill

_HOLDERS = "report_id", "case_id", "holder_id"
_BY_ITS_OWN_ID = {"cases_case", "intake_report", "access_holder"}
# Tables of one's own, shut by whose row it is and not by the holder.
_OWN = {"feed_following", "outbox_message"}
# An inspector reads the whole record, every signal of neglect and every conflict of interest to be
# judged, which name nobody in a case, and nothing else of anybody's. An intake officer reads the
# entry that says what became of a unit's report.
_HOUSE = {"vault_change"}  # who changed is read by the matching process alone
_RECORD = {
    "inspector": {
        "access_conflict",
        "outbox_message",  # their own: that a conflict waits
        "oversight_entry",
        "vigilance_signal",
        "vigilance_explanation",
    },
    "intake_officer": {"oversight_entry"},
}


@contextmanager
def bare(token: str, role: str = "bairn_app") -> Iterator[Any]:
    """A plain connection that asks for everything, as if no filter of ours existed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "select set_config('role', %s, true), set_config('bairn.token', %s, true)",
            [role, token],
        )
        yield cursor
        cursor.execute("reset role")


def hanging() -> dict[str, str]:
    """Every table that hangs on a report or case, with the expression for its holder."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, array_agg(column_name::text) from information_schema.columns "
            "where table_schema = 'public' and column_name = any (%s) "
            "and table_name in (select relname from pg_class where relkind in ('r', 'p')) "
            "group by 1",
            [list(_HOLDERS)],
        )
        found = {table: f"coalesce({', '.join(sorted(cols))})" for table, cols in cursor}
    return {**found, **dict.fromkeys(_BY_ITS_OWN_ID, "id")}


def rows(token: str, tables: dict[str, str], holder: object = None) -> dict[str, int]:
    """How many rows of each table this token brings back; of one holder if it is named."""
    found = {}
    with bare(token) as cursor:
        for table, column in tables.items():
            where = f" where {column} = %s" if holder else ""
            cursor.execute(f"select count(*) from {table}{where}", [holder] if holder else [])
            found[table] = cursor.fetchone()[0]
    return found


def leaked(token: str, tables: dict[str, str], holder: object = None) -> dict[str, int]:
    """The tables that gave something."""
    return {table: n for table, n in rows(token, tables, holder).items() if n}


def shut_to(role: str, tables: dict[str, str]) -> dict[str, str]:
    """The tables of which this role may see nothing beyond its reach."""
    open_to = _RECORD.get(role, set())
    return {table: column for table, column in tables.items() if table not in open_to}


@pytest.fixture
def house(transactional_db: None) -> FullHouse:
    return fill()


@pytest.mark.django_db
def test_row_level_security_is_forced_on_every_table_with_a_holder() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relname = any (%s) "
            "and not (relrowsecurity and relforcerowsecurity)",
            [list(hanging())],
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_every_policy_of_the_app_asks_for_reach_or_for_whose_row_it_is() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select tablename, policyname, qual from pg_policies where tablename = any (%s) "
            "and 'bairn_app' = any (roles) and cmd <> 'INSERT' and permissive = 'PERMISSIVE'",
            [list(hanging())],
        )
        policies = cursor.fetchall()
    assert {table for table, _, _ in policies} == set(hanging())
    # `bairn_filling` is the collection being filled, where it is in reach; whoever sees a lead, of
    # which both sides are asked for, sees what was said of it.
    asked = ("bairn_reach", "bairn_actor", "bairn_is_hous", "bairn_filling", "FROM linkage_lead")
    open_to_all = [
        (table, name)
        for table, name, asks in policies
        if not any(word in (asks or "") for word in asked)
    ]
    assert open_to_all == []


@pytest.mark.django_db
def test_no_role_of_the_application_passes_by_row_level_security() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select rolname from pg_roles where rolname like 'bairn%%' "
            "and (rolbypassrls or rolsuper)"
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_the_models_and_the_migrations_say_the_same() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_with_the_applications_filters_gone_nobody_out_of_reach_gets_one_row(
    house: FullHouse,
) -> None:
    tables = hanging()
    seen = rows(house.own["supervisor"].token, tables)
    assert {table for table, n in seen.items() if not n} == _HOUSE
    for role in ROLES:
        shut = shut_to(role, tables) if role == "inspector" else tables
        assert leaked(house.elsewhere[role].token, shut) == {}, role
    for token in ("", "guessed", house.partner.token):
        assert leaked(token, tables) == {}
    assert leaked(house.platform.token, tables, house.waiting) == {}
    assert leaked(house.platform.token, tables, house.case) == {}


def test_whoever_is_kept_out_of_a_case_gets_no_row_of_it(house: FullHouse) -> None:
    tables = {t: column for t, column in hanging().items() if t != "feed_following"}
    assert leaked(house.own["supervisor"].token, tables, house.case)
    for holder in (house.case, house.joined):
        assert leaked(house.excluded.token, tables, holder) == {}


def test_a_role_of_the_unit_that_is_not_in_the_circle_gets_no_row_of_the_case(
    house: FullHouse,
) -> None:
    tables = {t: column for t, column in hanging().items() if t not in _OWN}
    for role in set(ROLES) - {"supervisor", "investigator", "interviewer", "medic"}:
        shut = shut_to(role, tables)
        assert leaked(house.own[role].token, shut, house.case) == {}, role


def test_the_reporters_role_reads_nothing(house: FullHouse) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name from information_schema.role_table_grants "
            "where grantee = 'bairn_reporter' and privilege_type <> 'INSERT'"
        )
        assert {table for (table,) in cursor.fetchall()} & set(hanging()) == set()

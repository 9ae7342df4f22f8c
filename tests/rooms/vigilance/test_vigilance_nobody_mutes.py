"""No act mutes a signal, and the database refuses whoever tries it past the acts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import Error, IntegrityError, connection, transaction

from bairn.access import actions as access
from bairn.access import gate, sessions
from bairn.kernel.actor import Actor
from bairn.vigilance import actions, queries
from bairn.vigilance.terms import SignalCard
from tests import cast
from tests.rooms.vigilance.conftest import LATER, Watch


@contextmanager
def bare(actor: Actor) -> Iterator[Any]:
    """A plain connection in this actor's name, as if no act of ours existed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "select set_config('role', 'bairn_app', true), set_config('bairn.token', %s, true)",
            [actor.token],
        )
        yield cursor
        cursor.execute("reset role")


def tried(actor: Actor, statement: str, *values: object) -> int:
    """How many rows this statement touches in this actor's name. Raises what the database says."""
    with bare(actor) as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def seen(actor: Actor, table: str = "vigilance_signal") -> int:
    with bare(actor) as cursor:
        cursor.execute(f"select count(*) from {table}")
        return int(cursor.fetchone()[0])


@pytest.fixture
def one(watch: Watch) -> SignalCard:
    """A signal about the unit's case, owned by an inspector."""
    watch.case()
    watch.sweep()
    return next(
        card
        for card in queries.my_signals(actor=watch.inspector, at=LATER)
        + queries.my_signals(actor=watch.second, at=LATER)
        if card.rule == "silent_14_days"
    )


def owner_of(watch: Watch, card: SignalCard) -> Actor:
    return watch.inspector if card.owner_id == watch.inspector.id else watch.second


ANSWERED = (
    "update vigilance_signal set answered_at = now(), answered_by = %s, finding = 'acted' "
    "where id = %s"
)


def test_the_policy_knows_no_act_that_mutes_or_deletes_or_changes_a_rule() -> None:
    names = {name.removeprefix("vigilance.") for name in gate.policy() if "vigilance." in name}
    assert not {name for name in names if "mute" in name or "delete" in name or "rule" in name}


@pytest.mark.parametrize("who", ["officer", "supervisor", "inspector", "house"])
def test_nobody_deletes_a_signal(watch: Watch, one: SignalCard, who: str) -> None:
    actor = sessions.system() if who == "house" else getattr(watch, who)
    with pytest.raises(Error, match="permission denied"):
        tried(actor, "delete from vigilance_signal where id = %s", one.id)


@pytest.mark.parametrize("column", ["rule", "key", "case_id", "unit_id", "raised_at", "since"])
def test_what_a_signal_says_is_changed_by_nobody(
    watch: Watch, one: SignalCard, column: str
) -> None:
    for actor in (watch.supervisor, owner_of(watch, one), sessions.system()):
        with pytest.raises(Error, match="permission denied"):
            tried(actor, f"update vigilance_signal set {column} = {column} where id = %s", one.id)


@pytest.mark.parametrize("who", ["officer", "supervisor", "overseer"])
def test_the_unit_and_strangers_answer_nothing(watch: Watch, one: SignalCard, who: str) -> None:
    actor = getattr(watch, who)
    assert tried(actor, ANSWERED, actor.id, one.id) == 0


@pytest.mark.parametrize(
    "change",
    [
        "standing = false",
        "ended_at = now()",
        "answer_by = answer_by + interval '1 year'",
        "owner_id = null",
        "quiet_until = now() + interval '1 year'",
    ],
)
def test_the_unit_can_quiet_down_nothing(watch: Watch, one: SignalCard, change: str) -> None:
    assert tried(watch.supervisor, f"update vigilance_signal set {change}") == 0


@pytest.mark.parametrize(
    "change",
    ["level = 1", "owner_id = null", "answer_by = now() + interval '9 days'", "ended_at = now()"],
)
def test_an_owner_can_do_nothing_but_answer(watch: Watch, one: SignalCard, change: str) -> None:
    owner = owner_of(watch, one)
    with pytest.raises(Error, match="only an answer"):
        tried(owner, f"update vigilance_signal set {change} where id = %s", one.id)


def test_an_owner_answers_in_nobody_elses_name(watch: Watch, one: SignalCard) -> None:
    with pytest.raises(Error, match="only an answer"):
        tried(owner_of(watch, one), ANSWERED, watch.officer.id, one.id)


def test_an_answer_stands_and_not_even_the_house_takes_it_back(
    watch: Watch, one: SignalCard
) -> None:
    actions.answer(actor=owner_of(watch, one), at=LATER, signal_id=one.id, finding="acted")
    with pytest.raises(Error, match="an answer stands"):
        tried(
            sessions.system(),
            "update vigilance_signal set answered_at = null, answered_by = null, finding = '' "
            "where id = %s",
            one.id,
        )


def test_the_house_answers_nothing(one: SignalCard) -> None:
    house = sessions.system()
    with pytest.raises(Error, match="the house does not answer"):
        tried(house, ANSWERED, house.id, one.id)


def test_nothing_is_laid_to_rest_that_nobody_answered(one: SignalCard) -> None:
    with pytest.raises(IntegrityError, match="vigilance_signal_answered"):
        tried(
            sessions.system(), "update vigilance_signal set standing = false where id = %s", one.id
        )


@pytest.mark.parametrize("level", [-1, 2])
def test_a_level_only_rises_and_by_one(one: SignalCard, level: int) -> None:
    with pytest.raises(IntegrityError):
        tried(
            sessions.system(), "update vigilance_signal set level = %s where id = %s", level, one.id
        )


@pytest.mark.parametrize("who", ["officer", "supervisor"])
def test_nobody_of_the_unit_or_its_circle_can_be_made_the_owner(
    watch: Watch, one: SignalCard, who: str
) -> None:
    with pytest.raises(IntegrityError, match="too near"):
        tried(
            sessions.system(),
            "update vigilance_signal set owner_id = %s where id = %s",
            getattr(watch, who).id,
            one.id,
        )


def test_somebody_kept_out_can_not_be_made_the_owner(watch: Watch, one: SignalCard) -> None:
    access.exclude(
        actor=watch.supervisor, at=LATER, case_id=one.case_id, staff_id=watch.overseer.id,
        reason="related",
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="too near"):
        tried(
            sessions.system(),
            "update vigilance_signal set owner_id = %s where id = %s",
            watch.overseer.id,
            one.id,
        )


def test_nobody_but_the_house_raises_a_signal(watch: Watch, one: SignalCard) -> None:
    for actor in (watch.supervisor, watch.inspector):
        with pytest.raises(Error, match="row-level security"):
            tried(
                actor,
                "insert into vigilance_signal (id, rule, key, code, case_id, reference, since, "
                "raised_at, entry_id, level, answer_by, finding, standing) select "
                "gen_random_uuid(), rule, 'another', code, case_id, reference, since, raised_at, "
                "entry_id, 0, answer_by, '', true from vigilance_signal where id = %s",
                one.id,
            )


@pytest.mark.parametrize("table", ["vigilance_explanation", "vigilance_turn"])
def test_what_was_said_and_done_is_only_added_to(watch: Watch, one: SignalCard, table: str) -> None:
    for what in (f"delete from {table}", f"update {table} set at = now()"):
        with pytest.raises(Error, match="permission denied"):
            tried(watch.supervisor, what)


def test_the_unit_writes_no_turn_that_it_did_not_take(watch: Watch, one: SignalCard) -> None:
    with pytest.raises(Error, match="row-level security"):
        tried(
            watch.supervisor,
            "insert into vigilance_turn (id, signal_id, kind, at, by_id) "
            "values (gen_random_uuid(), %s, 'ended', now(), %s)",
            one.id,
            watch.supervisor.id,
        )


def test_nobody_oversees_the_unit_they_work_in_whatever_the_act_forgot(watch: Watch) -> None:
    with pytest.raises(IntegrityError, match="nobody oversees the unit they work in"):
        tried(
            watch.inspector,
            "insert into vigilance_overseer (id, unit_id, staff_id, from_at, named_by) "
            "values (gen_random_uuid(), %s, %s, now(), %s)",
            watch.place.unit.id,
            watch.supervisor.id,
            watch.inspector.id,
        )


def test_a_units_supervisor_names_no_overseer(watch: Watch) -> None:
    with pytest.raises(Error, match="row-level security"):
        tried(
            watch.supervisor,
            "insert into vigilance_overseer (id, unit_id, staff_id, from_at, named_by) "
            "values (gen_random_uuid(), %s, %s, now(), %s)",
            watch.place.other_unit.id,
            watch.supervisor.id,
            watch.supervisor.id,
        )


def test_who_sees_a_signal_is_its_circle_its_owner_and_the_inspectors(
    watch: Watch, one: SignalCard
) -> None:
    stranger = cast.staff("stranger", "investigator", unit=watch.place.other_unit)
    for actor in (watch.officer, watch.supervisor, watch.inspector, watch.second):
        assert seen(actor) > 0
    for actor in (watch.overseer, stranger):
        assert seen(actor) == 0
        assert seen(actor, "vigilance_turn") == 0


def test_an_inspector_who_is_kept_out_sees_no_signal_of_the_case(
    watch: Watch, one: SignalCard
) -> None:
    before = seen(watch.second)
    access.exclude(
        actor=watch.supervisor, at=LATER, case_id=one.case_id, staff_id=watch.second.id,
        reason="related",
    )  # fmt: skip
    with bare(watch.second) as cursor:
        cursor.execute("select count(*) from vigilance_signal where case_id = %s", [one.case_id])
        assert cursor.fetchone()[0] == 0
    assert before > 0


def test_the_owner_of_a_signal_reaches_nothing_else_of_its_case(
    watch: Watch, one: SignalCard
) -> None:
    owner = owner_of(watch, one)
    actions.explain(
        actor=watch.officer, at=LATER, case_id=one.case_id, signal_id=one.id, code="overlooked"
    )
    for table in ("cases_case", "cases_milestone", "cases_participant", "access_exclusion"):
        assert seen(owner, table) == 0
    assert seen(owner, "vigilance_explanation") == 1

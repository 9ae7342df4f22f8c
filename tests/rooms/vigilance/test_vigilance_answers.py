"""The unit explains, the owner answers, and words are read by them and by nobody else."""

from datetime import timedelta

import pytest

from bairn.access import queries as record
from bairn.access import sessions
from bairn.cases import actions as cases
from bairn.kernel.refusal import Refusal
from bairn.vault import actions as vault
from bairn.vault.queries import signals as vault_signals
from bairn.vault.queries import words
from bairn.vault.terms import SubjectKind
from bairn.vigilance import actions, queries
from bairn.vigilance.terms import Finding, Level, Opened, SignalCard, SignalFilters, TurnKind
from tests import cast
from tests.rooms.vigilance.conftest import LATER, Watch

DAY = timedelta(days=1)


def overseen(watch: Watch) -> SignalCard:
    """A silent case, for the named overseer to answer."""
    unit = watch.place.unit.id
    actions.name_overseer(
        actor=watch.inspector, at=cast.AT, unit_id=unit, staff_id=watch.overseer.id
    )
    watch.case()
    watch.sweep()
    mine = queries.my_signals(actor=watch.overseer, at=LATER)
    return next(one for one in mine if one.rule == "silent_14_days")


def say(watch: Watch, one: SignalCard, words_: str = "", code: str = "overlooked"):
    return actions.explain(
        actor=watch.officer, at=LATER, case_id=one.case_id, signal_id=one.id, code=code,
        words=words_,
    )  # fmt: skip


def answer(watch: Watch, one: SignalCard, finding: str = "acted", at=LATER, **given) -> None:
    actions.answer(actor=watch.overseer, at=at, signal_id=one.id, finding=finding, **given)


def now(watch: Watch, one: SignalCard, at=LATER):
    return queries.signal(actor=watch.overseer, at=at, signal_id=one.id)


def silent(watch: Watch, at, opened: Opened = Opened.ALL) -> list[SignalCard]:
    asked = SignalFilters(rule="silent_14_days", opened=opened)
    return list(queries.listed(actor=watch.inspector, at=at, filters=asked).signals)


def test_an_explanation_is_shown_and_closes_nothing(watch: Watch) -> None:
    one = overseen(watch)
    say(watch, one)
    file = now(watch, one)
    assert [said.code for said in file.explanations] == ["overlooked"]
    assert file.card.answered_at is None
    assert file.mine


def test_the_owner_answers_once_and_the_case_record_says_so(watch: Watch) -> None:
    one = overseen(watch)
    answer(watch, one)
    with pytest.raises(Refusal, match=r"vigilance\.answered"):
        answer(watch, one)
    page = record.record_of(actor=watch.officer, at=LATER, case_id=one.case_id, limit=200)
    entries = [row.entry for row in page.entries if row.entry.act == "vigilance.answer"]
    assert [entry.detail.get("finding") for entry in entries if not entry.code] == ["acted"]
    assert entries[0].subject_id == one.id
    kinds = [turn.kind for turn in now(watch, one).turns]
    assert kinds == [TurnKind.RAISED, TurnKind.ANSWERED]


@pytest.mark.parametrize("who", ["officer", "supervisor", "inspector"])
def test_nobody_but_the_owner_answers(watch: Watch, who: str) -> None:
    one = overseen(watch)
    with pytest.raises(Refusal):
        actions.answer(actor=getattr(watch, who), at=LATER, signal_id=one.id, finding="acted")


def test_an_inspector_answers_once_it_has_gone_up_to_all(watch: Watch) -> None:
    one = overseen(watch)
    watch.sweep(LATER + 4 * DAY)
    watch.sweep(LATER + 9 * DAY)
    for inspector in (watch.inspector, watch.second):
        assert one.id in {s.id for s in queries.my_signals(actor=inspector, at=LATER)}
    actions.answer(actor=watch.second, at=LATER + 9 * DAY, signal_id=one.id, finding="acted")
    card = queries.signal(actor=watch.inspector, at=LATER, signal_id=one.id).card
    assert (card.answered_by, card.level) == (watch.second.id, Level.ALL_INSPECTORS)
    assert card.late(LATER)


@pytest.mark.parametrize(
    ("finding", "given", "code"),
    [
        ("muted", {}, "vigilance.finding"),
        ("wrong_signal", {}, "vigilance.words"),
        ("directed", {"words": "See her this week."}, "vigilance.directed_by"),
        ("directed", {"words": "…", "directed_by": (LATER - DAY).date()}, "vigilance.day_gone"),
        ("directed", {"words": "…", "directed_by": (LATER + 91 * DAY).date()}, "vigilance.day_far"),
    ],
)
def test_a_finding_needs_what_it_needs(watch: Watch, finding: str, given, code: str) -> None:
    one = overseen(watch)
    with pytest.raises(Refusal) as refusal:
        answer(watch, one, finding, **given)
    assert refusal.value.code == code
    assert refusal.value.field


def test_an_answer_rests_while_it_holds_and_the_condition_is_then_raised_anew(
    watch: Watch,
) -> None:
    one = overseen(watch)
    answer(watch, one, Finding.ACTED)
    watch.sweep(LATER + 13 * DAY)
    assert [s.id for s in silent(watch, LATER + 13 * DAY)] == [one.id]
    watch.sweep(LATER + 14 * DAY)
    (again,) = silent(watch, LATER + 14 * DAY, Opened.WAITING)
    assert again.id != one.id


def test_what_was_directed_and_not_done_by_its_day_is_raised_anew(watch: Watch) -> None:
    one = overseen(watch)
    by = (LATER + 3 * DAY).date()
    answer(watch, one, Finding.DIRECTED, words="See her by Wednesday.", directed_by=by)
    watch.sweep(LATER + 3 * DAY)
    assert silent(watch, LATER + 3 * DAY, Opened.WAITING) == []
    watch.sweep(LATER + 4 * DAY)
    assert len(silent(watch, LATER + 4 * DAY, Opened.WAITING)) == 1


def test_a_condition_that_ended_and_came_back_after_the_answer_is_a_new_signal(
    watch: Watch,
) -> None:
    one = overseen(watch)
    answer(watch, one, Finding.ACTED)
    cases.mark(
        actor=watch.officer, at=LATER, case_id=one.case_id, kind="child_located",
        happened_at=LATER,
    )  # fmt: skip
    watch.sweep(LATER + DAY)
    assert silent(watch, LATER + DAY, Opened.WAITING) == []
    watch.sweep(LATER + 15 * DAY)
    (again,) = silent(watch, LATER + 15 * DAY, Opened.WAITING)
    assert again.id != one.id


def test_nothing_more_is_said_to_an_answered_signal(watch: Watch) -> None:
    one = overseen(watch)
    answer(watch, one)
    with pytest.raises(Refusal, match=r"vigilance\.answered"):
        say(watch, one)


def test_another_explanation_needs_words_and_an_unlisted_one_is_refused(watch: Watch) -> None:
    one = overseen(watch)
    for code, refused in (("other", "vigilance.words"), ("excuse", "vigilance.explanation")):
        with pytest.raises(Refusal) as refusal:
            say(watch, one, code=code)
        assert refusal.value.code == refused


def test_nobody_explains_by_the_address_of_another_case(watch: Watch) -> None:
    one = overseen(watch)
    other = watch.case()
    with pytest.raises(Refusal, match=r"vigilance\.signal"):
        actions.explain(
            actor=watch.officer, at=LATER, case_id=other, signal_id=one.id, code="overlooked"
        )


@pytest.mark.parametrize(
    ("who", "code"),
    [("supervisor", "vigilance.own_unit"), ("clerk", "vigilance.role")],
)
def test_only_somebody_who_answers_for_work_elsewhere_oversees(
    watch: Watch, who: str, code: str
) -> None:
    cast.staff("clerk", "intake_officer", unit=watch.place.other_unit)
    people = record.staff_of_unit(
        actor=watch.inspector, at=LATER, unit_id=watch.place.other_unit.id
    )
    clerk = next(one for one in people if one.username == "clerk")
    wanted = watch.supervisor.id if who == "supervisor" else clerk.id
    with pytest.raises(Refusal) as refusal:
        actions.name_overseer(
            actor=watch.inspector, at=LATER, unit_id=watch.place.unit.id, staff_id=wanted
        )
    assert refusal.value.code == code


def test_an_overseer_is_followed_by_another_and_by_nobody(watch: Watch) -> None:
    unit = watch.place.unit.id
    for one in (watch.overseer, watch.second):
        actions.name_overseer(actor=watch.inspector, at=LATER, unit_id=unit, staff_id=one.id)
    (named,) = queries.overseers(actor=watch.inspector, at=LATER + DAY)
    assert named.staff_id == watch.second.id
    actions.end_overseer(actor=watch.inspector, at=LATER + DAY, unit_id=unit)
    assert queries.overseers(actor=watch.inspector, at=LATER + DAY) == ()
    with pytest.raises(Refusal, match=r"vigilance\.no_overseer"):
        actions.end_overseer(actor=watch.inspector, at=LATER + DAY, unit_id=unit)


def test_the_board_counts_by_unit_and_kind_and_shows_twelve_weeks(watch: Watch) -> None:
    one = overseen(watch)
    answer(watch, one, at=LATER + 5 * DAY)
    board = queries.neglect_board(actor=watch.inspector, at=LATER + 6 * DAY)
    kinds = {row.rule: row for row in board.rows}
    assert "silent_14_days" not in kinds
    assert kinds["no_first_contact"].waiting == 1
    assert kinds["no_first_contact"].late == 1
    assert len(board.weeks) == 12
    assert sum(week.answered for week in board.weeks) == 1
    assert board.answered_late == 1
    assert sum(week.raised for week in board.weeks) == board.waiting + 1


def test_a_supervisor_sees_the_board_of_their_own_unit_and_an_overseer_what_they_own(
    watch: Watch,
) -> None:
    overseen(watch)
    own = queries.neglect_board(actor=watch.supervisor, at=LATER)
    assert {row.unit_id for row in own.rows} == {watch.place.unit.id}
    theirs = queries.neglect_board(actor=watch.overseer, at=LATER)
    assert {row.unit_id for row in theirs.rows} == {watch.place.unit.id}
    far = cast.staff("far", "supervisor", unit=watch.place.other_unit)
    assert queries.neglect_board(actor=far, at=LATER).rows == ()


def read(actor, one: SignalCard, subject) -> str:
    (opened,) = vault_signals.read_signal_words(
        actor=actor, at=LATER, case_id=one.id, subject_ids=[subject]
    )
    return next(iter(opened.fields.values()))


def test_the_owner_reads_what_the_unit_said_and_the_unit_reads_the_answer(
    committed: Watch,
) -> None:
    one = overseen(committed)
    say(committed, one, "We thought another team had her.")
    (said,) = now(committed, one).explanations
    assert read(committed.overseer, one, said.words_id) == "We thought another team had her."
    answer(committed, one, "wrong_signal", words="She was seen that day.")
    card = now(committed, one).card
    assert read(committed.officer, one, card.words_id) == "She was seen that day."


def test_words_of_a_signal_are_read_by_nobody_else(committed: Watch) -> None:
    one = overseen(committed)
    say(committed, one, "We thought another team had her.")
    (said,) = now(committed, one).explanations
    stranger = cast.staff("stranger", "supervisor", unit=committed.place.other_unit)
    for actor in (stranger, committed.inspector):
        with pytest.raises(Refusal, match=r"access\.reach"):
            read(actor, one, said.words_id)


def test_an_escalation_lets_the_next_inspector_read_what_was_said(committed: Watch) -> None:
    one = overseen(committed)
    say(committed, one, "We thought another team had her.")
    committed.sweep(LATER + 4 * DAY)
    mine = {s.id: a for a in (committed.inspector, committed.second)
            for s in queries.my_signals(actor=a, at=LATER)}  # fmt: skip
    file = queries.signal(actor=mine[one.id], at=LATER, signal_id=one.id)
    words_id = file.explanations[0].words_id
    assert read(mine[one.id], one, words_id) == "We thought another team had her."


def test_the_look_at_a_signals_words_opens_no_words_of_a_case(committed: Watch) -> None:
    one = overseen(committed)
    told = vault.seal(
        actor=committed.officer, at=LATER, kind=SubjectKind.WORDS, fields={"note": "…"},
        case_id=one.case_id,
    )  # fmt: skip
    with pytest.raises(Refusal, match=r"vault\.not_a_signal"):
        vault_signals.read_signal_words(
            actor=committed.officer, at=LATER, case_id=one.case_id, subject_ids=[told]
        )
    with pytest.raises(Refusal):
        words.read_words(
            actor=committed.inspector, at=LATER, case_id=one.case_id, subject_ids=[told]
        )


def test_the_house_reads_no_words(committed: Watch) -> None:
    one = overseen(committed)
    say(committed, one, "We thought another team had her.")
    (said,) = now(committed, one).explanations
    with pytest.raises(Refusal, match=r"access\.role"):
        read(sessions.system(), one, said.words_id)

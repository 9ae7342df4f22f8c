"""Locks are worked out from facts, lifted by grounds; exposure counts and judges nobody."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.evidence import exposure, locking, reading_book, rechecking
from bairn.evidence.terms.checking import BrokenRange, CheckOutcome
from bairn.evidence.terms.locks import Authority, LockFacts, LockKind
from bairn.evidence.terms.viewing import ExposureLimit, Stay
from bairn.kernel import ids
from bairn.kernel.refusal import Refusal, why_not

AT = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
BOOK = reading_book.book()
ADA, BEN = ids.new_id(), ids.new_id()
LIMIT = ExposureLimit(files=3, minutes=60, mark="D")
KINDS = st.sets(st.sampled_from(list(LockKind)))


def ground(lock: LockKind, code: str = "court_order") -> Authority:
    return Authority(
        id=ids.new_id(), lock=lock, ground=code, words_id=ids.new_id(), at=AT, by_id=ADA
    )


@given(KINDS, KINDS)
def test_a_file_is_shut_while_one_lock_has_no_ground(locks, lifted):
    holds = locking.holding(locks, [ground(one) for one in lifted])
    refused = why_not(locking.may_open, holds, BOOK.locks)
    assert (refused is None) == (locks <= lifted)


@given(KINDS)
def test_what_a_hand_locked_no_fact_opens(by_hand):
    for viewed in ("yes", "no", "unsaid"):
        facts = LockFacts(viewed=viewed, by_hand=frozenset(by_hand))
        assert by_hand <= locking.demanded(facts, BOOK.demands)


@pytest.mark.parametrize(
    ("facts", "locks"),
    [
        (LockFacts(viewed="no"), {LockKind.PLATFORM_NOT_VIEWED}),
        (LockFacts(viewed="yes"), set()),
        (LockFacts(pack="cac-us", basis="platform_duty"), {LockKind.PLATFORM_NOT_VIEWED}),
        (LockFacts(pack="cac-us", basis="platform_duty", viewed="yes"), set()),
        (LockFacts(pack="cn-2023", basis="platform_duty"), set()),
        (LockFacts(exhibit_kind="extraction", basis="none"), {LockKind.WARRANT}),
        (LockFacts(exhibit_kind="web_capture", basis="none"), set()),
        (LockFacts(exhibit_kind="phone", basis="consent"), {LockKind.CONSENT_ONLY}),
        (LockFacts(exhibit_kind="phone", basis="warrant"), set()),
    ],
)
def test_the_catalogue_demands_locks_by_what_is_known(facts, locks):
    assert locking.demanded(facts, BOOK.demands) == locks


def test_every_lock_says_what_to_record_in_both_languages_and_whose_rule_it_is():
    for rule in BOOK.locks.values():
        assert rule.what.en
        assert rule.what.zh
        assert rule.mark in {"V", "V2", "K", "D"}
        assert rule.lifted_by


@given(st.sampled_from(list(LockKind)), st.sampled_from(sorted(BOOK.grounds)))
def test_a_ground_lifts_only_the_locks_it_is_listed_for(lock, code):
    refused = why_not(
        locking.may_record, lock=lock, ground=code, words="n", holds=[lock], rules=BOOK.locks
    )
    assert (refused is None) == (code in BOOK.locks[lock].lifted_by)


STAYS = st.lists(
    st.builds(
        lambda who, began, lasts: Stay(
            staff_id=who,
            unit_id=None,
            began_at=AT + timedelta(hours=began),
            last_at=AT + timedelta(hours=began, minutes=lasts),
            sensitivity="sensitive",
        ),
        st.sampled_from([ADA, BEN]),
        st.integers(0, 24 * 40),
        st.integers(0, 500),
    )
)


@given(STAYS)
def test_every_viewing_is_counted_once_for_whoever_looked_and_never_longer_than_it_lasts(stays):
    found = exposure.ledgers(stays, {}, LIMIT)
    for one in found:
        mine = [stay for stay in stays if stay.staff_id == one.staff_id]
        assert sum(week.files for week in one.weeks) == len(mine)
        assert len(mine) <= sum(week.minutes for week in one.weeks) <= 30 * len(mine)
    assert [one.staff_id for one in found] == sorted({stay.staff_id for stay in stays})


@given(STAYS)
def test_a_check_is_due_from_the_limit_on_until_somebody_asked(stays):
    for one in exposure.ledgers(stays, {}, LIMIT):
        for week in one.weeks:
            assert week.due == (week.files >= LIMIT.files or week.minutes >= LIMIT.minutes)
        checked = {(one.staff_id, week.monday): (AT, BEN) for week in one.due}
        again = exposure.ledgers(stays, checked, LIMIT)
        assert next(o for o in again if o.staff_id == one.staff_id).due == ()


def test_a_week_begins_on_monday():
    assert exposure.monday(AT) == date(2026, 3, 2)
    assert exposure.monday(datetime(2026, 3, 8, 23, 59, tzinfo=UTC)) == date(2026, 3, 2)


class _Broken:
    """A file of which some chunks do not open."""

    def __init__(self, length: int, bad: set[int]) -> None:
        self.length, self._bad = length, bad

    def read(self, offset: int, length: int) -> bytes:
        end = min(offset + length, self.length)
        if any(offset < (one + 1) * 1000 and one * 1000 < end for one in self._bad):
            raise Refusal("x", "broken")
        return bytes(end - offset)


@given(st.integers(0, 3 * 1024**2), st.sets(st.integers(0, 3200), max_size=20))
def test_every_broken_chunk_is_named_and_no_other(length, bad):
    there = {one for one in bad if one * 1000 < length}
    taken: list[int] = []
    found = rechecking.read_whole(
        _Broken(length, there),
        chunk=1024,
        broken=Refusal,
        take=lambda piece: taken.append(len(piece)),
    )
    assert (found.outcome is CheckOutcome.WHOLE) == (not there)
    if not there:
        assert sum(taken) == length
    for one in there:
        byte = one * 1000
        assert any(r.start <= byte < r.end for r in found.ranges) or len(found.ranges) == 50
    assert all(isinstance(one, BrokenRange) and one.start < one.end for one in found.ranges)


def test_a_viewing_belongs_to_whoever_began_it():
    from bairn.evidence.terms.viewing import Viewing

    file = uuid.uuid4()
    stay = Viewing(
        id=uuid.uuid4(), case_id=uuid.uuid4(), file_id=file, staff_id=ADA,
        purpose="investigation", began_at=AT, last_at=AT, looks=0,
    )  # fmt: skip
    exposure.may_go_on(stay, at=AT + timedelta(minutes=29), staff_id=ADA, file_id=file)
    for told in (
        {"at": AT + timedelta(minutes=30), "staff_id": ADA, "file_id": file},
        {"at": AT, "staff_id": BEN, "file_id": file},
        {"at": AT, "staff_id": ADA, "file_id": uuid.uuid4()},
    ):
        with pytest.raises(Refusal):
            exposure.may_go_on(stay, **told)

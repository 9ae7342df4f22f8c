"""Whether a file may be opened: shut for everybody until its lawful ground is recorded."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from bairn.evidence.terms.locks import Authority, Demand, LockFacts, LockKind, LockRule
from bairn.kernel.refusal import Refusal
from bairn.kernel.text import Text

_MOST_WORDS = 2000


def demanded(facts: LockFacts, demands: Iterable[Demand]) -> frozenset[LockKind]:
    """The locks that these facts and somebody's hand put on a file."""
    return facts.by_hand | {one.lock for one in demands if _holds(one, facts)}


def holding(locks: Collection[LockKind], recorded: Iterable[Authority]) -> tuple[LockKind, ...]:
    """The locks that no recorded ground has lifted."""
    return tuple(sorted(set(locks) - {one.lock for one in recorded}))


def may_open(locks: Sequence[LockKind], rules: Mapping[LockKind, LockRule]) -> None:
    """Refuses while any lock holds, whoever asks, and says what has to be recorded."""
    if not locks:
        return
    rule = rules[locks[0]]
    raise Refusal(
        "evidence.locked",
        f"This file is locked. {rule.what.en}",
        text=Text(en=f"This file is locked. {rule.what.en}", zh=f"此文件已锁定。{rule.what.zh}"),
    )


def may_record(
    *,
    lock: LockKind,
    ground: str,
    words: str,
    holds: Collection[LockKind],
    rules: Mapping[LockKind, LockRule],
) -> None:
    """Refuses a ground that does not lift this lock, and one without a reference to look it up."""
    if lock not in holds:
        raise Refusal("evidence.not_locked", "This file has no such lock now.", field="lock")
    if ground not in rules[lock].lifted_by:
        raise Refusal("evidence.ground", "This ground does not lift this lock.", field="ground")
    if not words.strip():
        raise Refusal(
            "evidence.reference",
            "Say where the ground can be looked up: court, number, day.",
            field="reference",
        )
    if len(words) > _MOST_WORDS:
        raise Refusal("evidence.reference_long", "Use at most 2,000 characters.", field="reference")


def may_lock(lock: LockKind, holds: Collection[LockKind]) -> None:
    """Refuses to put a lock on a file that has it already."""
    if lock in holds:
        raise Refusal("evidence.locked_already", "This file has this lock already.", field="lock")


def _holds(demand: Demand, facts: LockFacts) -> bool:
    said = {
        "pack": facts.pack,
        "exhibit_kind": facts.exhibit_kind,
        "source": facts.source,
        "basis": facts.basis,
        "sensitivity": facts.sensitivity,
        "viewed": facts.viewed,
    }
    return all(said[name] in wanted for name, wanted in demand.conditions.items())

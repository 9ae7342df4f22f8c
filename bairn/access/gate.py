"""The gate: who may, one transaction, one entry. Every act and every look passes through it.

It keeps three promises. Nothing is done or shown before the policy and the circle allow it; what is
done and what is recorded of it stand or fall together; a refusal is recorded as well. The database
repeats the check: inside the transaction it works as a plain role with the actor's own token.
"""

import functools
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction

from bairn.access import rules
from bairn.access.terms import Policy, Scope
from bairn.kernel import ids
from bairn.kernel.actor import Actor, ActorKind
from bairn.kernel.refusal import Refusal
from bairn.oversight import writing
from bairn.oversight.terms import CodeValue, Entry, EntryKind, Outcome

P = ParamSpec("P")
R = TypeVar("R")

REGISTERED: dict[str, EntryKind] = {}  # every act and look of the house, for the access matrix
_DATABASE_ROLE = {ActorKind.REPORTER: "bairn_reporter"}


@dataclass(slots=True)
class _Passage:
    """One act or look on its way through the gate."""

    name: str
    kind: EntryKind
    actor: Actor
    at: datetime
    case_id: uuid.UUID | None
    report_id: uuid.UUID | None
    outer: "_Passage | None"
    id: uuid.UUID = field(default_factory=ids.new_id)
    subject_id: uuid.UUID | None = None
    detail: dict[str, CodeValue] = field(default_factory=dict)
    to_write: list[Entry] = field(default_factory=list)  # kept on the outermost passage

    @property
    def outermost(self) -> "_Passage":
        return self if self.outer is None else self.outer.outermost

    def entry(self, outcome: Outcome = Outcome.DONE, code: str = "") -> Entry:
        refused = outcome is Outcome.REFUSED
        return Entry(
            id=ids.new_id() if refused else self.id,
            at=self.at,
            kind=EntryKind.REFUSAL if refused else self.kind,
            act=self.name,
            actor_id=self.actor.id,
            actor_kind=self.actor.kind.value,
            roles=tuple(sorted(self.actor.roles)),
            purpose=self.actor.purpose,
            case_id=self.case_id,
            report_id=self.report_id,
            subject_id=self.subject_id,
            within=self.outer.id if self.outer and not refused else None,
            outcome=outcome,
            code=code,
            detail={} if refused else self.detail,
        )


_current: ContextVar[_Passage | None] = ContextVar("bairn_passage", default=None)


def act(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a function of `actions.py` as the act `name` of the policy."""
    return _through(name, EntryKind.ACT, log_first=False)


def look(name: str, *, log_first: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a function of `queries.py` as the look `name`; `log_first` commits its entry before."""
    return _through(name, EntryKind.LOOK, log_first=log_first)


def enters(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a function that opens no transaction itself and goes through the gate of `name` within.

    For what streams between two acts, or reads page by page.
    """

    def mark(function: Callable[P, R]) -> Callable[P, R]:
        function.gate_name = name  # type: ignore[attr-defined] # house tests ask who wears the gate
        return function

    return mark


def note(**codes: CodeValue) -> None:
    """Add codes and counts to the running entry; words are refused when it is written."""
    _running().detail.update(codes)


def subject(subject_id: uuid.UUID) -> None:
    """Say what the running act is about when it is neither the case nor the report."""
    _running().subject_id = subject_id


def about(*, report_id: uuid.UUID | None = None, case_id: uuid.UUID | None = None) -> None:
    """Say which report or case the running act has made or found, so that its record shows it.

    It comes after the decision and changes nothing about who may.
    """
    running = _running()
    running.report_id = report_id or running.report_id
    running.case_id = case_id or running.case_id


def tried(*, case_id: uuid.UUID) -> None:
    """Put on record that the running look was for a case that the actor is kept out of.

    It stands there as a refusal; the look itself answers as if there were no such case.
    """
    running = _running()
    entry = running.entry(Outcome.REFUSED, "access.kept_out")
    running.outermost.to_write.append(replace(entry, case_id=case_id, report_id=None))


def also_of(*, case_id: uuid.UUID, entry_id: uuid.UUID | None = None, **codes: CodeValue) -> None:
    """Let the record of this case say that the running act, which is of no case, concerned it.

    Whoever acts need not reach the case, and learns nothing of it.
    """
    running = _running()
    entry = replace(running.entry(), id=entry_id or ids.new_id(), within=running.id, detail=codes)
    running.outermost.to_write.append(replace(entry, case_id=case_id, report_id=None))


def entry_id() -> uuid.UUID:
    """The id of the running act's entry: with `log_first` it is on the record already."""
    return _running().id


@functools.cache
def policy() -> dict[str, Policy]:
    """The whole policy, read once."""
    return rules.read_policy()


def fits(actor: Actor, name: str) -> bool:
    """Whether this act or look is part of the actor's role; the circle is asked when it is done."""
    return rules.decide(policy()[name], actor, in_reach=True).allowed


def _running() -> _Passage:
    passage = _current.get()
    if passage is None:
        raise RuntimeError("no act or look is running: this belongs inside the gate")
    return passage


def _through(
    name: str, kind: EntryKind, *, log_first: bool
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    REGISTERED[name] = kind

    def wear(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
            passage = _begin(name, kind, kwargs)
            if passage.outer is not None:
                return _inside(passage, function, args, kwargs)
            try:
                if log_first:
                    return _recorded_first(passage, function, args, kwargs)
                with _transaction(passage.actor):
                    result = _inside(passage, function, args, kwargs)
                    writing.write(passage.to_write)
                return result
            except Refusal as refusal:
                _record_refusal(passage, refusal)
                raise

        wrapper.gate_name = name  # type: ignore[attr-defined] # house tests ask who wears the gate
        return wrapper

    return wear


def _begin(name: str, kind: EntryKind, kwargs: dict[str, Any]) -> _Passage:
    return _Passage(
        name=name,
        kind=kind,
        actor=kwargs["actor"],
        at=kwargs["at"],
        # A collection of imported records stands where a case would: it has a circle of its own.
        case_id=kwargs.get("case_id") or kwargs.get("collection_id"),
        report_id=kwargs.get("report_id"),
        outer=_current.get(),
    )


def _inside(passage: _Passage, function: Callable[..., R], args: Any, kwargs: Any) -> R:
    """Decide and run within the transaction that is open; leave the entry to the outermost."""
    reset = _current.set(passage)
    try:
        _allow(passage)
        result = function(*args, **kwargs)
    except Refusal as refusal:
        if not hasattr(refusal, "passage"):
            refusal.passage = passage  # type: ignore[attr-defined] # the innermost names the act
        raise
    finally:
        _current.reset(reset)
    # A look inside an act or another look is part of it; an inner act has an entry of its own.
    if passage.outer is None or passage.kind is EntryKind.ACT:
        passage.outermost.to_write.append(passage.entry())
    return result


def _recorded_first(passage: _Passage, function: Callable[..., R], args: Any, kwargs: Any) -> R:
    """The look's entry is durable before the look begins; what cannot be recorded is not shown."""
    with _transaction(passage.actor, durable=True):
        _allow(passage)
        writing.write(_one_for_each(passage, kwargs.get("subject_ids", ())))
    with _transaction(passage.actor):
        result = _inside(passage, function, args, kwargs)
        writing.write([e for e in passage.to_write if e.id != passage.id])
    return result


def _one_for_each(passage: _Passage, subject_ids: Sequence[uuid.UUID]) -> list[Entry]:
    """The look's entry for every subject it opens, so that each can be asked who looked."""
    first, *others = dict.fromkeys(subject_ids) or (None,)
    passage.subject_id = first
    entry = passage.entry()
    return [
        entry,
        *(replace(entry, id=ids.new_id(), subject_id=one, within=entry.id) for one in others),
    ]


def _allow(passage: _Passage) -> None:
    row = policy().get(passage.name)
    if row is None:
        raise Refusal("access.no_policy", f"No policy says who may perform {passage.name}.")
    holder = passage.case_id or passage.report_id
    in_reach = None
    if row.scope is Scope.REACH and holder is not None:
        in_reach = _in_reach(holder)
    decision = rules.decide(row, passage.actor, in_reach=in_reach)
    if not decision.allowed:
        raise Refusal(decision.code, decision.reason)


def _in_reach(holder: uuid.UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select bairn_reach(%s)", [holder])
        row = cursor.fetchone()
    return bool(row and row[0])


@contextmanager
def _transaction(actor: Actor, *, durable: bool = False) -> Iterator[None]:
    """One transaction in the actor's database role, with the actor's token; both end with it."""
    with transaction.atomic(durable=durable), connection.cursor() as cursor:
        before = _role_and_token(cursor)
        role = _DATABASE_ROLE.get(actor.kind, "bairn_app")
        _set_local(cursor, role, actor.token)
        yield
        # Inside a test's transaction nothing ends: put back what was there.
        _set_local(cursor, *before)


def _role_and_token(cursor: Any) -> tuple[str, str]:
    cursor.execute(
        "select current_setting('role'), coalesce(current_setting('bairn.token', true), '')"
    )
    role, token = cursor.fetchone()
    return str(role), str(token)


def _set_local(cursor: Any, role: str, token: str) -> None:
    cursor.execute(
        "select set_config('role', %s, true), set_config('bairn.token', %s, true)", [role, token]
    )


def _record_refusal(outermost: _Passage, refusal: Refusal) -> None:
    """A refusal is recorded in a transaction of its own: the act's has been rolled back."""
    passage: _Passage = getattr(refusal, "passage", outermost)
    with _transaction(outermost.actor):
        writing.write([passage.entry(Outcome.REFUSED, refusal.code)])

"""Promises: who may be promised what, until when, and what is left of one that was missed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bairn.cases.terms import (
    CodedReason,
    Participant,
    ParticipantRole,
    Promise,
    PromiseBook,
    PromiseState,
)
from bairn.kernel import catalogue
from bairn.kernel.refusal import Refusal
from bairn.kernel.text import Text

FILE = Path(__file__).parent / "catalogue" / "promises.yaml"
FURTHEST = timedelta(days=366)  # a slip of the year would make a promise that is never missed
_CLOCK_SLACK = timedelta(minutes=5)


@cache
def book() -> PromiseBook:
    """Kinds and reasons as the catalogue has them."""
    document: Any = catalogue.load(FILE)
    return PromiseBook(
        kinds=_coded(document["kinds"]),
        put_off=_coded(document["put_off"]),
        withdraw=_coded(document["withdraw"]),
    )


def _coded(rows: Mapping[str, Mapping[str, str]]) -> dict[str, CodedReason]:
    return {code: CodedReason(code=code, text=Text(**row)) for code, row in rows.items()}


def may_be_promised(one: Participant) -> None:
    """Raises Refusal for a suspect and for whoever is kept out: they are told nothing from here."""
    if one.kept_out or one.implicated or one.role is ParticipantRole.SUSPECT:
        raise Refusal(
            "cases.promise_kept_out",
            "This person is kept out of the case and is promised nothing.",
            field="to",
        )


def may_promise(
    *, to: Participant, kind: str, by_at: datetime, at: datetime, known: PromiseBook
) -> None:
    """Raises Refusal unless somebody may be promised this by a moment that lies ahead."""
    may_be_promised(to)
    if kind not in known.kinds:
        raise Refusal("cases.promise_kind", "Choose one of the listed kinds.", field="kind")
    _ahead(by_at, at, "by_at")


def may_keep(promise: Promise, *, kept_at: datetime, at: datetime) -> None:
    """Raises Refusal for a promise that is over, and for a moment before it was made or to come."""
    _stands(promise)
    if kept_at > at + _CLOCK_SLACK:
        raise Refusal("cases.future", "This moment has not come yet.", field="kept_at")
    if kept_at < promise.made_at - _CLOCK_SLACK:
        raise Refusal(
            "cases.promise_before", "This was before the promise was made.", field="kept_at"
        )


def may_put_off(
    promise: Promise, *, until: datetime, reason: str, at: datetime, known: PromiseBook
) -> None:
    """Raises Refusal once the moment has passed: a missed promise cannot be moved out of sight."""
    may_move(promise, at=at)
    if reason not in known.put_off:
        raise Refusal("cases.promise_reason", "Choose one of the listed reasons.", field="reason")
    if until <= promise.by_at:
        raise Refusal("cases.promise_later", "Choose a later moment.", field="until")
    _ahead(until, at, "until")


def may_withdraw(promise: Promise, *, reason: str, at: datetime, known: PromiseBook) -> None:
    """Raises Refusal once the moment has passed, and for a reason that is not listed."""
    may_move(promise, at=at)
    if reason not in known.withdraw:
        raise Refusal("cases.promise_reason", "Choose one of the listed reasons.", field="reason")


def may_move(promise: Promise, *, at: datetime) -> None:
    """Raises Refusal for a promise that is over or missed: it is neither moved nor taken back."""
    _stands(promise)
    if promise.state(at) is PromiseState.MISSED:
        raise Refusal("cases.promise_missed", "This promise was missed. It can only be kept late.")


def _stands(promise: Promise) -> None:
    if promise.kept_at is not None or promise.withdrawn_at is not None:
        raise Refusal("cases.promise_over", "This promise is over.")


def _ahead(moment: datetime, at: datetime, field: str) -> None:
    if moment <= at:
        raise Refusal("cases.promise_past", "Choose a moment that lies ahead.", field=field)
    if moment > at + FURTHEST:
        raise Refusal("cases.promise_far", "Choose a moment within a year.", field=field)

"""Which milestones a request marks when it leaves, by the catalogue."""

from functools import cache
from typing import Any

from bairn.kernel.catalogue import load
from bairn.preservation.codes import FOLDER
from bairn.preservation.terms import Kind, Request, State


@cache
def _rows() -> Any:
    return load(FOLDER / "marks.yaml")


def removed() -> str:
    """What is marked once nothing that was to be removed is left."""
    return str(_rows()["removed"])


def sent(one: Request, *, channel: str, again: bool = False) -> tuple[tuple[str, bool], ...]:
    """Each milestone of a request that left, and whether it is marked in every case.

    What leaves `again`, by a second way, marks that way alone.
    """
    return tuple(
        (row["marks"], row.get("always", False))
        for row in _rows()["sent"]
        if row["kind"] == one.kind.value
        and row.get("again", False) is again
        and row.get("basis", one.basis) == one.basis
        and row.get("channel", channel) == channel
    )


def fulfils(kind: Kind) -> frozenset[str]:
    """The steps of the packs that a request of this kind fulfils when it first leaves."""
    rows = [row for row in _rows()["sent"] if not row.get("again", False)]
    return frozenset(row["marks"] for row in rows if row["kind"] == kind.value)


def acknowledged(one: Request, *, channel: str) -> tuple[str, ...]:
    """The steps of the packs that a receipt fulfils."""
    return tuple(
        row["marks"]
        for row in _rows()["acknowledged"]
        if row["kind"] == one.kind.value and row["channel"] == channel
    )


def wanted(one: Request) -> tuple[str, ...]:
    """The milestones that a case lacks as long as the request stands where it stands."""
    if one.state in (State.DRAFTED, State.APPROVED):
        rows = [row for row in _rows()["sent"] if not row.get("again", False)]
        return tuple(row["marks"] for row in rows if row["kind"] == one.kind.value)
    return (removed(),) if one.kind is Kind.TAKEDOWN else ()

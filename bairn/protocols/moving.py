"""What a move to another version of its pack changes in one case."""

from collections.abc import Iterable

from bairn.kernel.periods import Bounds
from bairn.protocols.terms import Change, DueStep, StepChange


def changes(
    before: Iterable[DueStep], after: Iterable[DueStep], *, version: str
) -> tuple[StepChange, ...]:
    """Steps that come, that go, and that get another deadline, in that order."""
    old = {row.step: row for row in before}
    new = {row.step: row for row in after}
    come = [
        _change(row, Change.ADDED, Bounds(), row.due_at, version)
        for row in new.values()
        if row.step not in old
    ]
    gone = [
        _change(row, Change.GONE, row.due_at, Bounds(), version)
        for row in old.values()
        if row.step not in new
    ]
    due = [
        _change(row, Change.DUE, old[row.step].due_at, row.due_at, version)
        for row in new.values()
        if row.step in old and row.due_at != old[row.step].due_at
    ]
    return (*come, *gone, *due)


def _change(
    row: DueStep, change: Change, before: Bounds, after: Bounds, version: str
) -> StepChange:
    return StepChange(
        step=row.step,
        title=row.title,
        stage=row.stage,
        change=change,
        before=before,
        after=after,
        version=version,
    )

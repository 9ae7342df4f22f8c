"""A long part of the day shows what comes first and folds the rest; safety is never folded."""

import uuid
from datetime import UTC, datetime

import pytest

from bairn.feed.terms import Item, ItemKind
from bairn.kernel.text import Text
from bairn.web.desk import my_day

CASE = uuid.uuid4()
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def items(*, safety: int, others: int) -> list[Item]:
    return [
        Item(
            kind=ItemKind.STEP,
            code=f"step_{n}",
            case_id=CASE,
            title=Text("A step", "一步"),
            why=Text("Late.", "已逾期。"),
            reference="C-26-0",
            since=AT,
            safety=n < safety,
        )
        for n in range(safety + others)
    ]


@pytest.mark.parametrize(
    ("safety", "others", "seen"),
    [(0, 12, 12), (0, 15, 15), (0, 16, 12), (5, 30, 12), (20, 30, 20), (20, 2, 22)],
)
def test_a_long_part_folds_what_comes_later_and_no_matter_of_safety(
    safety: int, others: int, seen: int
) -> None:
    part = my_day._part("now", "Now", "", items(safety=safety, others=others), AT)
    assert len(part.lines) == seen
    assert part.count == safety + others
    assert not any(line.item.safety for line in part.more)
    assert len({line.slug for line in (*part.lines, *part.more)}) == part.count

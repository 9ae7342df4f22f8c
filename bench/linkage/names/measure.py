"""Ours and rapidfuzz on the Chinese pairs: `python -m bench.linkage.names.measure`.

A pair is said to be one person's name from the level `NEAR` on. rapidfuzz compares the text as it
is written, and again after pypinyin has read the characters; its bar is the one that serves it best
on these very pairs, ours is the product's own.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz

from bairn.likeness.names.comparing import NameLevel, compare
from bairn.likeness.terms import Name

HERE = Path(__file__).parent
Pair = Mapping[str, str]


def read() -> list[Pair]:
    """Every pair with what it is."""
    with (HERE / "chinese_name_pairs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ours(pair: Pair) -> float:
    """The level of the product's comparison, 0 to 5."""
    return float(compare(Name(full=pair["name1"]), Name(full=pair["name2"])).level)


def as_written(pair: Pair) -> float:
    """rapidfuzz on the text itself, 0 to 100."""
    return float(fuzz.token_sort_ratio(pair["name1"].lower(), pair["name2"].lower()))


def in_pinyin(pair: Pair) -> float:
    """rapidfuzz on what pypinyin reads, 0 to 100."""
    one, other = (" ".join(lazy_pinyin(pair[side])).lower() for side in ("name1", "name2"))
    return float(fuzz.token_sort_ratio(one, other))


def figures(pairs: Sequence[Pair], score: Callable[[Pair], float], bar: float) -> dict[str, float]:
    """Precision, recall and F1 at this bar."""
    said = [(score(pair) >= bar, pair["is_match"] == "true") for pair in pairs]
    right = sum(a and b for a, b in said)
    precision = right / max(1, sum(a for a, _ in said))
    recall = right / max(1, sum(b for _, b in said))
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}


def best_bar(pairs: Sequence[Pair], score: Callable[[Pair], float]) -> float:
    """The bar at which F1 is greatest."""
    return max(range(101), key=lambda bar: figures(pairs, score, bar)["f1"])


def by_category(pairs: Sequence[Pair]) -> dict[str, dict[str, float]]:
    """How often ours is right, for each kind of pair, and how many there are."""
    right: dict[str, list[bool]] = defaultdict(list)
    for pair in pairs:
        said = ours(pair) >= NameLevel.NEAR
        right[pair["category"]].append(said == (pair["is_match"] == "true"))
    return {
        kind: {"pairs": len(of), "right": round(sum(of) / len(of), 3)}
        for kind, of in sorted(right.items())
    }


def main() -> None:
    """Print all figures as JSON."""
    pairs = read()
    written, pinyin = best_bar(pairs, as_written), best_bar(pairs, in_pinyin)
    print(
        json.dumps(
            {
                "pairs": len(pairs),
                "ours": figures(pairs, ours, NameLevel.NEAR),
                "rapidfuzz as written": {"bar": written, **figures(pairs, as_written, written)},
                "rapidfuzz in pinyin": {"bar": pinyin, **figures(pairs, in_pinyin, pinyin)},
                "ours by category": by_category(pairs),
            },
            ensure_ascii=False,
            indent=1,
        )
    )


if __name__ == "__main__":
    main()

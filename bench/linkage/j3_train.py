"""Train the weights that `series` ships with: `bairn/series/catalogue/model-1.json`.

    .venv/bin/python bench/linkage/j3_train.py [--offences 2000] [--replicates 12]

Pairs of several invented worlds (`offences.py`) are pooled. Replicates draw the offenders anew,
with all their pairs, so that an interval says how far the weights hang on who was in the data.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bairn.series.book import book  # noqa: E402 - the surroundings come first
from bairn.series.engine import weights  # noqa: E402
from bench.linkage import j3_fit  # noqa: E402
from bench.linkage.offences import World  # noqa: E402

TRAINED_IN = (1, 2, 3, 4, 5, 6)
UNLINKED = 6_000
PARTNERS = 0.5  # of our own choice: half of the offences have another one among all
FILE = ROOT / "bairn/series/catalogue/model-1.json"


def blocks():
    """By item the name of its block."""
    return {code: item.block.value for code, item in book().items.items()}


def even():
    """Every value as common as any other: where nothing is known yet."""
    return {
        code: dict.fromkeys(item.values, 1 / len(item.values))
        for code, item in book().items.items()
    }


def world(seed, count, unlinked):
    """One world's offences, its pairs, and how common values are in it."""
    made = World(seed).offences(count)
    common = weights.frequencies(made.table.counts(), even())
    return made, j3_fit.pairs_of(made, np.random.default_rng(seed), unlinked, common), common


def pooled(parts):
    """Several worlds' pairs as one; no offender of one is an offender of another."""
    shifted = [part.groups + n * 10_000_000 for n, part in enumerate(parts)]
    return j3_fit.Pairs(
        parts[0].items, np.concatenate([one.state for one in parts]),
        np.concatenate([one.share for one in parts]),
        {name: np.concatenate([one.x[name] for one in parts]) for name in parts[0].x},
        np.concatenate([one.linked for one in parts]),
        np.concatenate([one.weight for one in parts]), np.concatenate(shifted),
    )  # fmt: skip


def drawn(pairs, dice):
    """The same pairs with offenders drawn anew: a pair counts as often as both of its offenders."""
    names, place = np.unique(pairs.groups, return_inverse=True)
    place = place.reshape(pairs.groups.shape)
    times = np.bincount(dice.integers(0, len(names), len(names)), minlength=len(names))
    one, two = times[place[:, 0]], times[place[:, 1]]
    weight = pairs.weight * np.where(place[:, 0] == place[:, 1], one, one * two)
    return pairs.of(np.flatnonzero(weight > 0), weight)


def agreed(made):
    """By item the share of equal codings among offences that were coded twice."""
    both = made.second
    first, second = both // 8, both % 8
    known = (first > 0) & (second > 0)
    return ((first == second) & known).sum(0) / np.maximum(known.sum(0), 1)


def main():
    """Train, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--offences", type=int, default=2000)
    parser.add_argument("--replicates", type=int, default=12)
    asked = parser.parse_args()
    worlds = [world(seed, asked.offences, UNLINKED) for seed in TRAINED_IN]
    pairs, dice = pooled([part for _, part, _ in worlds]), np.random.default_rng(7)
    mean = np.mean([agreed(made) for made, _, _ in worlds], axis=0)
    common = [one for _, _, one in worlds]
    document = {
        "version": "1",
        "trained": {
            "on": "invented offences, bench/linkage/offences.py", "worlds": list(TRAINED_IN),
            "offences_each": asked.offences, "pairs": len(pairs.linked),
            "linked": int(pairs.linked.sum()),
        },
        "partners": PARTNERS,
        "weights": weights.as_json(j3_fit.fit(pairs, blocks())),
        "replicates": [
            weights.as_json(j3_fit.fit(drawn(pairs, dice), blocks()))
            for _ in range(asked.replicates)
        ],
        "frequencies": {
            item: {
                value: round(float(np.mean([one[item][value] for one in common])), 4)
                for value in values
            }
            for item, values in even().items()
        },
        "reliability": {
            item: round(float(share), 3) for item, share in zip(pairs.items, mean, strict=True)
        },
    }  # fmt: skip
    FILE.write_text(json.dumps(document, separators=(",", ":")) + "\n")
    print(json.dumps({key: document[key] for key in ("trained", "reliability")}), FILE)


if __name__ == "__main__":
    main()

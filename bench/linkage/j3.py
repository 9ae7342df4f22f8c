"""Measure leads between offences (J3a, J3b of `design/linkage.md`) in one run.

    .venv/bin/python bench/linkage/j3.py [--offences 10000] [--picture FILE.png]

J3a: all pairs of invented offences, the top 50 of each, beside numpy row by row and plain Python
on a sample. J3b: the published pairs beside the vignette's logistic model, and worlds in which the
shipped weights were never trained beside Jaccard.
"""

import argparse
import json
import math
import os
import sys
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bairn.series.engine import kernel, scoring, weights  # noqa: E402 - the surroundings come first
from bairn.series.terms import Block  # noqa: E402
from bench.linkage import j3_fit, j3_measures, j3_published  # noqa: E402
from bench.linkage.j3_train import TRAINED_IN, blocks  # noqa: E402
from bench.linkage.offences import World  # noqa: E402

TESTED_IN, SPEED_IN, MOST, UNLINKED = (101, 102, 103), 201, 50, 25_000
NUMPY_ROWS, PYTHON_ROWS = 200, 1


def main():
    """Measure, print, draw."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--offences", type=int, default=10_000)
    parser.add_argument("--picture", type=Path)
    asked = parser.parse_args()
    model = weights.load()
    assert not {*TESTED_IN, SPEED_IN} & {*TRAINED_IN}
    found, drawn = {"cores": os.cpu_count(), "load": os.getloadavg()[0]}, {}
    found["J3a"], found["hits"] = speed(model, asked.offences)
    found["simulator"], drawn["invented offences, worlds never trained in"] = simulator(model)
    if j3_published.there():
        found["published pairs"], bins = j3_published.measure()
        drawn["published pairs (property offences), held-out offenders"] = bins
    found["R"] = j3_published.rscript() or "no Rscript here: its published pairs stand in"
    print(json.dumps(found, indent=1, default=lambda value: round(float(value), 4)))
    if asked.picture:
        picture(drawn, asked.picture)


def _tables(model, table):
    shapes = {item: Block(block) for item, block in blocks().items()}
    return scoring.tables_of(model, model.weights, table, blocks=shapes, reliability={})


def speed(model, count):
    """Seconds for all pairs, and what the ranking finds of the truth."""
    made = World(SPEED_IN).offences(count)
    table, rows = made.table, np.arange(count, dtype=np.int32)
    begin = time.perf_counter()
    tables = _tables(model, table)
    ready = time.perf_counter() - begin
    begin = time.perf_counter()
    kernel.best(table, tables, rows[:2], most=MOST)
    first = time.perf_counter() - begin
    runs, worked = [], time.process_time()
    for _ in range(3):
        begin = time.perf_counter()
        best = kernel.best(table, tables, rows, most=MOST)
        runs.append(time.perf_counter() - begin)
    worked = (time.process_time() - worked) / len(runs)  # both cores, whatever else they do
    ours = sorted(runs)[1]
    by_numpy = _by_numpy(table, tables, count) * count / NUMPY_ROWS
    by_python = _by_python(table, tables, count) * count / PYTHON_ROWS
    return {
        "offences": count, "items": len(table.items),
        "seconds": ours, "runs": runs, "processor_seconds": worked,
        "tables_seconds": ready, "first_call_seconds": first,
        "numpy_seconds_from_sample": by_numpy, "numpy_ratio": by_numpy / ours,
        "python_seconds_from_sample": by_python, "python_ratio": by_python / ours,
    }, hits(made.offender, best.others)  # fmt: skip


def hits(offender, others):
    """Of the offences that have another one of their offender: is one among the first so many?"""
    series = np.bincount(offender)[offender] > 1
    same = (offender[others] == offender[:, None]) & (others >= 0)
    reach = {f"hits@{at}": float(same[series][:, :at].any(1).mean()) for at in (1, 10, 50)}
    found = same[series].sum(1) / np.minimum(np.bincount(offender)[offender][series] - 1, MOST)
    # What chance would give, for scale.
    chance = 1 - (1 - 3.8 / len(offender)) ** 10
    return {"with_partner": int(series.sum()), **reach, "partners_found@50": float(found.mean()),
            "hits@10_by_chance_about": chance}  # fmt: skip


def _by_numpy(table, tables, count):
    """The same sums by numpy alone, a row at a time."""
    begin = time.perf_counter()
    for row in range(NUMPY_ROWS):
        others = np.delete(np.arange(count), row)
        total = scoring.apart(table, tables, row, others).total()
        np.argpartition(-total, MOST)[:MOST]
    return time.perf_counter() - begin


def _by_python(table, tables, count):
    """The same sums pair by pair in plain Python."""
    codes, globe = table.codes.tolist(), table.globe.tolist()
    middle, width = table.middle.tolist(), table.width.tolist()
    items = tables.items.tolist()
    curve = {name: values.tolist() for name, values in tables.curves.items()}
    begin = time.perf_counter()
    for row in range(PYTHON_ROWS):
        scores = []
        for other in range(count):
            total = sum(
                square[a][b] for square, a, b in zip(items, codes[row], codes[other], strict=True)
            )
            km = math.dist(globe[row], globe[other])
            if not math.isnan(km):
                total += curve["distance"][min(int(km), 2047)]
            if width[row] >= 0 and width[other] >= 0:
                hours = abs(middle[row] - middle[other])
                total += curve["gap"][min(hours // 24, 8191)]
                total += curve["hour"][min(hours % 24, 24 - hours % 24)]
            scores.append((total, other))
        sorted(scores, reverse=True)[:MOST]
    return time.perf_counter() - begin


def simulator(model):
    """The shipped weights in worlds that they were never trained in."""
    said, linked, share, codes_alone = [], [], [], []
    for seed in TESTED_IN:
        made = World(seed).offences(4000)
        common = weights.frequencies(made.table.counts(), model.frequencies)
        pairs = j3_fit.pairs_of(made, np.random.default_rng(seed), UNLINKED, common)
        parts = j3_fit.columns(pairs, model.weights.consistency, model.weights.curves, blocks())
        scaled = {name: model.weights.scale[name] * part for name, part in parts.items()}
        said.append(sum(scaled.values()))
        codes_alone.append(scaled["behaviour"] + scaled["victim"])
        linked.append(pairs.linked)
        share.append(j3_measures.jaccard(pairs))
    each = list(zip(said, codes_alone, share, linked, strict=True))
    whole, true = np.concatenate(said), np.concatenate(linked)
    bins, error = j3_measures.reliability(whole, true)
    return {
        "worlds": list(TESTED_IN), "linked_pairs": int(true.sum()),
        "auc": [j3_measures.auc(one, y) for one, _, _, y in each],
        "auc_codes_alone": [j3_measures.auc(one, y) for _, one, _, y in each],
        "auc_jaccard": [j3_measures.auc(one, y) for _, _, one, y in each],
        "cllr": j3_measures.cllr(whole, true), "calibration_error": error,
    }, bins  # fmt: skip


def picture(drawn, path):
    """Reliability diagrams: what was said beside what was so."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, len(drawn), figsize=(5.2 * len(drawn), 5), squeeze=False)
    for axis, (title, bins) in zip(axes[0], drawn.items(), strict=True):
        axis.plot([0, 1], [0, 1], color="#9aa5ad", linewidth=1)
        axis.plot(bins[:, 0], bins[:, 1], "o-", color="#1f5f8b")
        axis.set(
            title=title, xlabel="said (prior one half)", ylabel="was so", xlim=(0, 1), ylim=(0, 1)
        )
        axis.title.set_fontsize(9)
        axis.set_aspect("equal")
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)


if __name__ == "__main__":
    main()

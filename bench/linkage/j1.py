"""J1: how good the answers at intake are (J1b, J1c, J1d), and how others do beside them.

    .venv/bin/python -m bench.linkage.j1 [--size 100000] [--errors B] [--seed 5] [--beside]

People and errors are those of `people.py`; nothing was trained on model B. `--beside` asks the
same questions of tantivy, pg_trgm, rapidfuzz and Splink (`beside.py`). What the keyed form costs is
measured by `j1_blind.py`, how fast it is by `j1_speed.py`.
"""

import argparse
import json
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from bairn.likeness import compare, model, prints, score
from bench.linkage import diagrams, people, quality, reading_side
from bench.linkage.asking import Answers, ask, ground_of
from bench.linkage.encode import asking, encoded

Numbers = NDArray[Any]
QUERIES = 20_000


def main() -> int:
    """Generate, ask, print."""
    parser = options(__doc__)
    parser.add_argument("--model", type=Path, help="another file of weights")
    parser.add_argument("--diagram", type=Path, help="write the reliability diagram there")
    parser.add_argument("--scan", type=int, default=0, help="so many of the lost, by a full scan")
    parser.add_argument("--beside", nargs="*", help="tantivy pg_trgm rapidfuzz splink")
    asked = parser.parse_args()
    with made(asked) as folder:
        told = measured(folder, asked)
    print(json.dumps(told, indent=1, ensure_ascii=False))
    return 0


def options(told: str | None) -> argparse.ArgumentParser:
    """How people and questions are made, as options of a program that says this of itself."""
    parser = argparse.ArgumentParser(description=(told or "").split("\n", 1)[0])
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--errors", choices=("A", "B"), default="B")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--queries", type=int, default=QUERIES)
    parser.add_argument("--folder", type=Path, help="records and questions, made once, kept")
    return parser


@contextmanager
def made(asked: argparse.Namespace) -> Iterator[Path]:
    """The folder of `people.parquet` and `queries.parquet`; one of its own goes away again."""
    with tempfile.TemporaryDirectory(prefix="bairn-link-") as name:
        folder = asked.folder or Path(name)
        if not (folder / "people.parquet").exists():
            people.write(folder, asked.size, asked.errors, asked.seed, asked.queries)
        yield folder


def measured(folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """Ours, then the others."""
    weights = model.load() if not asked.model else model.read(json.loads(asked.model.read_text()))
    began = time.monotonic()
    entity, ground = grounded(folder)
    queries = pq.read_table(folder / "queries.parquet")
    printed = asking(queries)
    built = time.monotonic() - began
    times: list[float] = [time.perf_counter()]
    answers = ask(
        ground,
        weights,
        printed,
        most=weights.candidates,
        tick=lambda: times.append(time.perf_counter()),
    )
    milliseconds = np.diff(times) * 1e3
    told: dict[str, Any] = {
        "size": len(entity), "errors": asked.errors, "seed": asked.seed, "queries": len(queries),
        "read, printed and built, s": round(built, 1),
        "an answer, p50 and p95 ms": np.quantile(milliseconds, [0.5, 0.95]).round(2).tolist(),
        "load": [round(one, 1) for one in os.getloadavg()],
    }  # fmt: skip
    told |= ours(answers, entity, queries, weights, asked.diagram)
    if asked.scan:
        told |= scanned(answers, entity, queries, printed, ground, weights, asked.scan)
    if asked.beside:
        from bench.linkage import beside

        told["beside"] = beside.all_of(asked.beside, folder, entity, queries, ground, weights)
    told["peak, GB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2)
    return told


def grounded(folder: Path) -> tuple[Numbers, Any]:
    """Whose each record is, and the index of all."""
    file = pq.ParquetFile(folder / "people.parquet")
    entity = file.read(["ent"])["ent"].to_numpy()
    return entity, ground_of(encoded_file(file))


def encoded_file(file: pq.ParquetFile) -> prints.Prints:
    """Prints of a file, a piece at a time: ten million do not fit in memory as text."""
    pieces = file.iter_batches(500_000)
    return prints.joined_up([encoded(pa.Table.from_batches([one])) for one in pieces])


def ours(
    answers: Answers, entity: Numbers, queries: pa.Table, weights: model.Model, diagram: Path | None
) -> dict[str, Any]:
    """Recall, alerts and calibration of our answers."""
    sought = queries["ent"].to_numpy()
    present, chinese = np.isin(sought, entity), queries["zh"].to_numpy() == 1
    true = entity[answers.record] == sought[answers.query]
    rank = quality.ranks(answers.query, answers.rank, true, len(sought))
    groups = {
        "all": present,
        "named": present & reading_side.named(queries),
        "Latin": present & ~chinese,
        "Chinese": present & chinese,
    }
    told: dict[str, Any] = {
        f"recall@10, {name}": str(quality.share(rank[group] < 10)) for name, group in groups.items()
    }
    told |= {
        f"recall@{k}, named": str(quality.share(rank[groups["named"]] < k)) for k in (1, 5, 50)
    }
    lost = rank[groups["named"]]
    told["named, lost by blocking"] = str(quality.share(lost == quality.NEVER))
    told["named, lost by ranking"] = str(quality.share((lost >= 10) & (lost < quality.NEVER)))
    chance = quality.chances(answers, weights, len(entity))
    alarm = chance >= weights.alert
    warned = np.zeros(len(sought), bool)
    warned[answers.query[alarm]] = True
    found = np.zeros(len(sought), bool)
    found[answers.query[alarm & true]] = True
    told["false alerts on the absent"] = str(quality.share(warned[~present]))
    told["alert recall"] = str(quality.share(found[present]))
    told["alerts that are right"] = str(quality.share(true[alarm]))
    top = quality.most_likely(answers.query, chance)
    told |= calibration(chance[top], true[top], answers.levels[top])
    if diagram:
        diagrams.reliability(diagram, chance[top], true[top], f"{len(entity):,} records")
    return told


def scanned(
    answers: Answers, entity: Numbers, queries: pa.Table, printed: prints.Prints, ground: Any,
    weights: model.Model, most: int,
) -> dict[str, Any]:  # fmt: skip
    """Of the named who were lost: how many every record judged, without blocking, would find.

    What a full scan loses too is lost by what the records say, not by how they are searched.
    """
    sought = queries["ent"].to_numpy()
    true = entity[answers.record] == sought[answers.query]
    rank = quality.ranks(answers.query, answers.rank, true, len(sought))
    named = np.isin(sought, entity) & reading_side.named(queries)
    lost = np.random.default_rng(0).permutation(np.flatnonzero(named & (rank >= 10)))[:most]
    found = []
    for number in lost.tolist():
        sums = full_scan(ground, weights, printed[number])
        best = sums[entity == sought[number]].max()
        found.append(int((sums > best).sum()) < 10)
    return {"of the lost, found at 10 by a full scan": str(quality.share(np.array(found)))}


def full_scan(ground: Any, weights: model.Model, one: Any, step: int = 500_000) -> Numbers:
    """The sum of every record for one question."""
    side = ground.snapshot
    size = len(side.row_starts) - 1
    sums = np.zeros(size)
    rare = ground.rarity(one.rows, weights.rarity_most)
    common = np.zeros(len(one.tokens), np.bool_)
    for start in range(0, size, step):
        picks = np.arange(start, min(start + step, size))
        compare.judge(
            one.rows, one.tokens, common, rare, side.rows, side.row_starts, side.tokens,
            side.token_starts, picks, weights.weights, weights.slopes,
            np.zeros((len(picks), compare.WIDE), np.int8),
            np.zeros((len(picks), 4), np.float32), sums[start : start + step],
        )  # fmt: skip
    return sums


def calibration(chance: Numbers, right: Numbers, levels: Numbers) -> dict[str, Any]:
    """The calibration error of the best answers, of all and of each kind of evidence."""
    low, high = quality.error_interval(chance, right)
    error = quality.calibration_error(chance, right)
    told: dict[str, Any] = {"calibration error": f"{error:.4f} ({low:.4f}–{high:.4f})"}
    kinds = np.array([score.kind_of(one) for one in levels], object)
    for kind in model.KINDS:
        mine = kinds == kind
        if mine.any():
            error = quality.calibration_error(chance[mine], right[mine])
            told[f"… {kind}"] = (
                f"{error:.4f} of {int(mine.sum()):,}, {right[mine].mean():.3f} right"
            )
    return told


if __name__ == "__main__":
    raise SystemExit(main())

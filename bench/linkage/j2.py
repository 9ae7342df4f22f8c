"""J2: the batch engine beside Splink's configurations, on the same files, in one run.

    flock /tmp/lock .venv/bin/python -m bench.linkage.j2 [--million FOLDER] [--only NAME]

Each engine runs in a process of its own, so that its peak of memory is its own. Labels measure
alone. Writes a line of JSON per run and, with `--pictures FOLDER`, reliability diagrams.
"""

import argparse
import json
import logging
import multiprocessing
import os
import platform
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from bairn.likeness.batch import ground, measuring, trial
from bairn.likeness.batch.linking import link
from bairn.likeness.batch.terms import Pairs, Result
from bench.linkage import people, splink_side
from bench.linkage.splink_side import Configuration

DATA = Path("/work/shared/data/linkage")
FOLDS = 5
THRESHOLDS = (0.95, 0.5, 0.8, 0.99, 0.999)  # the first is Splink's usual; its best counts
_INVENTED = """select ent, zh, nullif(family,'') family, nullif(given,'') given, nullif(han,'') han,
    case when year > 0 then printf('%04d%02d%02d', year, greatest(month,1), greatest(day,1))
        end born,
    nullif(nid,'') nid, nullif(phone,'') phone, nullif(email,'') email, nullif(handle,'') handle,
    nullif(postcode,'') postcode, row_number() over () - 1 unique_id from '{}' {}"""


class Set:
    """A file: how we read it, how Splink does, who is who."""

    def __init__(
        self, name: str, ours: str, label: str, splink: str, configurations: list[Configuration]
    ) -> None:
        self.name, self.ours, self.label = name, ours, label
        self.splink, self.configurations = splink, configurations


def _sets(folder: Path, million: Path | None) -> Iterator[Set]:
    file = DATA / "historical_figures_dev.parquet"
    both = [splink_side.historical(frequencies=True), splink_side.historical(frequencies=False)]
    plain = "select * exclude(unique_id), row_number() over () - 1 unique_id from "
    yield Set("historical", f"select * from '{file}'", "cluster", f"{plain} '{file}'", both)
    for fold in range(FOLDS):
        part = f"(select * from '{file}' where hash(cluster) % {FOLDS} = {fold})"
        yield Set(
            f"historical fold {fold + 1}",
            f"select * from {part}",
            "cluster",
            plain + part,
            both[:1],
        )
    febrl = f"read_csv('{DATA / 'dataset3.csv'}', all_varchar=true, header=true)"
    label = r"regexp_extract(rec_id, 'rec-(\d+)-', 1)"
    found = f"(select *, {label} as ent from {febrl})"
    yield Set("febrl 3", f"select * exclude(rec_id) from {found}", "ent", plain + found, [
        splink_side.febrl(frequencies=True), splink_side.febrl(frequencies=False)])  # fmt: skip
    careful = [
        splink_side.invented(frequencies=f, dates=d)
        for f, d in ((True, False), (True, True), (False, False))
    ]
    made = [
        ("invented 100k", folder / "people.parquet", ""),
        ("chinese of 100k", folder / "people.parquet", "where zh = 1"),
    ]
    if million:
        made.append(("invented 1M", million / "people.parquet", ""))
    for name, path, where in made:
        yield Set(
            name,
            f"select * exclude(zh) from '{path}' {where}",
            "ent",
            _INVENTED.format(path, where),
            careful,
        )


def _table(query: str) -> pa.Table:
    return duckdb.connect().sql(query).to_arrow_table()


def _truth(table: pa.Table, label: str) -> np.ndarray:
    return np.unique(np.array(table[label].to_pylist()).astype(str), return_inverse=True)[1]


def ours(found: Set) -> dict[str, Any]:
    """Our engine on this set."""
    table = _table(found.ours)
    truth = _truth(table, found.label)
    connection = ground.opened()
    ground.take(connection, table.drop_columns([found.label]))
    result = link(connection)
    figures, bins = trial.measured(result, truth)
    return {
        "engine": "bairn", "seconds": result.seconds - result.training, "training": result.training,
        "compared": result.compared, "bins": [asdict(one) for one in bins], **figures,
    }  # fmt: skip


def theirs(found: Set, how: Configuration) -> dict[str, Any]:
    """Splink in one configuration; its best threshold counts."""
    logging.disable(logging.WARNING)
    table = _table(found.splink)
    truth = _truth(table, found.label)
    done = splink_side.run(table, how, THRESHOLDS)
    odds = np.log(np.clip(done.probability, 1e-9, 1 - 1e-9))
    tried = {
        t: measuring.of_clusters(np.unique(c, return_inverse=True)[1], truth)
        for t, c in done.clusters.items()
    }
    best = max(tried, key=lambda one: tried[one].f1)
    result = Result(
        pairs=Pairs(done.left, done.right, odds, done.probability),
        clusters=np.unique(done.clusters[best], return_inverse=True)[1],
        compared=len(done.left), model="splink", engine="duckdb",
        seconds=done.seconds + done.training, training=done.training,
        learnt=(), shipped=(), understood={}, not_understood=(),
    )  # fmt: skip
    figures, bins = trial.measured(result, truth)
    return {
        "engine": f"splink: {how.name}", "seconds": done.seconds, "training": done.training,
        "threshold": best, "compared": len(done.left),
        "bins": [asdict(one) for one in bins], **figures,
    }  # fmt: skip


def _alone(run: Callable[..., dict[str, Any]], *given: Any) -> dict[str, Any]:
    """In a process of its own, with its peak of memory."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (run, *given))


def _measured(run: Callable[..., dict[str, Any]], *given: Any) -> dict[str, Any]:
    return {**run(*given), "peak_memory_mib": trial.peak_memory()}


def pictures(rows: list[dict[str, Any]], name: str, folder: Path) -> None:
    """What was said against what was true, a curve an engine."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5.4, 5.2), dpi=120, layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="#999", linewidth=1, label="as said, so true")
    for row in rows:
        said, true = ([one[part] for one in row["bins"]] for part in ("said", "true"))
        axes.plot(
            said,
            true,
            marker="o",
            markersize=4,
            label=f"{row['engine']} ({row['calibration_error_above_1_percent']:.3f})",
        )
    axes.set(
        xlabel="probability that was said",
        ylabel="share that was true",
        title=f"J2, {name}",
        xlim=(0, 1),
        ylim=(0, 1),
    )
    axes.legend(loc="upper left", fontsize=8, frameon=False)
    folder.mkdir(parents=True, exist_ok=True)
    figure.savefig(folder / f"j2-{name.replace(' ', '-')}.png")


def main() -> int:
    """Every set, every engine."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--folder", type=Path, default=Path("/tmp/j2"))
    parser.add_argument("--million", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--quick", action="store_true", help="the first configuration alone")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    if not (asked.folder / "people.parquet").exists():
        people.write(asked.folder, 100_000, "B", asked.seed, 1_000)
    if asked.million and not (asked.million / "people.parquet").exists():
        people.write(asked.million, 1_000_000, "B", asked.seed + 4, 1_000)
    machine = {"machine": platform.machine(), "cores": os.cpu_count(), "load": os.getloadavg()}
    print(json.dumps({**machine, "at": time.strftime("%Y-%m-%d %H:%M")}), flush=True)
    for one in _sets(asked.folder, asked.million):
        if asked.only and not one.name.startswith(asked.only):
            continue
        beside = one.configurations[:1] if asked.quick else one.configurations
        rows = [_alone(ours, one), *(_alone(theirs, one, how) for how in beside)]
        for row in rows:
            shown = {
                code: round(v, 3) if isinstance(v, float) else v
                for code, v in row.items()
                if code != "bins"
            }
            print(json.dumps({"set": one.name, **shown}), flush=True)
        if asked.pictures and "fold" not in one.name:
            pictures(rows, one.name, asked.pictures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

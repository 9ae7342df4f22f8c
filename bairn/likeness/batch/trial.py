"""One run over a file of records, outside the house, and how good it is where that is known."""

import re
import resource
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from bairn.kernel.refusal import Refusal
from bairn.likeness.batch import columns, ground, measuring
from bairn.likeness.batch.linking import link
from bairn.likeness.batch.measuring import Bin
from bairn.likeness.batch.terms import Ints, Result, Role, Step

EVEN = 0.5  # probability from which a pair counts as found
NOTED = 0.01  # the calibration of what somebody might look at


@dataclass(frozen=True, slots=True)
class Trial:
    """What was found, what it is worth, and the parts of its calibration."""

    result: Result
    figures: Mapping[str, Any]
    bins: Sequence[Bin]


def tried(
    files: Sequence[Path], *, label: str = "", pattern: str = "",
    given: Mapping[str, str] | None = None, engine: str = "duckdb", within: bool = False,
    memory_mb: int | None = None, step: Step | None = None,
) -> Trial:  # fmt: skip
    """Link the files; the label column is put aside before anything is read of the records."""
    connection = ground.opened(memory_mb)
    sizes = ground.read(connection, files)
    truth = _truth(connection, label, pattern) if label else None
    if label:
        connection.execute(f"alter table raw drop column {ground.quoted(label)}")
    names = ground.columns_of(connection)
    roles = columns.named(names, given or {}, columns.guess(ground.samples(connection)))
    across = len(files) > 1 and not within
    result = link(connection, roles, engine=engine, across=across, step=step)
    figures: dict[str, Any] = {
        "records": sum(sizes), "files": len(sizes), "pairs_compared": result.compared,
        "engine": result.engine, "model": result.model, "seconds": round(result.seconds, 2),
        "seconds_learning": round(result.training, 2), "peak_memory_mib": peak_memory(),
        "clusters": int(result.clusters.max(initial=-1)) + 1,
        "weights_learnt": list(result.learnt), "weights_shipped": list(result.shipped),
        "columns_understood": dict(result.understood),
        "columns_compared_as_they_stand": list(result.not_understood),
        "columns_not_used": [one for one in names if roles[one] is Role.IGNORED],
    }  # fmt: skip
    bins: Sequence[Bin] = ()
    if truth is not None:
        quality, bins = measured(result, truth, _files(sizes) if across else None)
        figures = {**quality, **figures}
    connection.close()
    return Trial(result, figures, bins)


def measured(
    result: Result, truth: Ints, across: Ints | None = None
) -> tuple[dict[str, Any], list[Bin]]:
    """Precision, recall and F1 of pairs and clusters; how far probabilities are from the truth."""
    pairs = result.pairs
    same = truth[pairs.left] == truth[pairs.right]
    total = measuring.true_pairs(truth, across)
    error, bins = measuring.calibration(pairs.probability, same)
    noted = pairs.probability > NOTED
    taken = pairs.probability >= EVEN
    return {
        "pair": _rounded(measuring.of_pairs(pairs.left, pairs.right, taken, truth, total)),
        "cluster": _rounded(measuring.of_clusters(result.clusters, truth, across)),
        "calibration_error": round(error, 4),
        "calibration_error_above_1_percent":
            round(measuring.calibration(pairs.probability[noted], same[noted])[0], 4),
        "true_pairs": total,
        "true_pairs_compared": int(same.sum()),
    }, bins  # fmt: skip


def peak_memory() -> int:
    """The most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _rounded(quality: measuring.Quality) -> dict[str, float]:
    return {code: round(value, 4) for code, value in asdict(quality).items()}


def _files(sizes: Sequence[int]) -> Ints:
    return np.repeat(np.arange(len(sizes)), sizes).astype(np.int64)


def _truth(connection: duckdb.DuckDBPyConnection, label: str, pattern: str) -> Ints:
    """A number for each label; a record without one is somebody of its own."""
    if label not in ground.columns_of(connection):
        raise Refusal("link.no_label", f"The file has no column {label}.", field="label")
    rows = connection.execute(f"select {ground.quoted(label)} from raw order by __id").fetchall()
    texts = [str(row[0]).strip() if row[0] is not None else "" for row in rows]
    if pattern:
        texts = [_first_group(pattern, text) for text in texts]
    named = [text or f"\0{number}" for number, text in enumerate(texts)]
    return np.unique(np.array(named), return_inverse=True)[1].astype(np.int64)


def _first_group(pattern: str, text: str) -> str:
    try:
        found = re.search(pattern, text)
    except re.error as fault:
        raise Refusal(
            "link.label_pattern", "The pattern of the label is no regular expression."
        ) from fault
    return (found.group(1) if found.re.groups else found.group(0)) if found else ""

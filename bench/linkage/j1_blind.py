"""Measure what the keyed form costs (J1d): recall with filters against recall with the texts.

    .venv/bin/python -m bench.linkage.j1_blind FOLDER      (of people.py)

Same candidates, same weights. Once near names are told by the keyed filters, once by
Jaro-Winkler on the spellings, with the limits usual there (.92, .82, .70). All other levels are
equalities, which a keyed hash tells as exactly as the text. Prints one line of JSON.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray
from rapidfuzz.distance import JaroWinkler

from bairn.likeness import layout, model, prints
from bairn.likeness.layout import PART_LEVELS
from bench.linkage import encode
from bench.linkage.asking import Answers, ask, ground_of

LIMITS = ((0.92, "near"), (0.82, "part"), (0.70, "weak"), (0.0, "other"))
_GUESSED = [PART_LEVELS.index(name) for _, name in LIMITS]
_PLACE = {name: place for place, name in enumerate(layout.EVIDENCE)}


def main() -> int:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    records = pq.ParquetFile(folder / "people.parquet")
    parts = [encode.encoded(pa.Table.from_batches([b])) for b in records.iter_batches(500_000)]
    weighed = model.load()
    ground = ground_of(prints.joined_up(parts))
    del parts
    queries = pq.read_table(folder / "queries.parquet")
    answers = ask(ground, weighed, encode.encoded(queries), rivals=False, most=weighed.candidates)
    names = pq.read_table(folder / "people.parquet", columns=["ent", "family", "given", "han"])
    true = names["ent"].to_numpy()
    sought = queries["ent"].to_numpy()
    plain = answers.sums + _changed(answers, names, queries, weighed)
    there = np.flatnonzero(np.isin(sought, true))
    told = {"records": ground.first, "queries": len(there)}
    for name, sums in (("blind", answers.sums), ("plain", plain)):
        told |= {f"{name}_recall_10": _recall(answers, sums, true, sought, there)}
    print(json.dumps(told))
    return 0


def _changed(
    answers: Answers, names: pa.Table, queries: pa.Table, weighed: model.Model
) -> NDArray[np.float64]:
    """By how much each sum changes when the texts tell how near two names are."""
    change = np.zeros(len(answers.sums))
    levels = answers.levels.copy()
    for place in (_PLACE["family"], _PLACE["given"]):
        part = ("family", "given")[place - _PLACE["family"]]
        guessed = np.isin(levels[:, place], _GUESSED) & (levels[:, _PLACE["order"]] == 1)
        for n in np.flatnonzero(guessed):
            one, other = (
                _text(table, int(at), part)
                for table, at in ((queries, answers.query[n]), (names, answers.record[n]))
            )
            alike = JaroWinkler.similarity(one, other)
            levels[n, place] = PART_LEVELS.index(next(k for least, k in LIMITS if alike >= least))
        weights = weighed.weights[place]
        change += weights[levels[:, place]] - weights[answers.levels[:, place]]
    return change


_READ: dict[tuple[int, int], dict[str, str]] = {}


def _text(table: pa.Table, at: int, part: str) -> str:
    known = _READ.get((id(table), at))
    if known is None:
        written = [table[name][at].as_py() for name in ("family", "given", "han")]
        known = _READ[id(table), at] = dict(encode.facet_of(*written))
    return known.get(part, "")


def _recall(
    answers: Answers, sums: NDArray[np.float64], true: NDArray[np.int64],
    sought: NDArray[np.int64], there: NDArray[np.int64],
) -> float:  # fmt: skip
    order = np.lexsort((-sums, answers.query))
    query, record = answers.query[order], answers.record[order]
    starts = np.searchsorted(query, there)
    found = 0
    for number, start in zip(there, starts, strict=True):
        ten = slice(start, start + min(10, int(np.sum(query[start : start + 10] == number))))
        found += bool(np.any(true[record[ten]] == sought[number]))
    return round(found / len(there), 4)


if __name__ == "__main__":
    sys.exit(main())

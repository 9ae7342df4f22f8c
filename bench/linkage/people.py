"""Invented people and what records say of them, for the measurements of J1 and J2.

    .venv/bin/python -m bench.linkage.people --size 100000 --errors B --seed 1 FOLDER

Writes `people.parquet` (the records) and `queries.parquet` (half of people who are in them, half
of people who are not). Population: `population.py`; errors: `errors.py`. README.md says what is
assumed. Nobody here exists.
"""

import argparse
import hashlib
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.random import Generator
from numpy.typing import NDArray

from bench.linkage import errors
from bench.linkage.population import Sheet, people
from bench.linkage.spellings import FREQUENCIES

CHUNK = 500_000
RECORDED_ONCE = 0.8  # of the records, how many are the first of their person
HELD_OUT = 0.02  # of the people, how many are in no record, though their family is
_INTS = {"ent": pa.int64(), "zh": pa.int8(), "sex": pa.int8(), "year": pa.int16(),
         "month": pa.int8(), "day": pa.int8()}  # fmt: skip
SCHEMA = pa.schema([(name, _INTS.get(name, pa.string())) for name in errors.COLUMNS])


def generator_digest(model: str) -> str:
    """What the generator is: the digest of its files and of the frequencies that it found."""
    here = Path(__file__).parent
    files = [here / name for name in ("people.py", "population.py", "errors.py", "spellings.py")]
    files.append(here / f"errors_{model.lower()}.py")
    files += sorted(FREQUENCIES.glob("*.csv"))
    whole = hashlib.sha256()
    for one in files:
        whole.update(one.read_bytes())
    return whole.hexdigest()


def _chunk(
    size: int, asked: int, model: str, rng: Generator, base: int
) -> tuple[Sheet, Sheet, Sheet]:
    """Records, queries about people who are in them, people who are held out."""
    first = int(size * RECORDED_ONCE)
    everybody = people(int(first / (1 - HELD_OUT)) + 1, rng, base)
    order = rng.permutation(len(everybody["ent"]))
    known, held = np.sort(order[:first]), order[first:]
    again = known[_repeated(size - first, first, rng)]
    once = errors.sightings(everybody, known, model, rng, first=True)
    more = errors.sightings(everybody, again, model, rng)
    mixed = rng.permutation(size)
    records = {name: np.concatenate([once[name], more[name]])[mixed] for name in once}
    sought = known[rng.integers(0, first, asked)]
    queries = errors.sightings(everybody, sought, model, rng)
    return records, queries, errors.sightings(everybody, held, model, rng)


def _repeated(count: int, first: int, rng: Generator) -> NDArray[np.int64]:
    """Who is recorded again: most are anybody, some are those who always are."""
    anybody = rng.integers(0, first, count)
    often = rng.integers(0, max(1, first // 50), count) * 50 % first
    return np.where(rng.random(count) < 0.7, anybody, often)


def write(folder: Path, size: int, model: str, seed: int, queries: int) -> None:
    """Records and queries, the same for the same seed."""
    folder.mkdir(parents=True, exist_ok=True)
    here: list[Sheet] = []
    kin: list[Sheet] = []
    base = 0
    with pq.ParquetWriter(folder / "people.parquet", SCHEMA, compression="zstd") as out:
        for number, start in enumerate(range(0, size, CHUNK)):
            rng = np.random.default_rng([seed, ord(model), number])
            count = min(CHUNK, size - start)
            asked = max(1, round(queries / 2 * count / size))
            records, found, held = _chunk(count, asked, model, rng, base)
            base += CHUNK * 2
            out.write_table(_table(records))
            here.append(found)
            some = max(1, asked // 5)  # a fifth of the absent live with somebody who is there
            kin.append({name: column[:some] for name, column in held.items()})
    rng = np.random.default_rng([seed, ord(model), 999_999])
    strangers = people(queries, rng, base + CHUNK)
    missing = max(1, queries // 2 - sum(len(one["ent"]) for one in kin))
    alone = errors.sightings(strangers, rng.permutation(queries)[:missing], model, rng)
    pq.write_table(_table(_joined([*here, *kin, alone])), folder / "queries.parquet")


def _joined(sheets: list[Sheet]) -> Sheet:
    return {name: np.concatenate([sheet[name] for sheet in sheets]) for name in sheets[0]}


def _table(sheet: Sheet) -> pa.Table:
    return pa.table({n: pa.array(sheet[n], SCHEMA.field(n).type) for n in SCHEMA.names}, SCHEMA)


def main() -> int:
    """Write one set."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--errors", choices=("A", "B"), default="B")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--queries", type=int, default=8_000)
    asked = parser.parse_args()
    began = time.monotonic()
    write(asked.folder, asked.size, asked.errors, asked.seed, asked.queries)
    print(f"{asked.size:,} records, errors {asked.errors}, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

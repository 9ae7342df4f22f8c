"""Train the weights of J1 on error model A and write `bairn/likeness/catalogue/model-1.json`.

    .venv/bin/python -m bench.linkage.train [--quick] [--out FILE]

Weights: all at once, in order within each evidence (`fitting.py`). Calibration: on people that the
weights have not seen, for each kind of evidence, at two sizes. The alert threshold: the least
probability from which at most 1 in 2,000 of the absent are taken for somebody. The same seeds
give the same file. The product reads the file and never trains.
"""

import argparse
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray
from scipy import optimize

from bairn.likeness import layout, model, score
from bairn.likeness.index.ground import Ground
from bairn.likeness.prints import Prints
from bench.linkage import fitting, people
from bench.linkage.asking import Answers, ask, ground_of
from bench.linkage.encode import asking, encoded

Numbers = NDArray[Any]
SIZE_AT = 100_000
QUERIES = 16_000
LEARN = ((100_000, 11), (100_000, 12), (500_000, 13))
CALIBRATE = ((100_000, 21), (100_000, 22), (500_000, 23))
QUICK_LEARN, QUICK_CALIBRATE = ((100_000, 11),), ((100_000, 21), (300_000, 23))
MOST_FALSE = 0.0005  # of the absent; the goal is twice that, on errors that were not seen
HOPELESS = -16.0  # below it a candidate moves no weight
_FILE = model.CATALOGUE / "model-1.json"


@dataclass(frozen=True, slots=True)
class Known:
    """An index and questions whose answer is known."""

    size: int
    ground: Ground
    queries: Prints
    entity: NDArray[np.int64]  # of each record
    sought: NDArray[np.int64]  # of each question

    @property
    def present(self) -> NDArray[np.bool_]:
        """Which of those asked for are there."""
        return np.isin(self.sought, self.entity)

    def true(self, answers: Answers) -> NDArray[np.bool_]:
        """Which candidates are the person asked for."""
        return self.entity[answers.record] == self.sought[answers.query]


def known(size: int, seed: int, errors: str = "A", queries: int = QUERIES) -> Known:
    """Generated, printed and built; nothing of it stays on disk."""
    with tempfile.TemporaryDirectory(prefix="bairn-link-") as name:
        folder = Path(name)
        people.write(folder, size, errors, seed, queries)
        return read(folder)


def read(folder: Path) -> Known:
    """What `people.py` has written."""
    records, asked = (pq.read_table(folder / f"{n}.parquet") for n in ("people", "queries"))
    return Known(
        len(records), ground_of(encoded(records)), asking(asked),
        records["ent"].to_numpy(), asked["ent"].to_numpy(),
    )  # fmt: skip


def main() -> int:
    """Learn, calibrate, choose the threshold, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="few people, for trying")
    parser.add_argument("--out", type=Path, default=_FILE)
    asked = parser.parse_args()
    learn, calibrate = (QUICK_LEARN, QUICK_CALIBRATE) if asked.quick else (LEARN, CALIBRATE)
    told = json.loads((Path(__file__).parent / "expert.json").read_text("utf-8"))
    told = weighed(told, learn)
    told = calibrated(told, calibrate)
    told["trained"] = {
        "by": "bench/linkage/train.py", "errors": "A", "questions": QUERIES,
        "learnt_on": [list(one) for one in learn],
        "calibrated_on": [list(one) for one in calibrate],
        "present": 0.5, "most_false": MOST_FALSE, "generator": people.generator_digest("A"),
    }  # fmt: skip
    asked.out.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(json.dumps({name: told[name] for name in ("prior", "alert", "calibration")}))
    return 0


def weighed(told: dict[str, Any], sets: tuple[tuple[int, int], ...]) -> dict[str, Any]:
    """The weights that say best who is who, starting from what experts said."""
    samples = []
    for size, seed in sets:
        one = known(size, seed)
        answers = ask(one.ground, model.read(told), one.queries, rivals=False)
        samples.append(fitting.sample(answers, one.true(answers), size, SIZE_AT, HOPELESS))
        print(f"{size:,} seed {seed}: {samples[-1].features.shape[0]:,} pairs", flush=True)
    start = fitting.vector(told)
    found = fitting.fitted(samples, start)
    questions = sum(one.questions for one in samples)
    for name, x in (("experts", start), ("learnt", found)):
        print(f"{name}: {fitting.loss(x, samples, start, 0)[0] / questions:.4f} a question")
    return told | filed(found)


def filed(x: Numbers) -> dict[str, Any]:
    """The parameters as the file has them."""
    weights: dict[str, dict[str, float]] = {evidence: {} for evidence in layout.EVIDENCE}
    for (evidence, level), place in fitting.PLACES.items():
        weights[evidence][level] = round(float(x[place]), 3) + 0.0
    slopes = x[fitting.SLOPES : fitting.SLOPES + 4]
    rarity: dict[str, float] = {
        name: round(float(slope), 3) for name, slope in zip(layout.RARITIES, slopes, strict=True)
    }
    rarity["most"] = 12.0
    prior = {"weight": round(float(x[-2]), 3), "slope": round(float(x[-1]), 3), "size_at": SIZE_AT}
    return {"prior": prior, "rarity": rarity, "weights": weights}


@dataclass(frozen=True, slots=True)
class Firsts:
    """The best answer to each question."""

    logit: Numbers
    kind: NDArray[np.object_]
    right: NDArray[np.bool_]
    absent: NDArray[np.bool_]  # the person asked for is not there


def firsts(one: Known, weights: model.Model) -> Firsts:
    """The best answer to each question that has one, as the index gives it."""
    best = ask(one.ground, weights, one.queries, most=1)
    return Firsts(
        best.sums - best.off,
        np.array([score.kind_of(levels) for levels in best.levels], object),
        one.true(best),
        ~one.present[best.query],
    )


def calibrated(told: dict[str, Any], sets: tuple[tuple[int, int], ...]) -> dict[str, Any]:
    """Lines from logits to probabilities, one a kind, and the threshold."""
    weights = model.read(told)
    parts = [firsts(known(size, seed), weights) for size, seed in sets]
    lines: dict[str, dict[str, float]] = {}
    chance = [np.zeros(len(one.logit)) for one in parts]
    for kind in model.KINDS:
        mine = [one.kind == kind for one in parts]
        logit, right = (
            np.concatenate([getattr(one, name)[m] for one, m in zip(parts, mine, strict=True)])
            for name in ("logit", "right")
        )
        most = 0.0 if kind in ("name", "other") else 9.0
        lines[kind] = line(logit, right, told["calibration"][kind]["spread"], most)
        print(f"{kind}: {len(logit):,} answers, {right.mean():.3f} right, {lines[kind]}")
        for one, m, out in zip(parts, mine, chance, strict=True):
            out[m] = _chance(lines[kind], one.logit[m])
    absent = np.concatenate([one.absent for one in parts])
    alert = threshold(np.concatenate(chance), absent, QUERIES // 2 * len(parts))
    return told | {"calibration": lines, "alert": alert}


def _chance(told: Mapping[str, float], logit: Numbers) -> Numbers:
    middle = told["slope"] * logit + told["intercept"]
    return 1 / (1 + np.exp(-np.clip(middle, -40, 40)))


def line(logit: Numbers, right: Numbers, spread: float, most: float) -> dict[str, float]:
    """The line of a kind; few answers leave it near the logit itself.

    It does not shift with the size of the index: the prior does. Two who fit equally well and have
    nothing but a name share the chance, so their line may not be raised (`most`).
    """
    logit = np.clip(logit, -25, 25)

    def badness(x: Numbers) -> float:
        middle = x[0] * logit + x[1]
        told = np.logaddexp(0, np.where(right, -middle, middle)).sum()
        return float(told + 4 * ((x[0] - 1) ** 2 + x[1] ** 2 / 4))

    found = optimize.minimize(
        badness, np.array([1.0, 0.0]), method="L-BFGS-B", bounds=((0.05, 4), (-9, most))
    ).x
    return {
        "slope": round(float(found[0]), 3), "intercept": round(float(found[1]), 3),
        "size": 0.0, "spread": spread,
    }  # fmt: skip


def threshold(chance: Numbers, absent: Numbers, asked: int) -> float:
    """The least probability that at most `MOST_FALSE` of the `asked` who are absent reach."""
    false = np.sort(chance[absent])[::-1]
    allowed = int(MOST_FALSE * asked)
    least = float(false[allowed]) if len(false) > allowed else 0.5
    return round(min(max(least + 5e-4, 0.5), 0.9999), 4)


if __name__ == "__main__":
    raise SystemExit(main())

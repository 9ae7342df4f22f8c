"""The pairs of the R package crimelinkage, as its vignette makes them; read where they lie.

Nothing is copied. Splits are by offender: whoever is in a test pair is in no training pair. Beside
our learner stands the vignette's logistic model on the same splits.
"""

import csv
import shutil
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bairn.series.engine.weights import DISTANCE, GAP, HOUR, WEEKDAY
from bench.linkage import j3_fit, j3_measures
from bench.linkage.j3_fit import Pairs

FOLDER = Path("/work/shared/data/linkage")
ITEMS = ("MO1", "MO2", "MO3")
BLOCKS = dict.fromkeys(ITEMS, "behaviour")
SPLITS, TRAIN = 50, 0.7
STEP_KM = 0.05  # houses, not square kilometres: curves count in steps of 50 m here


def there():
    """Whether the data lie on this machine."""
    return (FOLDER / "crime_pairs.csv").exists()


def rscript():
    """Where R's own package could be run."""
    return shutil.which("Rscript")


def read():
    """Every pair, and the seven columns that the vignette's model reads."""
    with (FOLDER / "crimes_flat.csv").open() as stream:
        crimes = {row["crimeID"]: row for row in csv.DictReader(stream)}
    with (FOLDER / "crime_pairs.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    state, share = np.zeros((len(rows), 3), int), np.ones((len(rows), 3))
    for column, item in enumerate(ITEMS):
        # An empty code is a code of its own there ("not noted"), as the vignette has it.
        count = Counter(one[item] for one in crimes.values())
        for n, row in enumerate(rows):
            a, b = crimes[row["i1"]][item], crimes[row["i2"]][item]
            state[n, column], share[n, column] = a == b, count[a] / len(crimes)
    x = {
        DISTANCE: _numbers(rows, "spatial") / STEP_KM, GAP: _numbers(rows, "temporal"),
        HOUR: _numbers(rows, "tod"), WEEKDAY: _numbers(rows, "dow"),
    }  # fmt: skip
    pairs = Pairs(
        ITEMS, state, share, x, np.array([row["type"] == "linked" for row in rows]),
        _numbers(rows, "weight"), np.array([[int(row["g1"]), int(row["g2"])] for row in rows]),
    )  # fmt: skip
    plain = np.stack(
        [_numbers(rows, name) for name in ("spatial", "temporal", "tod", "dow", *ITEMS)], 1
    )
    return pairs, np.where(np.isnan(plain), np.nanmedian(plain, 0), plain)


def _numbers(rows, name):
    return np.array([float(row[name]) if row[name] not in ("", "NA") else np.nan for row in rows])


def measure():
    """AUC of both models over the splits, and how well ours is calibrated on what it never saw."""
    pairs, plain = read()
    names = np.unique(pairs.groups)
    ours, theirs, told, true = [], [], [], []
    for seed in range(SPLITS):
        dice = np.random.default_rng(seed)
        inside = np.isin(pairs.groups, dice.choice(names, int(TRAIN * len(names)), replace=False))
        train, test = np.flatnonzero(inside.all(1)), np.flatnonzero(~inside.any(1))
        learnt = j3_fit.fit(pairs.of(train), BLOCKS)
        said, linked = j3_fit.logit(pairs.of(test), learnt, BLOCKS), pairs.linked[test]
        ours.append(j3_measures.auc(said, linked))
        theirs.append(j3_measures.auc(_vignette(plain, pairs, train, test), linked))
        told.append(said)
        true.append(linked)
    said, linked = np.concatenate(told), np.concatenate(true)
    bins, error = j3_measures.reliability(said, linked)
    gain = np.array(ours) - np.array(theirs)
    return {
        "pairs": len(pairs.linked), "linked": int(pairs.linked.sum()), "splits": SPLITS,
        "auc": float(np.mean(ours)), "auc_vignette": float(np.mean(theirs)),
        "gain": float(gain.mean()), "gain_se": float(gain.std(ddof=1) / SPLITS**0.5),
        "cllr": j3_measures.cllr(said, linked), "calibration_error": error,
    }, bins  # fmt: skip


def _vignette(plain, pairs, train, test):
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1e4, max_iter=1000))
    model.fit(
        plain[train], pairs.linked[train], logisticregression__sample_weight=pairs.weight[train]
    )
    return model.decision_function(plain[test])

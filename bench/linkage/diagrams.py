"""Reliability diagrams: what was said beside what came true."""

from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
from numpy.typing import NDArray

from bench.linkage import quality

matplotlib.use("Agg")
from matplotlib import pyplot

BINS = 10


def reliability(path: Path, chance: NDArray[Any], right: NDArray[Any], title: str) -> None:
    """One small picture: dots with intervals of 95 %, and how many answers each stands for."""
    bins = np.clip((chance * BINS).astype(int), 0, BINS - 1)
    figure, (above, below) = pyplot.subplots(
        2, 1, figsize=(4.2, 4.6), height_ratios=(3, 1), sharex=True, layout="constrained"
    )
    above.plot([0, 1], [0, 1], color="#9aa3ad", linewidth=1)
    for one in range(BINS):
        mine = bins == one
        if not mine.any():
            continue
        found = quality.share(right[mine])
        low, high = found.interval
        said = float(chance[mine].mean())
        above.plot([said, said], [low, high], color="#1f5f8b", linewidth=1.4)
        above.plot(said, found.value, "o", color="#1f5f8b", markersize=4.5)
    error = quality.calibration_error(chance, right)
    above.set_title(f"{title}: calibration error {error:.3f}", fontsize=9)
    above.set_ylabel("came true", fontsize=8)
    below.bar(
        (np.arange(BINS) + 0.5) / BINS, np.bincount(bins, minlength=BINS), 0.09, color="#7fa6c0"
    )
    below.set_yscale("log")
    below.set_ylabel("answers", fontsize=8)
    below.set_xlabel("probability said of the best answer", fontsize=8)
    for axes in (above, below):
        axes.tick_params(labelsize=7)
        axes.spines[["top", "right"]].set_visible(False)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)
    pyplot.close(figure)

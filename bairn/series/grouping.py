"""Clusters of offences at a threshold, and what a change would make of them."""

import math
import uuid
from collections.abc import Collection, Mapping
from itertools import combinations, pairwise

from bairn.kernel.refusal import Refusal
from bairn.series import ranking
from bairn.series.engine import clustering, kernel
from bairn.series.engine.weights import Model
from bairn.series.judging import Two
from bairn.series.ranking import Engine, Known
from bairn.series.terms import Changes, Cluster, Clusters, Verdict

LOWEST, HIGHEST = 0.001, 0.999
_NONE = Changes()


def clusters(known: Known, model: Model, *, threshold: float, changes: Changes = _NONE) -> Clusters:
    """Clusters of two or more, and the pairs that `changes` would join or part.

    Raises Refusal series.threshold, series.too_many.
    """
    if not LOWEST <= threshold <= HIGHEST:
        raise Refusal(
            "series.threshold", "Choose a threshold between 0.001 and 0.999.", field="threshold"
        )
    if len(known.offences) > clustering.MOST:
        raise Refusal(
            "series.too_many", "Clusters are made of at most 3,000 offences. Choose fewer years."
        )
    found, alone = _made(known, model, threshold, changes)
    before = found if changes == _NONE else _made(known, model, threshold, _NONE)[0]
    now, then = _pairs(found), _pairs(before)
    moved = {one for two in now ^ then for one in two}
    return Clusters(
        threshold=threshold,
        clusters=found,
        alone=alone,
        joined=now - then,
        parted=then - now,
        numbers={one.id: one.number for one in known.offences if one.id in moved},
        model=model.version,
    )


def _made(
    known: Known, model: Model, threshold: float, changes: Changes
) -> tuple[tuple[Cluster, ...], int]:
    left = [one for one in known.offences if one.id not in changes.without_offences]
    fewer = Known(left, known.twice, known.rulings, known.judgements)
    if len(left) < 2:
        return (), len(left)
    engine = Engine(fewer, model, without=changes.without_items | changes.without_blocks)
    positive = {two for two, said in known.judgements.items() if said.verdict is Verdict.POSITIVE}
    tops = ranking.joined(fewer)
    grouped = clustering.clusters(
        kernel.square(engine.table, engine.tables) + engine.prior,
        threshold=math.log(threshold / (1 - threshold)),
        # What a laboratory says is joined first, so that nothing that is pinned stands in its way.
        together=[
            *_rows(engine, _same_source(tops)), *_rows(engine, changes.together | positive)
        ],
        apart=_rows(engine, ranking.barred(fewer) | changes.apart),
    )  # fmt: skip
    made = tuple(
        Cluster(
            offences=tuple(left[row] for row in group.rows),
            weakest=1.0 if math.isinf(group.weakest) else ranking.probability(group.weakest),
            by_laboratory=_one_source(tops, [left[row].id for row in group.rows]),
        )
        for group in grouped
    )
    return made, len(left) - sum(len(one.offences) for one in made)


def _same_source(tops: Mapping[uuid.UUID, uuid.UUID]) -> list[Two]:
    """Pairs that join all that share a source, also over an offence that is left out."""
    by_top: dict[uuid.UUID, list[uuid.UUID]] = {}
    for one, top in tops.items():
        by_top.setdefault(top, []).append(one)
    return [frozenset(two) for group in by_top.values() for two in pairwise(group)]


def _one_source(tops: Mapping[uuid.UUID, uuid.UUID], ids: Collection[uuid.UUID]) -> bool:
    """Whether any two of these share a source."""
    bound = [tops[one] for one in ids if one in tops]
    return len(bound) > len(set(bound))


def _rows(engine: Engine, pairs: Collection[Two]) -> list[tuple[int, int]]:
    found = []
    for two in pairs:
        rows = sorted(engine.rows[one] for one in two if one in engine.rows)
        if len(rows) == 2:
            found.append((rows[0], rows[1]))
    return sorted(found)


def _pairs(found: Collection[Cluster]) -> frozenset[Two]:
    return frozenset(
        frozenset((one.id, other.id))
        for cluster in found
        for one, other in combinations(cluster.offences, 2)
    )

"""One question: gather who shares a rare key, judge the best, weigh rivals, tell the reasons."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from bairn.likeness import compare, layout, score
from bairn.likeness.index import postings
from bairn.likeness.index.ground import Ground
from bairn.likeness.matches import Match, Reason
from bairn.likeness.model import Model
from bairn.likeness.prints import Print

Numbers = NDArray[Any]

_MOST_RIVALS: Final = 12
_RIVAL_FROM: Final = -6.0  # below it a rival takes off less than .003
_KINDS: Final = {number: kind for kind, number in layout.KINDS.items()}


@dataclass(frozen=True, slots=True)
class Ranked:
    """Places of candidates, best first, with what was found of each."""

    places: Numbers
    sums: Numbers  # of weights and prior
    levels: Numbers
    rarities: Numbers
    common: Numbers  # of the tokens that were asked for


def ranked(ground: Ground, model: Model, asked: Print, leave_out: UUID | None = None) -> Ranked:
    """The candidates of a print, judged and in order."""
    places, common = _candidates(ground, model, asked)
    if leave_out is not None:
        own = ground.find(leave_out)
        places = places[places != (-1 if own is None else own)]
    places.sort()
    levels = np.zeros((len(places), compare.WIDE), np.int8)
    rarities = np.zeros((len(places), 4), np.float32)
    sums = np.zeros(len(places), np.float64)
    rare = ground.rarity(asked.rows, model.rarity_most)
    border = int(np.searchsorted(places, ground.first))
    for side, here, base in (
        (ground.snapshot, slice(0, border), 0),
        (ground.recent, slice(border, None), ground.first),
    ):
        if len(places[here]):
            compare.judge(
                asked.rows, asked.tokens, common, rare, side.rows, side.row_starts, side.tokens,
                side.token_starts, places[here] - base, model.weights, model.slopes,
                levels[here], rarities[here], sums[here],
            )  # fmt: skip
    sums += model.prior_for(ground.living)
    ids = ground.subjects_at(places)
    order = np.lexsort((ids[:, 1], ids[:, 0], -sums))
    return Ranked(places[order], sums[order], levels[order], rarities[order], common)


def _candidates(ground: Ground, model: Model, asked: Print) -> tuple[Numbers, Numbers]:
    snapshot, recent = ground.snapshot, ground.recent
    common = np.zeros(len(asked.tokens), np.bool_)
    touched = np.empty(min(model.budget, len(ground.weights)) + 1, np.int32)
    touches = postings.gather(
        asked.rows, asked.tokens, snapshot.shift, snapshot.starts, snapshot.lists, recent.heads,
        recent.lengths, recent.links, recent.members, ground.living, ground.first,
        model.budget, model.common_from, ground.weights, touched, common,
    )  # fmt: skip
    out = np.empty(model.candidates, np.int64)
    kept = postings.best(ground.weights, touched, touches, ground.alive, model.candidates, out)
    return out[:kept], common


def matches(
    ground: Ground, model: Model, asked: Print, most: int, leave_out: UUID | None
) -> tuple[Match, ...]:
    """The answer to one question, best first."""
    found = ranked(ground, model, asked, leave_out)
    off = taken_off(ground, model, found)
    order = np.argsort(off - found.sums, kind="stable")[:most]
    return tuple(_match(ground, model, asked, found, n, float(off[n])) for n in order)


def taken_off(ground: Ground, model: Model, found: Ranked) -> Numbers:
    """For each candidate, what others who are not the same person take off it."""
    count = min(int(np.sum(found.sums > _RIVAL_FROM)), _MOST_RIVALS)
    rivals = found.sums[:count]
    off = np.full(len(found.sums), score.against(rivals.tolist()))
    if count:
        same = _same(ground, model, found.places[:count])
        for n in range(count):
            off[n] = score.against(rivals[~same[n]].tolist())
    return off


def _same(ground: Ground, model: Model, places: Numbers) -> Numbers:
    """Which of these may all be the person who was asked for.

    Rivals contradict each other: two sightings that merely have nothing in common both stand.
    """
    same = np.eye(len(places), dtype=np.bool_)
    for n in range(len(places) - 1):
        one = ground.print_at(int(places[n]))
        rare = ground.rarity(one.rows, model.rarity_most)
        for other in range(n + 1, len(places)):
            total, levels = _pair(model, one, ground.print_at(int(places[other])), rare)
            alike = total + model.prior_for(ground.living) > 0
            same[n, other] = same[other, n] = alike or not score.contradict(levels)
    return same


def _pair(model: Model, one: Print, other: Print, rare: Numbers) -> tuple[float, Numbers]:
    sums, levels = np.zeros(1), np.zeros((1, compare.WIDE), np.int8)
    compare.judge(
        one.rows, one.tokens, np.zeros(len(one.tokens), np.bool_), rare, other.rows,
        np.array([0, len(other.rows)], np.uint32), other.tokens,
        np.array([0, len(other.tokens)], np.uint32), np.zeros(1, np.int64), model.weights,
        model.slopes, levels, np.zeros((1, 4), np.float32), sums,
    )  # fmt: skip
    return float(sums[0]), levels[0]


def _match(ground: Ground, model: Model, asked: Print, found: Ranked, n: int, off: float) -> Match:
    place = int(found.places[n])
    reasons = score.reasons_of(found.levels[n], found.rarities[n], model)
    reasons.append(Reason("prior", "size", model.prior_for(ground.living)))
    reasons.append(Reason("rivals", "others", -off))
    logit = float(found.sums[n]) - off
    kind = score.kind_of(found.levels[n])
    probability, low, high = score.calibrated(logit, kind, ground.living, model)
    return Match(
        ground.subject_at(place), ground.holder_at(place), logit, probability, low, high,
        tuple(reasons), model.version, _shared(asked, ground.print_at(place)),
    )  # fmt: skip


def _shared(one: Print, other: Print) -> tuple[tuple[str, str], ...]:
    """The kinds of identifiers whose value both have."""
    met = {
        (
            _KINDS[int(one.tokens[a]) & layout.KIND_MASK],
            _KINDS[int(other.tokens[b]) & layout.KIND_MASK],
        )
        for a, b in zip(*np.nonzero((one.tokens[:, None] ^ other.tokens) < 256), strict=True)
    }
    return tuple(sorted(met))

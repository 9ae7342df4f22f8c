"""From offences to leads: what is ranked, why, between which bounds, and what never is."""

import math
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bairn.series import judging
from bairn.series.book import book
from bairn.series.engine import kernel, scoring, weights
from bairn.series.engine.scoring import Apart, Tables
from bairn.series.engine.table import Table, table_of
from bairn.series.engine.weights import Model, Weights
from bairn.series.judging import Two
from bairn.series.terms import (
    Aside,
    Block,
    Judgement,
    Lead,
    Offence,
    Part,
    Ranked,
    Ruling,
    Verdict,
    Waterfall,
)

MOST_LEADS = 50
_CODINGS = (
    30  # double codings that the trained share of equal ones counts for beside the local ones
)
_LOW, _HIGH = 0.05, 0.95


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of all offences in sight."""

    offences: Sequence[Offence]
    twice: Sequence[Mapping[str, Sequence[str]]] = ()
    rulings: Mapping[Two, Ruling] = field(default_factory=dict)
    judgements: Mapping[Two, Judgement] = field(default_factory=dict)


class Engine:
    """The offences as arrays, ready to be compared."""

    def __init__(self, known: Known, model: Model, *, without: Collection[str] = ()) -> None:
        self.known, self.model, self.without = known, model, without
        items = book().items
        self._blocks = {code: item.block for code, item in items.items()}
        self.table: Table = table_of(known.offences, items)
        self._reliability = reliability(model, known.twice)
        self.tables = self._tables(model.weights)
        self.prior = weights.prior_logit(model, len(known.offences))
        self.rows = {one: row for row, one in enumerate(self.table.ids)}

    def _tables(self, chosen: Weights) -> Tables:
        return scoring.tables_of(
            self.model, chosen, self.table, blocks=self._blocks, reliability=self._reliability,
            without=self.without,
        )  # fmt: skip

    def best(self, row: int, most: int) -> NDArray[np.int64]:
        """The rows of the strongest others."""
        found = kernel.best(self.table, self.tables, np.array([row], np.int32), most=most)
        return np.array([other for other in found.others[0] if other >= 0], np.int64)

    def waterfalls(self, row: int, others: NDArray[np.int64]) -> tuple[Waterfall, ...]:
        """Why `row` and each other may share an offender, and the bounds of it."""
        if not len(others):
            return ()
        taken = scoring.apart(self.table, self.tables, row, others)
        bounds = self._bounds(row, others)
        return tuple(
            self._waterfall(row, int(other), taken, at, bounds[:, at])
            for at, other in enumerate(others)
        )

    def _bounds(self, row: int, others: NDArray[np.int64]) -> NDArray[np.float64]:
        """The 5th and 95th of a hundred under weights from offenders drawn anew."""
        totals = [
            scoring.apart(self.table, self._tables(one), row, others).total() + self.prior
            for one in self.model.replicates
        ]
        return np.quantile(np.array(totals, np.float64), [_LOW, _HIGH], axis=0)

    def _waterfall(
        self, row: int, other: int, taken: Apart, at: int, bounds: NDArray[np.float64]
    ) -> Waterfall:
        parts = (
            Part(block=Block.PRIOR, about="prior", how="prior", weight=self.prior),
            *self._item_parts(row, other, taken, at),
            *_curve_parts(taken, at, self.without),
        )
        logit = sum(part.weight for part in parts)
        return Waterfall(
            parts=parts,
            logit=logit,
            low=min(logit, float(bounds[0])),
            high=max(logit, float(bounds[1])),
        )

    def _item_parts(self, row: int, other: int, taken: Apart, at: int) -> list[Part]:
        parts = []
        for column, item in enumerate(self.table.items):
            here, there = int(self.table.codes[row, column]), int(self.table.codes[other, column])
            if not here or not there or item in self.without or self._blocks[item] in self.without:
                continue
            values = self.table.values[item]
            parts.append(
                Part(
                    block=self._blocks[item],
                    about=item,
                    how="same" if here == there else "other",
                    weight=float(taken.items[at, column]),
                    here=values[here - 1],
                    there=values[there - 1],
                )
            )
        return parts


def _curve_parts(taken: Apart, at: int, without: Collection[str]) -> list[Part]:
    return [
        Part(
            block=scoring.BLOCK_OF[name],
            about=name,
            how="near" if weight >= 0 else "far",
            weight=weight,
            here=str(entry),
        )
        for name, values in taken.curves.items()
        if (entry := int(taken.entries[name][at])) >= 0
        and name not in without
        and scoring.BLOCK_OF[name] not in without
        for weight in (float(values[at]),)
    ]


def reliability(model: Model, twice: Sequence[Mapping[str, Sequence[str]]]) -> dict[str, float]:
    """By item the share of equal codings here; with few double codings near the trained one."""
    found = {}
    for item, trained in model.reliability.items():
        pairs = [one[item] for one in twice if item in one]
        same = sum(a == b for a, b in pairs)
        found[item] = (same + _CODINGS * trained) / (len(pairs) + _CODINGS)
    return found


def probability(logit: float) -> float:
    """Log odds as a probability."""
    return 1 / (1 + math.exp(-logit)) if logit >= 0 else math.exp(logit) / (1 + math.exp(logit))


def ranked(known: Known, offence_id: uuid.UUID, model: Model, *, most: int) -> Ranked:
    """The leads of one offence.

    Same source comes first whatever the sum; excluded and "not the same" never come. Raises Refusal
    series.no_offence.
    """
    judging.in_sight([offence_id], [one.id for one in known.offences])
    engine = Engine(known, model)
    row = engine.rows[offence_id]
    never, sources = barred(known), Sources(known)
    first = [engine.rows[one] for one in sources.shared_with(offence_id)]
    limit = min(max(1, most), MOST_LEADS)
    out = sum(offence_id in two for two in never)
    others = [
        int(other)
        for other in engine.best(row, limit + len(first) + out)
        if other not in first
        and frozenset((offence_id, engine.table.ids[other])) not in never
        and sources.ruling(offence_id, engine.table.ids[other]) is None
    ]
    rows = np.array([*first, *others][: max(limit, len(first))], np.int64)
    return Ranked(
        offence=known.offences[row],
        leads=tuple(
            _lead(known, row, int(other), reasons, model, sources)
            for other, reasons in zip(rows, engine.waterfalls(row, rows), strict=True)
        ),
        aside=_aside(known, offence_id, sources),
        among=len(known.offences),
        prior=probability(engine.prior),
        model=model.version,
    )


def lead(known: Known, offence_id: uuid.UUID, other_id: uuid.UUID, model: Model) -> Lead:
    """Any two offences item by item, also two of which no lead is made any more.

    Raises Refusal series.itself, series.no_offence.
    """
    judging.in_sight(judging.pair(offence_id, other_id), [one.id for one in known.offences])
    engine = Engine(known, model)
    row, other = engine.rows[offence_id], engine.rows[other_id]
    (reasons,) = engine.waterfalls(row, np.array([other], np.int64))
    return _lead(known, row, other, reasons, model, Sources(known))


def joined(known: Known) -> dict[uuid.UUID, uuid.UUID]:
    """By offence the one that stands for all of its source, of those in sight."""
    seen = {one.id for one in known.offences}
    tops = judging.groups(known.rulings)
    return {one: top for one, top in tops.items() if one in seen}


def barred(known: Known) -> frozenset[Two]:
    """Pairs that never come: excluded by a laboratory, or judged not to be the same."""
    return frozenset(
        two for two, ruling in known.rulings.items() if ruling is Ruling.EXCLUDED
    ) | frozenset(two for two, said in known.judgements.items() if said.verdict is Verdict.NEGATIVE)


class Sources:
    """What laboratories say of all offences in sight, also over several steps."""

    def __init__(self, known: Known) -> None:
        self._tops = joined(known)
        self._excluded = {
            frozenset(self._top(one) for one in two)
            for two, ruling in known.rulings.items()
            if ruling is Ruling.EXCLUDED
        }

    def _top(self, one: uuid.UUID) -> uuid.UUID:
        return self._tops.get(one, one)

    def shared_with(self, one: uuid.UUID) -> list[uuid.UUID]:
        """The others that share the source of this one."""
        mine = self._top(one)
        return [other for other, top in self._tops.items() if other != one and top == mine]

    def ruling(self, one: uuid.UUID, other: uuid.UUID) -> Ruling | None:
        """What binds these two."""
        tops = frozenset((self._top(one), self._top(other)))
        if len(tops) == 1:
            return Ruling.SAME_SOURCE
        return Ruling.EXCLUDED if tops in self._excluded else None


def _aside(known: Known, offence_id: uuid.UUID, sources: Sources) -> tuple[Aside, ...]:
    """Whom no lead of this offence names any more, and why."""
    faces = {one.id: one for one in known.offences}
    others = [
        other
        for two in barred(known)
        if offence_id in two
        for other in two
        if other != offence_id and other in faces
    ]
    return tuple(
        Aside(
            other=faces[other],
            ruling=sources.ruling(offence_id, other),
            judgement=known.judgements.get(frozenset((offence_id, other))),
        )
        for other in sorted(others, key=lambda one: faces[one].number)
    )


def _lead(
    known: Known, row: int, other: int, reasons: Waterfall, model: Model, sources: Sources
) -> Lead:
    one, two = known.offences[row], known.offences[other]
    both = frozenset((one.id, two.id))
    ruling = sources.ruling(one.id, two.id)
    if ruling is not None:
        # It binds by itself and weighs nothing: a sum is of what might be otherwise.
        said = Part(block=Block.FORENSIC, about="laboratory", how=ruling.value, weight=0.0)
        reasons = Waterfall(
            parts=(*reasons.parts, said), logit=reasons.logit, low=reasons.low, high=reasons.high
        )
    return Lead(
        offence=one,
        other=two,
        reasons=reasons,
        probability=probability(reasons.logit),
        low=probability(reasons.low),
        high=probability(reasons.high),
        ruling=ruling,
        judgement=known.judgements.get(both),
        model=model.version,
    )

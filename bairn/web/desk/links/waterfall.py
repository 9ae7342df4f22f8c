"""The reasons of a lead as a waterfall: each adds to or takes from the sum before it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bairn.likeness import telling
from bairn.likeness.matches import Reason
from bairn.linkage.terms.leads import Finding
from bairn.web.desk import case_words

_STRONG, _CLEAR = 4.0, 1.5  # natural logs: fifty-fold, four-fold and a half


@dataclass(frozen=True, slots=True)
class Bar:
    """One reason as a bar from one sum to the next, in hundredths of the width."""

    title: str
    sentence: str
    strength: str
    weight: float
    start: float
    width: float
    speaks_for: bool


def drawn(finding: Finding) -> tuple[Bar, ...]:
    """The bars, what speaks most for the lead first, the starting point before everything."""
    first = [one for one in finding.reasons if one.evidence == "prior"]
    rest = [one for one in finding.reasons if one.evidence != "prior"]
    ordered = [*first, *sorted(rest, key=lambda one: -one.weight)]
    sums = [0.0]
    for one in ordered:
        sums.append(sums[-1] + one.weight)
    low, high = min(sums), max(sums)
    scale = 100 / (high - low or 1)
    return tuple(_bars(ordered, sums, low, scale))


def strength(weight: float) -> str:
    """How much a weight says, in words."""
    if abs(weight) < 0.2:
        return _("says little")
    if weight > 0:
        if weight >= _STRONG:
            return _("speaks strongly for it")
        return _("speaks for it") if weight >= _CLEAR else _("speaks a little for it")
    if weight <= -_STRONG:
        return _("speaks strongly against it")
    return _("speaks against it") if weight <= -_CLEAR else _("speaks a little against it")


def _bars(ordered: list[Reason], sums: list[float], low: float, scale: float) -> Iterator[Bar]:
    for number, one in enumerate(ordered):
        start, end = sorted((sums[number], sums[number + 1]))
        yield Bar(
            title=title(one.evidence),
            sentence=_sentence(one),
            strength=strength(one.weight),
            weight=one.weight,
            start=round((start - low) * scale, 2),
            width=max(0.8, round((end - start) * scale, 2)),
            speaks_for=one.weight >= 0,
        )


def title(evidence: str) -> str:
    """What a piece of evidence is called; one of an earlier model may have lost its words."""
    try:
        return telling.title(evidence, case_words.language())
    except KeyError:
        return evidence.replace("_", " ")


def _sentence(one: Reason) -> str:
    """A reason of an earlier model whose words are gone shows its codes."""
    try:
        return telling.sentence(one, case_words.language())
    except (KeyError, ValueError):
        return one.level.replace("_", " ").replace(".", ", ")

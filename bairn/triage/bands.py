"""How soon a report is taken up: rules with reasons, no points, and nothing about any person.

The order is fixed: `now` and `today` give a band, `raise` goes one above it, the floor holds every
child, `lift` goes one above all of that. Raising reasons together raise once: adding them up would
be a hidden score. Every rule that holds is a reason and is shown, also when it changed nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from bairn.protocols import triggers
from bairn.protocols.terms import CaseFacts, Source, Truth
from bairn.triage import completeness
from bairn.triage.ruleset import WINDOWS
from bairn.triage.terms import (
    Assessment,
    Band,
    Effect,
    Floor,
    OpenWindow,
    Reason,
    Rule,
    RuleSet,
)

_NEVER_CLOSES = datetime.max.replace(tzinfo=UTC)
_ORDER = tuple(Effect)


def assess(
    *,
    ruleset: RuleSet,
    facts: CaseFacts,
    floor: Floor,
    windows: Sequence[OpenWindow] = (),
) -> Assessment:
    """What the rules say of a report with these facts and these open windows.

    A fact that nobody gave makes no rule hold, except that an unknown age counts as a child
    (Dir 2012/29 art 24(2)). `windows` holds open windows only; their state is protocols' to say.
    """
    held = _holding(ruleset.rules, facts, windows)
    effects = {rule.effect for rule in held}
    by_rules = _by_rules(effects)
    least = floor.band if may_be_child(facts, floor.child_below) else None
    protected = by_rules if least is None else Band.most_urgent(by_rules, least)
    band = protected.raised() if Effect.LIFT in effects else protected
    reasons = in_order(_reason(rule) for rule in held)
    answered = completeness.of(ruleset.questions, facts)
    return Assessment(
        band=band,
        reasons=reasons if least is None else (*reasons, floor_reason(ruleset, floor.source)),
        floor=least,
        floor_applied=protected != by_rules,
        ahead=Effect.AHEAD in effects,
        windows=nearest_first(windows),
        completeness=answered.percent,
        missing=answered.missing,
        ruleset=ruleset.version,
    )


def _holding(
    rules: Iterable[Rule], facts: CaseFacts, windows: Sequence[OpenWindow]
) -> tuple[Rule, ...]:
    opened = tuple(sorted({name for one in windows for name in (one.window, one.kind)}))
    known = CaseFacts({**facts.values, WINDOWS: opened}, facts.moments)
    held = [rule for rule in rules if triggers.holds(rule.when, known) is Truth.YES]
    return tuple(held)


def in_order(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Reasons by the weight of their effect: now, today, raise, lift, ahead, floor."""
    return tuple(sorted(reasons, key=lambda reason: _ORDER.index(reason.effect)))


def _by_rules(effects: set[Effect]) -> Band:
    if Effect.NOW in effects:
        return Band.A
    band = Band.B if Effect.TODAY in effects else Band.C
    return band.raised() if Effect.RAISE in effects else band


def may_be_child(facts: CaseFacts, child_below: int) -> bool:
    """Whether the person harmed is a child or may be one: only a known lower age says otherwise."""
    if facts.values.get("age_unknown") is True:
        return True
    youngest = facts.values.get("victim_age_min")
    if isinstance(youngest, bool) or not isinstance(youngest, int):
        return True
    return youngest < child_below


def _reason(rule: Rule) -> Reason:
    return Reason(code=rule.id, text=rule.text, source=rule.source, effect=rule.effect)


def floor_reason(ruleset: RuleSet, source: Source) -> Reason:
    """The pack's floor as a reason, with the pack's source: it is shown beside the others."""
    return Reason(code="floor", text=ruleset.floor_text, source=source, effect=Effect.FLOOR)


def nearest_first(windows: Iterable[OpenWindow]) -> tuple[OpenWindow, ...]:
    """The windows in the order in which they close; those with an unknown end come last."""
    return tuple(sorted(windows, key=lambda one: (one.closes_at or _NEVER_CLOSES, one.window)))

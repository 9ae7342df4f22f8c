"""What follows from the recorded facts: who counts as a child, which body rows may apply."""

from bairn.protocols.terms import CaseFacts, FactValue, Thresholds

DERIVED = frozenset({"child", "prepubertal_possible", "pubertal_possible"})


def with_derived(facts: CaseFacts, thresholds: Thresholds) -> CaseFacts:
    """The facts with the derived ones; an unknown age makes a child (Dir 2012/29 art 24(2))."""
    age = _age(facts)
    puberty = facts.values.get("puberty")
    derived: dict[str, FactValue] = {
        "child": age is None or age < thresholds.child_below,
        "prepubertal_possible": puberty == "prepubertal"
        or (puberty is None and (age is None or age < thresholds.pubertal_from)),
        "pubertal_possible": puberty == "pubertal"
        or (puberty is None and (age is None or age >= thresholds.prepubertal_below)),
    }
    return CaseFacts({**facts.values, **derived}, facts.moments)


def _age(facts: CaseFacts) -> int | None:
    age = facts.values.get("age")
    return age if isinstance(age, int) and not isinstance(age, bool) else None

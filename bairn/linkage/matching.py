"""From what the index answers to leads: plain rules about pairs, floors and what is put down."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bairn.likeness.matches import Match, Reason
from bairn.linkage.terms.leads import FoundLead, Side

# Values that belong to few: an equal one is a lead by itself where nothing else can be compared.
_IDENTIFIERS = frozenset(
    {"national_id", "phone", "email", "account", "device", "vehicle", "digest", "other_kind"}
)
_NO_EVIDENCE = frozenset({"prior", "rivals"})
MOST = 20  # leads of one sighting: whoever fits twenty people is a question of the data


@dataclass(frozen=True, slots=True)
class Pair:
    """Two subjects in the order in which a lead keeps them."""

    low: Side
    high: Side


def found(here: Side, matches: Iterable[Match], *, alert: float) -> tuple[FoundLead, ...]:
    """The leads of one sighting, the strongest first: what lies at or above `alert`.

    Where one side is an identifier and no name, as an account of which a platform reports, an equal
    one is a lead whatever its probability, which stands beside it. Two records in one holder are no
    lead: whoever keeps the file has them side by side.
    """
    kept = [
        FoundLead(
            one=here,
            other=Side(one.subject, one.holder),
            logit=one.logit,
            probability=one.probability,
            low=one.low,
            high=one.high,
            reasons=tuple(Reason(r.evidence, r.level, round(r.weight, 4)) for r in one.reasons),
            shared=one.shared,
            model=one.model,
        )
        for one in matches
        if (one.probability >= alert or _all_that_can_be_compared(one.reasons))
        and one.subject != here.subject_id
        and one.holder != here.holder_id
    ]  # fmt: skip
    return tuple(sorted(kept, key=lambda one: -one.logit)[:MOST])


def _all_that_can_be_compared(reasons: Iterable[Reason]) -> bool:
    """Whether an identifier is the same, few share it, and neither name nor birth stands on both.

    An index of many people knows by its size alone that one phone is no proof of one person; of two
    who are nothing but a phone there is no other question than whether it is the same.
    """
    found = [one for one in reasons if one.evidence not in _NO_EVIDENCE]
    return all(one.evidence in _IDENTIFIERS for one in found) and any(
        one.level == "same" for one in found
    )


def same_identifiers(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """The kinds of identifiers that are the same on both sides; codes, never a value."""
    return tuple(
        one.evidence for one in reasons if one.level == "same" and one.evidence in _IDENTIFIERS
    )


def pair_of(one: Side, other: Side) -> Pair:
    """The two in their order, so that a pair has one lead whoever was asked."""
    low, high = sorted((one, other), key=lambda side: side.subject_id.int)
    return Pair(low, high)


def once(leads: Iterable[FoundLead]) -> tuple[FoundLead, ...]:
    """Each pair once, where both sides were asked in one turn; the stronger finding stands."""
    found: dict[tuple[uuid.UUID, uuid.UUID], FoundLead] = {}
    for one in leads:
        pair = pair_of(one.one, one.other)
        key = (pair.low.subject_id, pair.high.subject_id)
        if key not in found or found[key].logit < one.logit:
            found[key] = one
    return tuple(found.values())


def no_longer(
    stands: Mapping[tuple[uuid.UUID, uuid.UUID], uuid.UUID], leads: Collection[FoundLead]
) -> tuple[uuid.UUID, ...]:
    """The leads of a subject that stand and were not found again."""
    again = {
        (pair.low.subject_id, pair.high.subject_id)
        for pair in (pair_of(one.one, one.other) for one in leads)
    }
    return tuple(lead for pair, lead in stands.items() if pair not in again)

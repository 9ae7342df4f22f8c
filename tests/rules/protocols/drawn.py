"""Cases as Hypothesis draws them: facts of the vocabulary, milestones, pauses and waivers."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from bairn.kernel.periods import Bounds, Period
from bairn.protocols import packs
from bairn.protocols.terms import CaseFacts, Happened, Pause, Waiver

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
MOMENTS = st.integers(-90 * 24, 30 * 24).map(lambda hours: AT + timedelta(hours=hours))
PACKS = tuple(packs.current(pack_id) for pack_id in packs.ids())
KINDS = sorted(
    {kind for pack in PACKS for step in pack.steps for kind in step.done_by}
    | {kind for pack in PACKS for anchor in pack.anchors.values() for kind in anchor.milestones}
)


def _value(word):
    if word["kind"] == "yes_no":
        return st.booleans()
    if word["kind"] == "code":
        return st.sampled_from(word["codes"])
    if word["kind"] == "codes":
        return st.lists(st.sampled_from(word["codes"]), unique=True).map(tuple)
    return st.integers(0, 90)


def _bounds(pair):
    return Bounds(min(pair), max(pair))


_WORDS = packs.vocabulary()
VALUES = st.fixed_dictionaries(
    {},
    optional={
        name: _value(word)
        for name, word in _WORDS.items()
        if word["kind"] not in ("moment", "derived")
    },
)
TIMES = st.fixed_dictionaries(
    {},
    optional={
        name: st.tuples(MOMENTS, MOMENTS).map(_bounds)
        for name, word in _WORDS.items()
        if word["kind"] == "moment"
    },
)
FACTS = st.builds(CaseFacts, VALUES, TIMES)
PACK = st.sampled_from(PACKS)
STEPS = sorted({step.id for pack in PACKS for step in pack.steps})
HAPPENED = st.lists(
    st.builds(Happened, st.sampled_from(KINDS), MOMENTS, st.none() | st.sampled_from(STEPS)),
    max_size=12,
)
PERIODS = st.tuples(MOMENTS, MOMENTS).map(lambda pair: Period(min(pair), max(pair)))
PAUSES = st.lists(st.builds(Pause, st.sampled_from(STEPS), st.just("treatment_first"), PERIODS))
WAIVERS = st.lists(st.builds(Waiver, st.sampled_from(STEPS), st.just("does_not_fit"), MOMENTS))

"""From a profile to a person who is told: every step, in order, and a search that never stops."""

from collections.abc import Iterable, Sequence

from bairn.evidence.kit_book import no
from bairn.evidence.terms.kits import KitBook, KitWay, MatchStep, PlanToTell

# What a step needs before it, at least one of these; of the way in, and of each match.
_WAY_IN: dict[str, tuple[str, ...]] = {
    "screened": (),
    "profile": ("screened",),
    "eligible": ("profile",),
    "not_eligible": ("profile",),
    "state_db": ("eligible",),
    "national_db": ("state_db",),
}
_OF_A_MATCH: dict[str, tuple[str, ...]] = {
    "confirmed": ("matched",),
    "not_confirmed": ("matched",),
    "police_told": ("confirmed",),
    "reference_asked": ("police_told",),
    "reference_taken": ("reference_asked",),
    "planned": ("confirmed",),
    "told": ("planned",),
    "not_now": ("planned",),
}
_AGAIN = ("planned", "not_now")  # said anew as often as the person wishes
_ENDS = ("told", "not_confirmed")
LAB_STEPS = frozenset((*_WAY_IN, "matched", "confirmed", "not_confirmed"))
IN_DATABASE = frozenset(("state_db", "national_db"))
TELLING = frozenset(("planned", "told", "not_now"))


def steps_of(steps: Iterable[MatchStep], match: int) -> tuple[str, ...]:
    """The steps of the way in (0) or of one match, in their order."""
    return tuple(one.step for one in steps if one.match == match)


def next_steps(steps: Sequence[MatchStep], match: int) -> tuple[str, ...]:
    """What can come next on the way in (0) or in one match."""
    done = steps_of(steps, match)
    if match == 0:
        ways = [s for s, needs in _WAY_IN.items() if s not in done and _has(done, needs)]
        if {"eligible", "not_eligible"} & set(done):
            ways = [step for step in ways if step not in ("eligible", "not_eligible")]
        return (*ways, *(("matched",) if "state_db" in done else ()))
    if not done or "not_confirmed" in done:
        return ()
    told = "told" in done
    return tuple(
        step
        for step, needs in _OF_A_MATCH.items()
        if _has(done, needs)
        and (step not in done or step in _AGAIN)
        and not (told and step in TELLING)
        and not (step in ("confirmed", "not_confirmed") and "confirmed" in done)
    )


def _has(done: Sequence[str], needs: tuple[str, ...]) -> bool:
    return not needs or any(one in done for one in needs)


def may_step(
    *, step: str, match: int, steps: Sequence[MatchStep], kind: str, now: KitWay, book: KitBook
) -> int:
    """The number of the match this belongs to. Refuses a step out of its order.

    A match is reported at any time once the profile is in a database, whatever came of others.
    """
    if step == "matched":
        if kind not in book.lists["match_kinds"]:
            raise no("match_kind", "Say what it matched.", "请说明比中对象。", field="kind")
        match = 0
    _profile_first(step, now)
    if step not in next_steps(steps, match):
        said = book.lists["match_steps"].get(step)
        en, zh = (said.text.en, said.text.zh) if said else (step, step)
        raise no("match_step", f"“{en}” cannot come next.", f"“{zh}”不能作为下一步。", field="step")
    return 1 + max((one.match for one in steps), default=0) if step == "matched" else match


def _profile_first(step: str, now: KitWay) -> None:
    if step == "profile" and now.result != "profile":
        raise no(
            "no_result",
            "The laboratory's result has to say that there is a profile.",
            "须先有实验室检出分型的结果。",
            field="step",
        )


def open_matches(steps: Iterable[MatchStep]) -> tuple[int, ...]:
    """Matches whose person was not told yet; “not now” closes nothing."""
    found: dict[int, list[str]] = {}
    for one in steps:
        found.setdefault(one.match, []).append(one.step)
    return tuple(n for n, done in sorted(found.items()) if n and not set(done) & set(_ENDS))


def search_goes_on(steps: Iterable[MatchStep]) -> bool:
    """Whether the profile is searched: from the first database on, for good."""
    return any(one.step == "state_db" for one in steps)


def may_plan(
    *, choice: str, channel: str, place: str, words: str, book: KitBook, sure: bool = True
) -> None:
    """Refuses a letter, a voicemail or a relative, and a plan that leaves out what was chosen."""
    if channel in book.lists["refused_channels"]:
        raise no(
            "channel",
            "Never by letter, voicemail or a relative: somebody else may be the one who reads it.",
            "绝不以信件、语音信箱或经亲属转告：看到的可能是别人。",
            field="channel",
        )
    for name, code in (("choices", choice), ("channels", channel), ("places", place)):
        if code not in book.lists[name]:
            raise no("code", "Choose one of the listed answers.", "请选择列出的选项。",
                     field=name.removesuffix("s"))  # fmt: skip
    if not words.strip():
        raise no(
            "safe_words",
            "Write down the words by which the person knows that it is safe to speak.",
            "请写明本人用以确认可安全交谈的用语。",
            field="words",
        )


def may_tell(plans: Sequence[PlanToTell], match: int) -> PlanToTell:
    """The plan by which somebody is told. Refuses telling without one."""
    for plan in reversed(plans):
        if plan.match == match:
            return plan
    raise no(
        "no_plan",
        "First plan with the person's own choice how to tell.",
        "须先按本人选择制定告知方案。",
    )

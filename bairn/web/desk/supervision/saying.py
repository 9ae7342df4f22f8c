"""Codes of promises, reviews and hand-overs in the reader's words."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bairn.access.terms import StaffCard
from bairn.cases import closing, promising
from bairn.cases.terms import Promise, PromiseState
from bairn.protocols.terms import Pack, StepState, WindowState
from bairn.supervision import handing, reviewing
from bairn.supervision.terms import DirectionState, ItemKind, ItemState, NewItem
from bairn.supervision.terms import Item as Handed
from bairn.triage.actions import banding
from bairn.web.desk import case_move, case_words
from bairn.web.desk.exhibits import saying as exhibits
from bairn.web.desk.preservation import saying as requests
from bairn.web.desk.proof import saying as proof
from bairn.web.kit.due import Unit
from bairn.web.kit.due import due as stand_of

DIRECTIONS: Mapping[DirectionState, tuple[str | Lazy, str]] = {
    DirectionState.OPEN: (gettext_lazy("waits to be done"), "accent"),
    DirectionState.LATE: (gettext_lazy("late, without an answer"), "red"),
    DirectionState.DONE: (gettext_lazy("done"), "green"),
    DirectionState.NOT_POSSIBLE: (gettext_lazy("was not possible"), "amber"),
}
ITEMS: Mapping[ItemState, tuple[str | Lazy, str]] = {
    ItemState.OFFERED: (gettext_lazy("to be accepted"), ""),
    ItemState.QUESTIONED: (gettext_lazy("asked: waits for the giver"), "amber"),
    ItemState.ANSWERED: (gettext_lazy("answered: look again"), "accent"),
    ItemState.ACCEPTED: (gettext_lazy("accepted"), "green"),
}
INTERVIEWS: Mapping[str, str | Lazy] = {
    "first": gettext_lazy("The planned interview"),
    "repeat": gettext_lazy("One more interview"),
    "supplement": gettext_lazy("Questions of the defence"),
}
DECISIONS: Mapping[str, str | Lazy] = {
    "waiver_asked": gettext_lazy("Asked to leave out: %(what)s"),
    "waiver_agreed": gettext_lazy("Left out: %(what)s"),
    "waiver_declined": gettext_lazy("Not left out, turned down: %(what)s"),
    "closing_asked": gettext_lazy("Closing waits for a second person: %(what)s"),
    "closed_before": gettext_lazy("Closed before, and opened again: %(what)s"),
    "lowered": gettext_lazy("A report was lowered to band %(what)s"),
    "pack_moved": gettext_lazy("Moved to version %(what)s of the pack"),
}
STATES_THEN: Mapping[str, str | Lazy] = {
    "missed": gettext_lazy("missed"),
    "late": gettext_lazy("late"),
    "asked": gettext_lazy("asked for"),
    "planned": gettext_lazy("planned"),
    "requested": gettext_lazy("requested"),
    "missing": gettext_lazy("missing"),
    **{state.value: words for state, (words, _colour) in case_words.STEP_STATES.items()},
    **{state.value: words for state, (words, _colour) in requests.STATES.items()},
    "held": exhibits.STATES["held"][0],
    "stored": exhibits.STATES["stored"][0],
    "exhibit_offered": gettext_lazy("offered to somebody"),
    WindowState.URGENT.value: case_words.WINDOW_STATES[WindowState.URGENT][0],
}
REFUSED: Mapping[str, str | Lazy] = {
    "access.excluded": gettext_lazy("They are kept out of this case."),
    "supervision.offered": gettext_lazy("This place is being handed over already."),
    "supervision.receiver_role": gettext_lazy("They hold no role that can take over a case."),
}
# What a list says no word about: it is what one expects.
_PLAIN = {StepState.OPEN.value}


def span(length: timedelta) -> str:
    """A length of time in the unit a person would say it in."""
    begin = datetime(2000, 1, 1)  # noqa: DTZ001 - a length has no zone
    stand = stand_of(when=begin, at=begin + length)
    words = {Unit.MINUTES: _("%(n)d min"), Unit.HOURS: _("%(n)d h"), Unit.DAYS: _("%(n)d d")}
    return words[stand.unit] % {"n": stand.amount}


def promise_state(one: Promise, at: datetime) -> tuple[str, str]:
    """What became of a promise, with how long before or after its moment, and a colour."""
    state = one.state(at)
    if state is PromiseState.WITHDRAWN:
        return _("taken back"), ""
    if state is PromiseState.OPEN:
        return _("due in %(span)s") % {"span": span(one.by_at - at)}, "accent"
    if state is PromiseState.MISSED:
        return _("missed by %(span)s") % {"span": span(at - one.by_at)}, "red"
    kept = one.kept_at or at
    if state is PromiseState.KEPT:
        return _("kept %(span)s before") % {"span": span(one.by_at - kept)}, "green"
    return _("missed, kept %(span)s after") % {"span": span(kept - one.by_at)}, "amber"


def promise_kind(code: str) -> str:
    """What was promised."""
    row = promising.book().kinds.get(code)
    return case_words.said(row.text) if row else code


def promise_reason(code: str) -> str:
    """Why a promise was put off or taken back."""
    book = promising.book()
    row = book.put_off.get(code) or book.withdraw.get(code)
    return case_words.said(row.text) if row else code


def finding(code: str) -> tuple[str, str]:
    """What a review found, and a colour where it asks for a direction."""
    row = reviewing.book().findings.get(code)
    return (case_words.said(row.text), "amber" if row.asks else "green") if row else (code, "")


def not_possible(code: str) -> str:
    """Why a direction was not carried out."""
    text = reviewing.book().not_possible.get(code)
    return case_words.said(text) if text else code


def handing_reason(code: str) -> str:
    """Why a case is handed over, or an offer was taken back, or what a receiver asks."""
    book = handing.book()
    for texts in (book.person, book.unit, book.taking_back, book.questions):
        if code in texts:
            return case_words.said(texts[code])
    return code


def item_title(item: Handed | NewItem, pack: Pack | None) -> str:
    """What is handed over, by the pack it was offered under and the catalogues of its room."""
    if item.kind in (ItemKind.DUTY, ItemKind.PAUSE):
        return _step(item.code, pack)
    if item.kind is ItemKind.WINDOW:
        row = next((one for one in pack.windows if one.id == item.code), None) if pack else None
        return case_words.said(row.title) if row else item.code
    if item.kind is ItemKind.PROMISE:
        return promise_kind(item.code)
    if item.kind is ItemKind.PROOF:
        return proof.kind(item.code)
    if item.kind is ItemKind.REQUEST:
        return requests.listed(item.code)
    if item.kind is ItemKind.EXHIBIT:
        return exhibits.code("kind", item.code)
    if item.kind is ItemKind.INTERVIEW:
        return str(INTERVIEWS.get(item.code, item.code))
    if item.kind is ItemKind.DIRECTION:
        return _("What the supervisor directed")
    return _decision(item, pack)


def _decision(item: Handed | NewItem, pack: Pack | None) -> str:
    state = item.state_then if isinstance(item, Handed) else item.state
    what = item.source_id
    if item.code.startswith("waiver"):
        what = _step(item.source_id, pack)
    elif item.code.startswith("clos"):
        outcomes = {row.outcome.value: row.text for row in closing.book().outcomes.values()}
        what = case_words.said(outcomes[state]) if state in outcomes else state
    elif item.code == "lowered":
        what = state.upper()
    words = DECISIONS.get(item.code)
    return str(words) % {"what": what} if words else item.code


def item_reasons(item: Handed | NewItem, pack: Pack | None) -> list[str]:
    """The reasons that stand beside an item, in words."""
    return [_reason(code, pack) for code in item.reasons]


def _reason(code: str, pack: Pack | None) -> str:
    for row in (*pack.waiver_reasons, *pack.pause_reasons) if pack else ():
        if row.id == code:
            return case_words.said(row.title)
    book = closing.book()
    known = {**book.reasons, **book.reopening, **promising.book().put_off}
    if code in known:
        return case_words.said(known[code].text)
    if code in (lowered := banding.reasons()):
        return case_words.said(lowered[code].text)
    moved = {reason.value: words for reason, words in case_move.REASONS.items()}
    return str(moved.get(code, code.replace("_", " ")))


def _step(step_id: str, pack: Pack | None) -> str:
    step = pack.step(step_id) if pack else None
    return case_words.said(step.title) if step else step_id


def state_then(code: str) -> str:
    """How something stood when it was offered; nothing where that says nothing."""
    return "" if code in _PLAIN else str(STATES_THEN.get(code, ""))


def staff_name(staff: Mapping[uuid.UUID, StaffCard], one: uuid.UUID | None) -> str:
    """Somebody's name as colleagues see it."""
    card = staff.get(one) if one else None
    return card.display_name if card else _("somebody")

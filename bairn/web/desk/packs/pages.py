"""The packs at the desk: what each says, for everybody who is signed in; no case is concerned."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bairn.kernel import clock
from bairn.kernel.periods import Counting
from bairn.protocols import naming, packs, wording
from bairn.protocols import queries as protocols
from bairn.protocols.terms import Condition, Gate, Mark, Pack, Step, Window
from bairn.web.desk import case_words, who
from bairn.web.desk.case_windows import KINDS
from bairn.web.desk.packs import drawing as drawings
from bairn.web.desk.packs import rows
from bairn.web.desk.packs.rows import Wanted

_Shown = dict[str, Any]


@require_safe
def all_packs(request: HttpRequest) -> HttpResponse:
    """Every pack with its version, its dates, and how far its rows were checked."""
    actor, at = who.actor_of(request), clock.now()
    cards = protocols.packs_available(actor=actor, at=at)
    shown = [(pack, rows.marks(rows.sourced(pack), at=at.date())) for pack in _of(cards)]
    context = {"packs": shown, "at": at, "today": at.date()}
    return render(request, "desk/packs/packs.html", context)


def _of(cards: Iterable[Any]) -> list[Pack]:
    return [packs.current(card.id) for card in cards]


@require_safe
def one_pack(request: HttpRequest, pack_id: str) -> HttpResponse:
    """One pack: drawn, then its rows; `?mark=`, `?review=past` and `?q=` leave rows out."""
    actor, at = who.actor_of(request), clock.now()
    if pack_id not in {card.id for card in protocols.packs_available(actor=actor, at=at)}:
        raise Http404
    pack, today, asked = packs.current(pack_id), at.date(), wanted(request.GET)
    says = naming.names(pack, kind=case_words.milestone_text)
    context = {
        "pack": pack,
        "drawing": drawings.drawing(pack, say=case_words.said),
        "marks": rows.marks(rows.sourced(pack), at=today),
        "wanted": asked,
        "mark_codes": [(mark.value, mark in asked.marks) for mark in Mark],
        "today": today,
        "stages": _stages(pack, asked, today, says),
        "windows": _windows(pack, asked, today, says),
        "branches": [(one, _when(one.trigger, says)) for one in pack.branches],
        "privacy": [(one, _roles(pack, one.visible_to)) for one in pack.privacy],
        "every": wording.of_span(pack.review.every, Counting.DAY),
    }
    return render(request, "desk/packs/pack.html", context)


def wanted(query: QueryDict) -> Wanted:
    """What the address asks for; what it does not know is passed over."""
    known = {mark.value for mark in Mark}
    return Wanted(
        marks=frozenset(Mark(code) for code in query.getlist("mark") if code in known),
        past_review=query.get("review") == "past",
        words=query.get("q", "").strip()[:80],
    )


def _stages(pack: Pack, asked: Wanted, today: date, says: wording.Names) -> list[_Shown]:
    """Each stage with its gates and its steps; one of which nothing is asked for is left out."""
    shown = [
        {
            "stage": stage,
            "gates": [(gate, _needs(pack, gate)) for gate in drawings.gates_at(pack, stage.id)],
            "steps": [
                _step(step, pack, says, today)
                for step in pack.steps
                if step.stage == stage.id and asked.takes(step, at=today)
            ],
        }
        for stage in pack.stages
    ]
    return [one for one in shown if one["steps"] or not asked.anything]


def _needs(pack: Pack, gate: Gate) -> list[Step]:
    return [step for name in gate.needs if (step := pack.step(name)) is not None]


def _step(step: Step, pack: Pack, says: wording.Names, today: date) -> _Shown:
    branch = next((one for one in pack.branches if one.id == step.branch), None)
    return {
        "row": step,
        "when": _when(step.trigger, says),
        "why": wording.why_step(step, pack),
        "who": _roles(pack, step.roles),
        "late": pack.roles[step.on_overdue].title,
        "branch": branch,
        "past_review": rows.past_review(step, at=today),
    }


def _windows(pack: Pack, asked: Wanted, today: date, says: wording.Names) -> list[_Shown]:
    kept: Mapping[Any, list[_Shown]] = {kind: [] for kind in KINDS}
    for window in pack.windows:
        if asked.takes(window, at=today):
            kept[window.kind].append(_window(window, pack, says, today))
    return [{"kind": KINDS[kind], "rows": found} for kind, found in kept.items() if found]


def _window(window: Window, pack: Pack, says: wording.Names, today: date) -> _Shown:
    return {
        "row": window,
        "when": _when(window.applies, says),
        "from": wording.of_anchor(window.anchor, pack),
        "longer": [(_when(one.when, says), one) for one in window.modifiers],
        "past_review": rows.past_review(window, at=today),
    }


def _when(condition: Condition, says: wording.Names) -> Any:
    return wording.of_condition(condition, says)


def _roles(pack: Pack, names: Sequence[str]) -> list[Any]:
    return [pack.roles[name].title for name in names]

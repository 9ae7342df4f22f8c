"""What each form of a kit's page offers, why it is off, and what it does."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from bairn.evidence import actions as evidence
from bairn.evidence import kit_book, kits_way, matching, testing
from bairn.evidence.actions.kits.moving import BY_HAND, LEDGER, OF_THE_LAB
from bairn.evidence.terms.kit_lists import ToldNotice
from bairn.evidence.terms.kits import KitStands, NoticeKind
from bairn.journeys import move_kit, report_kit
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.web.desk import case_words, may
from bairn.web.desk.kits import forms, saying
from bairn.web.desk.kits.reading import KitShown

ACTS = {
    "move": "journeys.move_kit",
    "lab": "evidence.kit_laboratory",
    "ledger": "evidence.kit_ledger",
    "ask": "evidence.ask_not_to_test",
    "answer": "evidence.answer_not_to_test",
    "again": "evidence.test_after_all",
    "step": "evidence.kit_match_step",
    "plan": "evidence.plan_to_tell",
    "notice": "journeys.tell_of_kit",
    "object": "evidence.object_to_kit",
    "settle": "evidence.settle_kit_objection",
    "veto": "evidence.veto_kit",
    "lift": "evidence.lift_kit_veto",
    "admit": "evidence.admit_to_kit",
    "report": "journeys.report_kit",
    "words": "words.read",
}
FORMS: Mapping[str, type[forms.Do]] = {
    "move": forms.Move, "lab": forms.Lab, "ledger": forms.Ledger, "ask": forms.AskNot,
    "answer": forms.Answer, "step": forms.Step, "plan": forms.Plan, "notice": forms.Notice,
    "object": forms.Object, "settle": forms.Settle, "veto": forms.Veto, "admit": forms.Admit,
    "report": forms.Report,
}  # fmt: skip
_MOVES = {"move": BY_HAND, "lab": OF_THE_LAB, "ledger": frozenset(LEDGER)}
Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Who does something with which kit, when."""

    actor: Actor
    at: datetime
    case_id: uuid.UUID
    kit_id: uuid.UUID
    data: Mapping[str, Any]  # what the page sent beside the form: which match, veto, objection

    @property
    def this(self) -> dict[str, Any]:
        """What every act takes."""
        return {"actor": self.actor, "at": self.at, "case_id": self.case_id, "kit_id": self.kit_id}


def offs(actor: Actor, shown: KitShown) -> dict[str, Refusal | None]:
    """Why each form is off, by the rules' own words; None where it is on."""
    found = {name: may.off(act, actor) for name, act in ACTS.items()}
    file, book = shown.file, kit_book.book()
    for name, events in _MOVES.items():
        if not _next(shown, events):
            found[name] = found[name] or _nothing(shown)
    asked = file.untested
    waiting = next((one for one in asked if one.waits), None)
    rules: dict[str, Refusal | None] = {
        "ask": why_not(testing.may_be_asked, now=file.way, asked=asked, book=book),
        "answer": why_not(testing.may_answer, asked=waiting, by=actor.id),
        "again": why_not(testing.may_reverse, asked),
        "step": None if _steps(shown) else _nothing(shown),
        "plan": None if _plannable(shown) else _no_match(),
        "notice": None if file.card.stands is not KitStands.DISPOSED else _nothing(shown),
    }
    return {name: may.spoken(one or rules.get(name)) for name, one in found.items()}


def _nothing(shown: KitShown) -> Refusal:
    here = kit_book.book().state(shown.file.card.stands).text
    return kit_book.no(
        "nothing_next",
        f"Nothing of this can follow while it stands at “{here.en}”.",
        f"检材盒处于“{here.zh}”时，此项不能办理。",
    )


def _no_match() -> Refusal:
    return kit_book.no("no_match", "No confirmed match is to be told.", "没有待告知的已确认比中。")


def _next(shown: KitShown, events: Iterable[str]) -> list[tuple[str, str]]:
    following = kits_way.next_events(shown.file.way, kit_book.book())
    return [(one, saying.event(one)) for one in following if one in set(events)]


def _matches(shown: KitShown) -> list[int]:
    return sorted({one.match for one in shown.file.match_steps} | {0})


def _steps(shown: KitShown) -> list[tuple[str, str]]:
    """Every step that can come next, of the way in and of each match."""
    found = []
    for match in _matches(shown):
        for step in matching.next_steps(shown.file.match_steps, match):
            if step == "planned":
                continue
            words = saying.code(step, "match_steps")
            label = _("Match %(n)d: %(words)s") % {"n": match, "words": words} if match else words
            found.append((f"{match}:{step}", label))
    return found


def _plannable(shown: KitShown) -> list[tuple[str, str]]:
    return [
        (str(match), _("Match %(n)d") % {"n": match})
        for match in _matches(shown)
        if match and "planned" in matching.next_steps(shown.file.match_steps, match)
    ]


def offered(name: str, shown: KitShown, colleagues: Pairs) -> dict[str, Pairs]:
    """What the lists of a form hold."""
    units = [(str(u.id), f"{u.agency_name}, {u.name}") for u in shown.units.values()
             if u.agency_kind == "laboratory"]  # fmt: skip
    book = kit_book.book().lists
    only = [one for one, _label in _next(shown, BY_HAND | OF_THE_LAB)]
    kinds = [(NoticeKind.RETENTION.value, _("How long it is kept, and until which day")),
             (NoticeKind.DISPOSAL.value, _("That it will be disposed of"))]  # fmt: skip
    reasons = [
        (code, case_words.said(row.text))
        for code, row in book["do_not_test"].items()
        if not (row.only and shown.file.card.of_child)
    ]
    answers = [("yes", _("Agreed: it is not tested")), ("no", _("No: it is tested"))]
    lists: dict[str, dict[str, Pairs]] = {
        "move": {"event": _next(shown, BY_HAND), "code": saying.choices("side", only=only),
                 "lab_unit": units},
        "lab": {"event": _next(shown, OF_THE_LAB),
                "code": [*saying.choices("results"), *saying.choices("declined")]},
        "ledger": {"event": _next(shown, LEDGER)},
        "ask": {"reason": reasons},
        "answer": {"agreed": answers, "refused_for": saying.choices("refused_for")},
        "step": {"step": _steps(shown), "kind": saying.choices("match_kinds")},
        "plan": {"match": _plannable(shown), "choice": saying.choices("choices"),
                 "channel": saying.choices("channels"), "place": saying.choices("places"),
                 "advocate": [(str(one.id), one.display_name) for one in shown.circle]},
        "notice": {"kind": kinds, "language": [("en", "English"), ("zh", "中文")],
                   "told_how": saying.choices("told_how")},
        "object": {"by_whom": saying.exhibit_choices("objector")},
        "settle": {"settled_as": saying.exhibit_choices("objection_end")},
        "veto": {"reason": saying.choices("veto_reasons")},
        "admit": {"staff": colleagues},
        "report": {"case": [(str(one.id), one.reference) for one in shown.mine],
                   "consent_by": saying.choices("by_whom")},
    }  # fmt: skip
    return lists[name]


def _move(call: Call, form: forms.Do) -> str:
    given = form.cleaned_data
    lab = given.get("lab_unit")
    move_kit.move_kit(
        **call.this, event=given["event"], happened_at=form.when(call.at),
        code=given.get("code", ""), lab_unit_id=uuid.UUID(lab) if lab else None,
    )  # fmt: skip
    return _("It is on the kit's way now.")


def _ask(call: Call, form: forms.Do) -> str:
    evidence.kits.ask_not_to_test(**call.this, reason=form.cleaned_data["reason"])
    return _("Asked. Until a prosecutor agrees the kit stands as before.")


def _answer(call: Call, form: forms.Do) -> str:
    given = form.cleaned_data
    evidence.kits.answer_not_to_test(
        **call.this, agreed=given["agreed"] == "yes", refused_for=given["refused_for"]
    )
    return _("Answered.")


def _step(call: Call, form: forms.Do) -> str:
    match, _colon, step = form.cleaned_data["step"].partition(":")
    move_kit.match_kit(
        **call.this, step=step, match=int(match), kind=form.cleaned_data["kind"],
        happened_at=form.when(call.at),
    )  # fmt: skip
    return _("The step is on record. The search goes on.")


def _plan(call: Call, form: forms.Do) -> str:
    given = form.cleaned_data
    evidence.kits.plan_to_tell(
        **call.this, match=int(given["match"]), choice=given["choice"], channel=given["channel"],
        place=given["place"], advocate_id=uuid.UUID(given["advocate"]), words=given["words"],
    )  # fmt: skip
    return _("The plan is kept; the safe words are sealed.")


def tell(call: Call, form: forms.Do) -> ToldNotice:
    """A notice; its code is shown once."""
    given = form.cleaned_data
    return move_kit.tell_of_kit(
        **call.this, kind=NoticeKind(given["kind"]), language=given["language"],
        told_how=given["told_how"], told_at=form.when(call.at, "told_at"),
        disposal_on=given["disposal_on"],
    )  # fmt: skip


def _object(call: Call, form: forms.Do) -> str:
    evidence.kits.object_to(
        **call.this, by_whom=form.cleaned_data["by_whom"], made_at=form.when(call.at, "made_at")
    )
    return _("The objection holds the kit from now on.")


def _settle(call: Call, form: forms.Do) -> str:
    evidence.kits.settle_objection(
        **call.this, objection_id=_id(call, "objection"),
        settled_as=form.cleaned_data["settled_as"],
    )  # fmt: skip
    return _("Answered. Only a new notice begins its days anew.")


def _veto(call: Call, form: forms.Do) -> str:
    evidence.kits.veto(**call.this, reason=form.cleaned_data["reason"])
    return _("The kit is kept.")


def _admit(call: Call, form: forms.Do) -> str:
    staff, _colon, role = form.cleaned_data["staff"].partition(":")
    evidence.kits.admit(
        actor=call.actor, at=call.at, case_id=call.case_id, staff_id=uuid.UUID(staff), role=role
    )
    return _("They see this kit from now on.")


def _report(call: Call, form: forms.Do) -> str:
    given = form.cleaned_data
    report_kit.report_kit(
        actor=call.actor, at=call.at, case_id=uuid.UUID(given["case"]), kit_id=call.kit_id,
        consent_by=given["consent_by"], consented_at=form.when(call.at, "consented_at"),
    )  # fmt: skip
    return _("The kit belongs to the case now, with its chain as it was.")


def _id(call: Call, name: str) -> uuid.UUID:
    """The id that the page sent along; one of nothing where it sent none."""
    try:
        return uuid.UUID(str(call.data.get(name, "")))
    except ValueError:
        return uuid.UUID(int=0)


def again(call: Call) -> str:
    """It is tested after all."""
    evidence.kits.have_it_tested(**call.this)
    return _("It is to be tested.")


def lift(call: Call) -> str:
    """What kept it is lifted."""
    evidence.kits.lift_veto(**call.this, veto_id=_id(call, "veto"))
    return _("Lifted.")


DOES: Mapping[str, Callable[[Call, forms.Do], str]] = {
    "move": _move, "lab": _move, "ledger": _move, "ask": _ask, "answer": _answer, "step": _step,
    "plan": _plan, "object": _object, "settle": _settle, "veto": _veto, "admit": _admit,
    "report": _report,
}  # fmt: skip
PLAIN: Mapping[str, Callable[[Call], str]] = {"again": again, "lift": lift}

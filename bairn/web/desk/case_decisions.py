"""How a case is to end, who is in its circle, and who is kept out."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bairn.access import actions as access
from bairn.access import exclusions, rules
from bairn.access.terms import ExclusionCard, ExclusionReason
from bairn.cases import actions as cases
from bairn.cases import closing
from bairn.cases.terms import Outcome
from bairn.journeys import close_case, screen_conflicts
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.web.desk import case_file, case_page, case_words, conflicts, may, who
from bairn.web.desk.case_file import CaseFile
from bairn.web.desk.choosing import DeskForm

_Acts = dict[str, tuple[Callable[[], object], str]]
ACTS = {
    "propose": "journeys.propose_closing",
    "confirm": "journeys.confirm_closing",
    "drop": "cases.drop_closing",
    "reopen": "cases.reopen",
    "assign": "access.assign",
    "release": "access.release",
    "exclude": "access.exclude",
    "screen": "journeys.people_to_compare",
    "end": "access.end_exclusion",
}
EXCLUSIONS = {
    ExclusionReason.RELATED: gettext_lazy("Related or close to somebody in the case"),
    ExclusionReason.INVOLVED: gettext_lazy("Takes part in the case"),
    ExclusionReason.IMPLICATED: gettext_lazy("Implicated"),
    ExclusionReason.CONFLICT: gettext_lazy("Another conflict of interest"),
}


class Propose(DeskForm):
    """An outcome with its coded reasons; two people agree where a child may take part."""

    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"), widget=forms.RadioSelect)
    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("Reasons"),
        help_text=gettext_lazy("Each outcome needs one of its own reasons."),
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label=gettext_lazy("In words, where two agencies have to agree"),
        help_text=gettext_lazy("Sealed like everything that is told."),
        max_length=10_000,
        required=False,
        widget=forms.Textarea({"rows": 4, "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        book = closing.book()
        outcomes, reasons = book.outcomes.values(), book.reasons.values()
        self.choose("outcome", [(one.outcome.value, case_words.said(one.text)) for one in outcomes])
        self.choose("reasons", [(one.code, case_words.said(one.text)) for one in reasons])


class Reopen(DeskForm):
    """Why a closed case is opened again."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        rows = closing.book().reopening.values()
        self.choose("reason", [(one.code, case_words.said(one.text)) for one in rows])


class Assign(DeskForm):
    """Somebody of the unit, in one of their roles, until a day or until they are released."""

    person = forms.ChoiceField(label=gettext_lazy("Colleague and role"))
    until = forms.DateField(
        label=gettext_lazy("Until (leave empty for as long as needed)"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
    )

    def __init__(self, file: CaseFile, data: Any = None) -> None:
        super().__init__(data)
        self.choose(
            "person",
            [
                (f"{card.id}:{role}", f"{card.display_name} · {case_words.staff_role(role)}")
                for card in file.colleagues
                for role in sorted(card.roles)
            ],
        )


class Exclude(DeskForm):
    """Who is kept out of this case, and why; their place in the circle ends at once."""

    person = forms.ChoiceField(label=gettext_lazy("Colleague"))
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=[(one.value, words) for one, words in EXCLUSIONS.items()],
    )

    def __init__(self, file: CaseFile, data: Any = None) -> None:
        super().__init__(data)
        names = {card.id: card.display_name for card in file.colleagues}
        names |= {one.staff_id: one.display_name for one in file.circle}
        self.choose(
            "person",
            [(str(staff_id), name) for staff_id, name in sorted(names.items(), key=lambda p: p[1])],
        )


@require_http_methods(["GET", "HEAD", "POST"])
def decisions(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Closing by two people, the circle with its times, and who is kept out."""
    actor, at = who.actor_of(request), clock.now()
    file = case_file.decisions(actor=actor, at=at, case_id=case_id)
    asked = request.POST.get("do", "")
    filled = _forms(file, asked, request.POST)
    if asked in ACTS and _valid(filled.get(asked)):
        try:
            messages.success(request, _decide(asked, filled, request.POST, actor, at, case_id))
            if asked == "exclude" and str(actor.id) == request.POST.get("person"):
                return redirect("desk:cases")
            return redirect("desk:decisions", case_id)
        except Refusal as refusal:
            _show_refusal(request, filled.get(asked), refusal)
    wrong = may.to_mend(filled.values())
    return case_page.show(
        request,
        "desk/case_decisions.html",
        file,
        actor=actor,
        at=at,
        tab="decisions",
        status=400 if wrong else 200,
        wrong=wrong,
        forms=filled,
        off=_offs(actor, file),
        closing=_closing_words(file),
        second_needed=closing.needs_second_person(file.people),
        can_release=not may.off("access.release", actor),
        kept_out=[(one, _end_off(one, actor)) for one in file.exclusions],
        exclusion_words={one.value: words for one, words in EXCLUSIONS.items()},
        conflicts=conflicts.of_case(actor=actor, at=at, case_id=case_id),
    )


def _forms(file: CaseFile, asked: str, data: Any) -> dict[str, forms.Form]:
    return {
        "propose": Propose(data if asked == "propose" else None),
        "reopen": Reopen(data if asked == "reopen" else None),
        "assign": Assign(file, data if asked == "assign" else None),
        "exclude": Exclude(file, data if asked == "exclude" else None),
    }


def _valid(form: forms.Form | None) -> bool:
    return form is None or form.is_valid()


def _show_refusal(request: HttpRequest, form: forms.Form | None, refusal: Refusal) -> None:
    if form is None:
        messages.error(request, may.in_words(refusal))
    else:
        may.tell(form, refusal)


def _decide(
    asked: str,
    filled: Mapping[str, forms.Form],
    data: Mapping[str, Any],
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
) -> str:
    """Do what was asked and say so. Raises Refusal."""
    this: dict[str, Any] = {"actor": actor, "at": at, "case_id": case_id}
    given = filled[asked].cleaned_data if asked in filled else {}
    person = str(data.get("person", ""))
    act, words = {**_closing_acts(this, given), **_circle_acts(this, given, person)}[asked]
    act()
    return words


def _closing_acts(this: Mapping[str, Any], given: Mapping[str, Any]) -> _Acts:
    return {
        "propose": (
            lambda: close_case.propose(
                **this,
                outcome=Outcome(given["outcome"]),
                reasons=given["reasons"],
                words=given["words"],
            ),
            _("Closing is proposed. It has no effect until somebody else agrees."),
        ),
        "confirm": (lambda: close_case.confirm(**this), _("The case is closed.")),
        "drop": (lambda: cases.drop_closing(**this), _("The proposal is off the table.")),
        "reopen": (
            lambda: cases.reopen(**this, reason=given["reason"]),
            _("The case is open again."),
        ),
    }


def _circle_acts(this: Mapping[str, Any], given: Mapping[str, Any], person: str) -> _Acts:
    return {
        "assign": (lambda: _assign(this, given), _("They are in the circle now.")),
        "release": (
            lambda: access.release(**this, staff_id=_staff_id(person)),
            _("They have left the circle."),
        ),
        "exclude": (
            lambda: access.exclude(**this, staff_id=_staff_id(person), reason=given["reason"]),
            _("They are kept out from now on."),
        ),
        "end": (
            lambda: exclusions.end_exclusion(**this, exclusion_id=_staff_id(person)),
            _("They are kept out no longer. They come into the circle only if assigned again."),
        ),
        "screen": (
            lambda: screen_conflicts.screen(**this),
            _("Everybody under suspicion was compared with everybody in service."),
        ),
    }


def _staff_id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as wrong:
        raise Refusal("access.staff", "There is nobody like this in service.") from wrong


def _assign(this: Mapping[str, Any], given: Mapping[str, Any]) -> None:
    staff_id, _colon, role = given["person"].partition(":")
    until = given["until"]
    moment = datetime.combine(until, datetime.min.time(), this["at"].tzinfo) if until else None
    access.assign(**this, staff_id=_staff_id(staff_id), role=role, until_at=moment)


def _offs(actor: Actor, file: CaseFile) -> dict[str, Refusal | None]:
    """Why each button is off, by the rules' own words."""
    offs = {name: may.off(act, actor) for name, act in ACTS.items()}
    offs["words"] = may.off("words.read", actor)
    unsupported = may.spoken(why_not(close_case.support_was_offered, file.milestones))
    gates = file.board.gates if file.board else ()
    unready = may.spoken(why_not(close_case.everything_stands, gates))
    offs["propose"] = offs["propose"] or unsupported or unready
    wish = file.closing
    if wish and wish.waiting and not offs["confirm"]:
        refusal = why_not(
            closing.may_confirm,
            proposed=(wish.proposed_by, wish.proposed_agency),
            confirmed=(actor.id, actor.agency),
            second_person=wish.second_person,
            two_agencies=wish.two_agencies,
        )
        offs["confirm"] = may.spoken(refusal)
    return offs


def _end_off(card: ExclusionCard, actor: Actor) -> Refusal | None:
    """Why this one may not end it; nothing to ask where it is over."""
    return may.off("access.end_exclusion", actor) or may.spoken(
        why_not(rules.may_end_exclusion, actor, card)
    )


def _closing_words(file: CaseFile) -> dict[str, Any] | None:
    wish = file.closing
    if wish is None:
        return None
    book = closing.book()
    return {
        "outcome": book.outcomes[wish.outcome].text,
        "reasons": [book.reasons[code].text for code in wish.reasons],
        "proposed_by": file.staff.get(wish.proposed_by),
        "confirmed_by": file.staff.get(wish.confirmed_by) if wish.confirmed_by else None,
        "reopened_by": file.staff.get(wish.reopened_by) if wish.reopened_by else None,
        "reopened_for": book.reopening[wish.reopened_for].text if wish.reopened_for else None,
    }

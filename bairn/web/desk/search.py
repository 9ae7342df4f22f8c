"""One box: references of ours, and numbers, addresses and accounts through the vault's tokens.

The question travels in the body of a request alone: no address, history or log ever holds it.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from bairn.access import gate
from bairn.cases import queries as cases
from bairn.cases.terms import CaseCard, Participant
from bairn.intake import queries as intake
from bairn.intake.terms import QueueRow
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault.queries import lookup
from bairn.vault.terms import Candidates, TokenKind
from bairn.web.desk import case_words, may, searching, who

COUNTRIES = (
    ("", gettext_lazy("not needed")),
    ("CN", gettext_lazy("China")),
    ("US", gettext_lazy("United States")),
    ("GB", gettext_lazy("United Kingdom")),
    ("DE", gettext_lazy("Germany")),
    ("FR", gettext_lazy("France")),
    ("IE", gettext_lazy("Ireland")),
    ("IS", gettext_lazy("Iceland")),
    ("SE", gettext_lazy("Sweden")),
    ("FI", gettext_lazy("Finland")),
    ("NL", gettext_lazy("Netherlands")),
    ("ES", gettext_lazy("Spain")),
    ("CA", gettext_lazy("Canada")),
    ("AU", gettext_lazy("Australia")),
)
KINDS = {
    TokenKind.SURNAME_AND_BIRTH_DATE: gettext_lazy("name and birth date"),
    TokenKind.PHONE: gettext_lazy("telephone number"),
    TokenKind.EMAIL: gettext_lazy("e-mail address"),
    TokenKind.NATIONAL_ID: gettext_lazy("identity number"),
    TokenKind.ACCOUNT: gettext_lazy("account"),
}


class Search(forms.Form):
    """The box, and two fields that help where the words alone are not enough."""

    use_required_attribute = False
    q = forms.CharField(
        label=gettext_lazy("Look for"),
        help_text=gettext_lazy(
            "A reference, a telephone number with its +, an e-mail address, or an account as "
            "“platform: name”."
        ),
        max_length=searching.MOST,
        widget=forms.TextInput(
            {"type": "search", "autocomplete": "off", "spellcheck": "false", "autofocus": True}
        ),
        error_messages={"required": gettext_lazy("Please type what to look for.")},
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country, for an identity number or a number without its +"),
        choices=COUNTRIES,
        required=False,
    )
    platform = forms.CharField(
        label=gettext_lazy("Platform, for an account's name alone"), max_length=60, required=False
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is in reach: cases and reports, with who in them agrees and by what."""

    cases: tuple[CaseCard, ...]
    reports: tuple[QueueRow, ...]
    people: Mapping[uuid.UUID, tuple[Participant, ...]]


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the answer: a case or a report, under pseudonyms."""

    route: str
    id: uuid.UUID
    reference: str
    at: datetime
    by: str
    people: tuple[str, ...]


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """The box; after a question, what is in reach, and whether another unit holds something."""
    actor, at = who.actor_of(request), clock.now()
    form = Search(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"form": form, "at": at, "off": may.off("vault.look_up", actor)}
    if form.is_bound and form.is_valid():
        asked = searching.read(
            form.cleaned_data["q"],
            country=form.cleaned_data["country"],
            platform=form.cleaned_data["platform"],
        )
        if asked.empty:
            form.add_error("q", _("This could not be read. Name the country or the platform too."))
        else:
            context |= _answer(asked, form, actor, at)
    return render(
        request, "desk/search.html", context, status=400 if form.is_bound and form.errors else 200
    )


def _answer(asked: searching.Asked, form: Search, actor: Actor, at: datetime) -> dict[str, object]:
    try:
        if asked.sources:
            known = lookup.look_up(actor=actor, at=at, sources=asked.sources)
        else:
            known = Candidates(within_reach=(), elsewhere=False)
        found = found_in_reach(
            actor=actor,
            at=at,
            holder_ids=tuple(one.holder_id for one in known.within_reach),
            asked=asked,
        )
    except Refusal as refusal:
        form.add_error("q", _(refusal.reason))
        return {}
    return {
        "asked": True,
        "hits": _hits(found, known),
        "elsewhere": known.elsewhere,
        "capped": known.capped,
    }


@gate.look("desk.found")
def found_in_reach(
    *, actor: Actor, at: datetime, holder_ids: tuple[uuid.UUID, ...], asked: searching.Asked
) -> Found:
    """The cards of what was found, as many questions for a hundred as for one."""
    case_ids = list(holder_ids)
    report_ids = list(holder_ids)
    if asked.case_reference:
        one = cases.by_reference(actor=actor, at=at, reference=asked.case_reference)
        case_ids = [one.id] if one else []
    if asked.report_reference:
        report = intake.by_reference(actor=actor, at=at, reference=asked.report_reference)
        report_ids = [report] if report else []
    found_cases = cases.by_ids(actor=actor, at=at, case_ids=case_ids) if case_ids else ()
    found_reports = intake.by_ids(actor=actor, at=at, report_ids=report_ids) if report_ids else ()
    gate.note(cases=len(found_cases), reports=len(found_reports))
    return Found(
        cases=found_cases,
        reports=found_reports,
        people=cases.participants_across(
            actor=actor, at=at, case_ids=[card.id for card in found_cases]
        )
        if found_cases
        else {},
    )


def _hits(found: Found, known: Candidates) -> list[Hit]:
    return [
        *(
            Hit(
                "desk:case",
                card.id,
                card.reference,
                card.opened_at,
                _by(card.id, known),
                _people(card.id, found, known),
            )
            for card in found.cases
        ),
        *(
            Hit("desk:report", row.id, row.reference, row.received_at, _by(row.id, known), ())
            for row in found.reports
        ),
    ]


def _by(holder_id: uuid.UUID, known: Candidates) -> str:
    kinds = {one.kind for one in known.within_reach if one.holder_id == holder_id}
    return ", ".join(str(KINDS[kind]) for kind in sorted(kinds)) or _("reference")


def _people(case_id: uuid.UUID, found: Found, known: Candidates) -> tuple[str, ...]:
    subjects = {one.subject_id for one in known.within_reach if one.holder_id == case_id}
    return tuple(
        case_words.called(part)
        for part in found.people.get(case_id, ())
        if part.subject_id in subjects
    )

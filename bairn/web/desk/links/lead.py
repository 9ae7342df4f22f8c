"""One lead: both sides, the reasons as a waterfall, what was said of it, and saying it."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from bairn.access.terms import HolderKind, Purpose
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.linkage import actions, codes
from bairn.linkage import queries as linkage
from bairn.linkage.terms.leads import LeadFile, Side
from bairn.vault.queries import identities, words
from bairn.web.desk import case_page, case_words, may, opened_fields, opened_parts, purposes, who
from bairn.web.desk import words as desk_words
from bairn.web.desk.choosing import NOTHING, DeskForm
from bairn.web.desk.links import reading_lead, saying, waterfall
from bairn.web.desk.links.reading_lead import LeadShown

MOST_BESIDE = 6  # records that fit beside each other


class Judging(DeskForm):
    """What somebody finds, why, and in words."""

    verdict = forms.ChoiceField(label=gettext_lazy("What do you find?"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=gettext_lazy("Why"))
    words = forms.CharField(
        label=gettext_lazy("In words"),
        help_text=gettext_lazy("Sealed like everything that is told."),
        max_length=10_000,
        required=False,
        widget=forms.Textarea({"rows": 2, "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, of_files: bool = False) -> None:
        super().__init__(data)
        book = codes.book()
        said = {code: case_words.said(text) for code, text in book.verdicts.items()}
        if of_files:
            said = {code: str(words) for code, words in saying.BETWEEN_FILES.items()}
        fitting = codes.of_leads(of_files=of_files)
        verdicts = [(code.value, title) for code, title in said.items()]
        self.choose("verdict", verdicts)
        groups: list[object] = [NOTHING]
        for code, title in said.items():
            own = [
                (reason, case_words.said(book.reasons[reason]))
                for reason, of in book.reason_of.items()
                if of is code and reason in fitting
            ]
            groups.append((title, own))
        self.choose("reason", groups)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("words")
def lead(request: HttpRequest, case_id: uuid.UUID, lead_id: uuid.UUID) -> HttpResponse:
    """The lead; judging it, bringing the two together, taking them apart."""
    actor, at = who.actor_of(request), clock.now()
    shown = reading_lead.read(actor=actor, at=at, case_id=case_id, lead_id=lead_id)
    asked = request.POST.get("do", "")
    form = Judging(request.POST if asked == "judge" else None, of_files=shown.of_files)
    if asked == "judge" and form.is_valid():
        try:
            actions.judge(actor=actor, at=at, lead_id=lead_id, case_id=case_id, **form.cleaned_data)
            messages.success(request, _("Your judgement is on record."))
            return redirect("desk:lead", case_id, lead_id)
        except Refusal as refusal:
            may.tell(form, refusal)
    elif asked and asked != "judge":
        return _join(request, actor, at, case_id, lead_id, asked)
    return page(request, "lead", shown, actor, at, form=form)


def _join(
    request: HttpRequest,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    lead_id: uuid.UUID,
    asked: str,
) -> HttpResponse:
    ask = {"actor": actor, "at": at, "case_id": case_id}
    does = {"merge": _merge, "relate": _relate, "end": _end, "unmerge": _unmerge}.get(asked)
    try:
        if does is not None:
            messages.success(request, does(ask, lead_id, request.POST))
    except Refusal as refusal:
        messages.error(request, may.in_words(refusal))
    except ValueError:
        messages.error(request, _("This record is not part of a person."))
    return redirect("desk:lead", case_id, lead_id)


def _merge(ask: Mapping[str, Any], lead_id: uuid.UUID, _given: QueryDict) -> str:
    actions.merge(**ask, lead_id=lead_id)
    return _("They are one person now; each record stays where it is.")


def _relate(ask: Mapping[str, Any], lead_id: uuid.UUID, given: QueryDict) -> str:
    card = linkage.lead(**ask, lead_id=lead_id).card
    actions.relate(**ask, one=card.here, other=card.there, how=given.get("how", ""))
    return _("They are linked and stay two people.")


def _end(ask: Mapping[str, Any], _lead_id: uuid.UUID, given: QueryDict) -> str:
    actions.end_relation(**ask, relation_id=uuid.UUID(given.get("relation", "")))
    return _("They are linked no more; that they were stays on record.")


def _unmerge(ask: Mapping[str, Any], _lead_id: uuid.UUID, given: QueryDict) -> str:
    membership = uuid.UUID(given.get("membership", ""))
    actions.unmerge(**ask, membership_id=membership, reason=given.get("reason", ""))
    return _("They are apart again; what was together stays on record.")


@require_POST
@sensitive_variables()
def opened(request: HttpRequest, case_id: uuid.UUID, lead_id: uuid.UUID) -> HttpResponse:
    """Both records side by side, opened for a purpose; recorded in both files before it is read."""
    actor, at = who.actor_of(request), clock.now()
    shown = reading_lead.read(actor=actor, at=at, case_id=case_id, lead_id=lead_id)
    try:
        purpose = Purpose(request.POST.get("purpose", ""))
    except ValueError:
        return page(request, "lead", shown, actor, at)
    beside = shown.sides[:MOST_BESIDE]
    sides = [
        _opened(side, kind, actor.for_purpose(purpose.value), at, purpose) for side, kind in beside
    ]
    titles = [shown.references.get(side.holder_id, "") for side, _kind in beside]
    labels = list(dict.fromkeys(label for side in sides for label in side))
    rows = [
        (label, [(title, side.get(label, ())) for title, side in zip(titles, sides, strict=True)])
        for label in labels
    ]
    more = {
        "rows": rows,
        "titles": titles,
        "not_shown": len(shown.sides) - len(beside),
        "chosen": desk_words.PURPOSES[purpose],
    }
    return page(
        request, "lead_opened", shown, actor, at, form=Judging(of_files=shown.of_files), **more
    )


@require_POST
@sensitive_variables()
def read(request: HttpRequest, case_id: uuid.UUID, lead_id: uuid.UUID) -> HttpResponse:
    """Read the words of a judgement; recorded first, shown once."""
    actor, at = who.actor_of(request), clock.now()
    shown = reading_lead.read(actor=actor, at=at, case_id=case_id, lead_id=lead_id)
    wanted = request.POST.get("words", "")
    one = next((j for j in shown.judgements if str(j.words_id) == wanted), None)
    if one is None or one.words_id is None or one.holder_id != case_id:
        return page(request, "lead", shown, actor, at)
    (said,) = words.read_words(actor=actor, at=at, subject_ids=[one.words_id], case_id=case_id)
    lines = tuple(said.fields.values())
    return page(
        request, "lead_words", shown, actor, at, form=Judging(of_files=shown.of_files), lines=lines
    )


def _opened(
    side: Side, kind: HolderKind, actor: Actor, at: datetime, purpose: Purpose
) -> dict[str, tuple[str, ...]]:
    where = {"report_id" if kind is HolderKind.REPORT else "case_id": side.holder_id}
    (found,) = identities.open_identities(
        actor=actor, at=at, subject_ids=[side.subject_id], purpose=purpose, **where
    )
    rows = opened_parts.of_fields(opened_fields.shown(found.fields))
    lines: dict[str, tuple[str, ...]] = {}
    for row in rows:
        lines[row.label] = (*lines.get(row.label, ()), row.text)
    return lines


def page(
    request: HttpRequest,
    name: str,
    shown: LeadShown,
    actor: Actor,
    at: datetime,
    *,
    form: Judging | None = None,
    **more: Any,
) -> HttpResponse:
    """A page of one lead within its case; a form with something to mend answers 400."""
    form = form or Judging(of_files=shown.of_files)
    wrong = may.to_mend([form])
    fitting = [(one.value, desk_words.PURPOSES[one]) for one in purposes.fitting(actor.roles)]
    return case_page.show(
        request,
        f"desk/links/{name}.html",
        shown.file,
        actor=actor,
        at=at,
        tab="case_links",
        status=400 if wrong else 200,
        lead=shown,
        drawn=waterfall.drawn(shown.lead.now),
        form=form,
        wrong=wrong,
        purposes=fitting,
        relations=[(c, case_words.said(t)) for c, t in codes.book().relations.items()],
        unmerging=[(c, case_words.said(t)) for c, t in codes.book().unmerging.items()],
        off=_offs(actor, shown.lead),
        **more,
    )


def _offs(actor: Actor, shown: LeadFile) -> dict[str, Refusal | None]:
    found = {
        "judge": may.off("linkage.judge", actor),
        "merge": may.off("linkage.merge", actor),
        "unmerge": may.off("linkage.unmerge", actor),
        "relate": may.off("linkage.relate", actor),
        "end": may.off("linkage.end_relation", actor),
        "open": may.off("identity.open", actor),
        "words": may.off("words.read", actor),
    }
    if not shown.sides_seen:
        one_side = may.spoken(
            Refusal("linkage.one_side", "Only who reaches both files sees both records.")
        )
        found |= {name: found[name] or one_side for name in ("open", "merge", "relate")}
    return found

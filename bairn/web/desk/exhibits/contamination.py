"""The contamination log of a case: alerts first, who and what was with whom, and what is added."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from bairn.access import gate
from bairn.access import queries as access
from bairn.access.terms import StaffCard
from bairn.evidence import actions as evidence
from bairn.evidence import contamination as rules
from bairn.evidence import queries
from bairn.evidence.terms import CarrierCard, Carries, Contact, ContactAlert, ContaminationLog
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.vault.queries import words
from bairn.web.desk import case_words, may, who
from bairn.web.desk.exhibits import fields, framing, saying, tab
from bairn.web.desk.exhibits.reading import EvidenceFile, evidence_file

KINDS = {
    Carries.STAFF: gettext_lazy("Somebody of the staff"),
    Carries.VEHICLE: gettext_lazy("Vehicle"),
    Carries.ROOM: gettext_lazy("Room"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFile:
    """A case with its log, and everybody and everything that it names."""

    shown: EvidenceFile
    log: ContaminationLog
    staff: Mapping[uuid.UUID, StaffCard]
    carriers: tuple[CarrierCard, ...]

    def called(self, what: Carries, which: uuid.UUID) -> str:
        """Who or what it was."""
        if what is Carries.STAFF:
            return saying.name(which, self.staff)
        found = next((one.name for one in self.carriers if one.id == which), "")
        other = _("a vehicle of another unit"), _("a room of another unit")
        return found or other[what is Carries.ROOM]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One contact as the table shows it."""

    contact: Contact
    kind: str
    which: str
    whom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One crossing with both contacts, its answer, or a form to answer it."""

    alert: ContactAlert
    which: str
    first: Entry
    second: Entry
    off: Refusal | None
    form: "Answer"


class Note(fields.Coded):
    """Who or what was with whom, from when to when, and when it was cleaned."""

    which = fields.choice(gettext_lazy("Who or what"))
    with_participant = fields.choice(gettext_lazy("With which person"))
    from_at = fields.moment(gettext_lazy("From"))
    until_at = fields.moment(gettext_lazy("Until"))
    cleaned_at = fields.moment(gettext_lazy("Cleaned or changed"), required=False)

    def __init__(self, file: LogFile, data: Any = None) -> None:
        super().__init__(data)
        self.zone: ZoneInfo = file.shown.zone
        staff = [(f"staff:{one.id}", one.display_name) for one in file.shown.circle]
        rest: dict[Carries, list[tuple[str, str]]] = {Carries.VEHICLE: [], Carries.ROOM: []}
        for one in file.carriers:
            rest[one.what].append((f"{one.what.value}:{one.id}", one.name))
        self.choose(
            "which",
            [
                saying.NONE,
                (KINDS[Carries.STAFF], staff),
                *((KINDS[what], rows) for what, rows in rest.items() if rows),
            ],
        )
        people = [(str(one.id), case_words.called(one)) for one in file.shown.file.people]
        self.choose("with_participant", [("", str(saying.NONE[1])), *people])

    def said(self) -> dict[str, Any]:
        """What was filled in."""
        given = self.cleaned_data
        what, _colon, which = given["which"].partition(":")
        cleaned = given["cleaned_at"]
        return {
            "what": Carries(what),
            "which": uuid.UUID(which),
            "with_participant": uuid.UUID(given["with_participant"]),
            "from_at": fields.read(given["from_at"], self.zone),
            "until_at": fields.read(given["until_at"], self.zone),
            "cleaned_at": fields.read(cleaned, self.zone) if cleaned else None,
        }


class Answer(fields.Coded):
    """What came of a crossing."""

    lists: ClassVar[Mapping[str, str]] = {"answer": "contact_answer"}
    answer = fields.choice(gettext_lazy("What came of it"))
    words = fields.words(gettext_lazy("In your own words"))


class AddCarrier(fields.Coded):
    """A vehicle or a room of one's own unit."""

    what = fields.choice(gettext_lazy("Kind"))
    name = fields.short(
        gettext_lazy("Its name"), required=True, most=60, hint=gettext_lazy("A plate or a room.")
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="carrier")
        rows = [(one.value, str(KINDS[one])) for one in (Carries.VEHICLE, Carries.ROOM)]
        self.choose("what", rows)


@gate.look("desk.contamination")
def log_file(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> LogFile:
    """The case and its contamination log."""
    shown = evidence_file(actor=actor, at=at, case_id=case_id)
    framing.of_case(shown.file)
    log = queries.contacts(actor=actor, at=at, case_id=case_id)
    named = {one.which for one in log.entries if one.what is Carries.STAFF}
    named |= {one.by_id for one in log.entries}
    named |= {one.answered_by for one in log.alerts if one.answered_by}
    off = may.off("evidence.carriers", actor)
    return LogFile(
        shown=shown,
        log=log,
        staff={**shown.staff, **access.staff_of(actor=actor, at=at, ids=named)},
        carriers=() if off else queries.carriers(actor=actor, at=at),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("words")
def contamination(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Crossings on top, then every contact, then what may be added."""
    actor, at = who.actor_of(request), clock.now()
    file = log_file(actor=actor, at=at, case_id=case_id)
    asked, post = request.POST.get("do", ""), request.POST
    note = Note(file, post if asked == "note" else None)
    carrier = AddCarrier(post if asked == "carrier" else None)
    alerts = tuple(_alerts(file, actor, post if asked == "answer" else {}))
    answered = next((one.form for one in alerts if one.form.is_bound), None)
    form = {"note": note, "carrier": carrier, "answer": answered}.get(asked)
    if form is not None and form.is_valid():
        try:
            _do(request, asked, form, actor, at, case_id)
            return redirect("desk:contamination", case_id)
        except Refusal as refusal:
            may.tell(form, refusal)
    return tab.page(
        request,
        "desk/exhibits/contamination.html",
        file.shown,
        actor=actor,
        at=at,
        log=file.log,
        alerts=alerts,
        entries=[_entry(file, one) for one in reversed(file.log.entries)],
        staff=file.staff,
        note=note,
        carrier=carrier,
        wrong=form if form is not None and form.errors else None,
        why={
            "note": may.off("evidence.note_contact", actor),
            "carrier": may.off("evidence.add_carrier", actor),
        },
        hours=int(file.log.window.total_seconds() // 3600),
    )


@require_POST
@sensitive_variables()
def read(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Open what a supervisor said of a crossing; recorded first, shown once."""
    actor, at = who.actor_of(request), clock.now()
    file = log_file(actor=actor, at=at, case_id=case_id)
    asked = request.POST.get("words", "")
    found = [one.words_id for one in file.log.alerts if one.words_id and str(one.words_id) == asked]
    if not found:
        raise Http404
    (opened,) = words.read_exhibit_words(actor=actor, at=at, subject_ids=found, case_id=case_id)
    return tab.page(
        request,
        "desk/exhibits/words.html",
        file.shown,
        actor=actor,
        at=at,
        lines=[(saying.sealed(name), text) for name, text in opened.fields.items()],
    )


def _do(
    request: HttpRequest, asked: str, form: Any, actor: Actor, at: datetime, case_id: uuid.UUID
) -> None:
    """Do what was asked and say so. Raises Refusal."""
    this: dict[str, Any] = {"actor": actor, "at": at}
    if asked == "note":
        made = evidence.note_contact(**this, case_id=case_id, **form.said())
        if made.alerts:
            messages.warning(request, _("Noted. It raised an alert; a supervisor answers it."))
        else:
            messages.success(request, _("Noted."))
    elif asked == "carrier":
        given = form.cleaned_data
        evidence.add_carrier(
            **this, unit_id=actor.unit or case_id, what=Carries(given["what"]), name=given["name"]
        )
        messages.success(request, _("It can be chosen now."))
    else:
        evidence.answer_contact(
            **this,
            case_id=case_id,
            alert_id=uuid.UUID(request.POST["alert"]),
            answer=form.cleaned_data["answer"],
            words=form.cleaned_data["words"],
        )
        messages.success(request, _("Answered."))


def _entry(file: LogFile, one: Contact) -> Entry:
    return Entry(
        contact=one,
        kind=str(KINDS[one.what]),
        which=file.called(one.what, one.which),
        whom=file.shown.called(one.with_participant) or _("somebody of the case"),
    )


def _alerts(file: LogFile, actor: Actor, data: Mapping[str, Any]) -> Iterator[Alert]:
    """Waiting ones first, then the newest."""
    by_id = {one.id: _entry(file, one) for one in file.log.entries}
    role = may.off("evidence.answer_contact", actor)
    for one in sorted(file.log.alerts, key=lambda row: (bool(row.answer), row.raised_at)):
        if one.first not in by_id or one.second not in by_id:
            continue
        rule = may.spoken(why_not(rules.may_answer, one, by=actor.id))
        mine = data if data.get("alert") == str(one.id) else None
        yield Alert(
            alert=one,
            which=file.called(one.what, one.which),
            first=by_id[one.first],
            second=by_id[one.second],
            off=role or rule,
            form=Answer(mine, auto_id=f"answer-{one.id}-%s"),
        )

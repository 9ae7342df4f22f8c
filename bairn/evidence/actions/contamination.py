"""The contamination log: which officer, car or room was with which person, and what came of it."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from bairn.access import gate
from bairn.access import queries as access
from bairn.cases import queries as cases
from bairn.evidence import codes, contact_rows, contamination
from bairn.evidence.models.contamination import Alert, Carrier, Contact
from bairn.evidence.terms import Carries, Noted
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault import wording


@gate.act("evidence.add_carrier")
def add_carrier(
    *, actor: Actor, at: datetime, unit_id: uuid.UUID, what: Carries, name: str
) -> uuid.UUID:
    """Names a vehicle or a room of one's own unit, to be chosen from a list; its id."""
    what = contamination.may_add(unit_id, own=actor.unit, what=what, name=name)
    row = Carrier(
        unit_id=unit_id, what=what.value, name=name.strip(), added_by=actor.id, added_at=at
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twin:
        raise Refusal("evidence.carrier_twice", "There is one already.", field="name") from twin
    gate.subject(row.id)
    gate.note(what=what.value)
    return row.id


@gate.act("evidence.note_contact")
def note_contact(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    what: Carries,
    which: uuid.UUID,
    with_participant: uuid.UUID,
    from_at: datetime,
    until_at: datetime,
    cleaned_at: datetime | None = None,
) -> Noted:
    """One officer, car or room was with one person of the case; its id and the alerts it raised.

    What crosses is written down as it was: the entry stays, an alert waits for a supervisor.
    """
    what = contamination.known(what)
    people = cases.participants(actor=actor, at=at, case_id=case_id)
    if with_participant not in {one.id for one in people}:
        raise Refusal(
            "evidence.participant", "Choose somebody of this case.", field="with_participant"
        )
    _known_carrier(actor, at, what, which)
    contamination.may_note(from_at=from_at, until_at=until_at, cleaned_at=cleaned_at, at=at)
    contact_rows.one_at_a_time(case_id)
    row = Contact.objects.create(
        holder_id=case_id, what=what.value, which=which, with_participant=with_participant,
        from_at=from_at, until_at=until_at, cleaned_at=cleaned_at, at=at, by_id=actor.id,
    )  # fmt: skip
    raised = _alerts(case_id, row, at)
    gate.subject(row.id)
    gate.note(what=what.value, alerts=len(raised), cleaned=cleaned_at is not None)
    return Noted(id=row.id, alerts=tuple(raised))


def _known_carrier(actor: Actor, at: datetime, what: Carries, which: uuid.UUID) -> None:
    if what is Carries.STAFF:
        found = bool(access.staff_of(actor=actor, at=at, ids=[which]))
    else:
        found = Carrier.objects.filter(id=which, what=what.value).exists()
    if not found:
        raise Refusal("evidence.carrier", "Choose one from the list.", field="which")


def _alerts(case_id: uuid.UUID, row: Contact, at: datetime) -> Sequence[uuid.UUID]:
    """A new alert for every crossing that nobody has been told of."""
    told = set(Alert.objects.filter(holder_id=case_id).values_list("first_id", "second_id"))
    same = Contact.objects.filter(holder_id=case_id, what=row.what, which=row.which)
    crossings = contamination.crossings(
        map(contact_rows.contact, same), window=codes.contamination_window()
    )
    new = [
        Alert(holder_id=case_id, first_id=one.first.id, second_id=one.second.id, raised_at=at)
        for one in crossings
        if (one.first.id, one.second.id) not in told
    ]
    return [one.id for one in Alert.objects.bulk_create(new)]


@gate.act("evidence.answer_contact")
def answer_contact(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    alert_id: uuid.UUID,
    answer: str,
    words: str = "",
) -> None:
    """A supervisor says what came of a crossing, by a code and in words, which are sealed.

    Refuses whoever was the carrier, and what was answered already.
    """
    row = Alert.objects.select_for_update(of=("self",)).select_related("first", "second").filter(
        holder_id=case_id, id=alert_id
    ).first()  # fmt: skip
    if row is None:
        raise Refusal("evidence.no_alert", "There is no such alert in this case.")
    codes.check("contact_answer", answer, field="answer")
    contamination.may_answer(contact_rows.alert(row), by=actor.id)
    row.answer, row.answered_at, row.answered_by = answer, at, actor.id
    row.words_id = wording.sealed(actor, at, {"exhibit_contact": words}, case_id=case_id)
    row.save(update_fields=["answer", "answered_at", "answered_by", "words_id"])
    gate.subject(alert_id)
    gate.note(answer=answer)

"""Leads of one report or case, one lead with its reasons, and what waits to be judged."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Q

from bairn.access import gate, reach
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.linkage import kept, models
from bairn.linkage.terms.leads import LeadCard, LeadFile, LeadsHere, LeadState, WaitingLead
from bairn.vault.holders import holder_of

MOST = 200
NO_LEAD = "There is no such lead here."


@gate.look("linkage.leads")
def leads(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID | None = None,
    report_id: uuid.UUID | None = None,
) -> LeadsHere:
    """The leads of a report, case or collection in full sight, the strongest first; and of whom
    another unit holds something.

    That is one yes or no a person: not how much, not where, from the same statement either way. Of
    what somebody is kept out of it tells nothing, and the record there says who looked.
    """
    held = holder_of(case_id=case_id, report_id=report_id)
    with connection.cursor() as cursor:
        cursor.execute("select lead_id, subject_id, elsewhere from linkage_of_holder(%s)", [held])
        found = cursor.fetchall()
        cursor.execute("select linkage_kept_out(%s)", [held])
        for (other,) in cursor.fetchall():
            gate.tried(case_id=other)
    rows = models.Lead.objects.filter(id__in=[lead for lead, _s, away in found if not away])
    cards = sorted((kept.card(row, held) for row in rows), key=lambda one: -one.probability)
    checked = models.Checked.objects.filter(holder_id=held).values_list("subject_id", "at")
    here = LeadsHere(
        leads=tuple(cards),
        elsewhere=frozenset(subject for _lead, subject, away in found if away),
        checked=dict(checked),
    )
    gate.note(found=len(here.leads), elsewhere=bool(here.elsewhere))
    return here


@gate.look("linkage.lead")
def lead(
    *,
    actor: Actor,
    at: datetime,
    lead_id: uuid.UUID,
    case_id: uuid.UUID | None = None,
    report_id: uuid.UUID | None = None,
) -> LeadFile:
    """One lead with its reasons, the newest first. The same refusal for none and for another's."""
    held = holder_of(case_id=case_id, report_id=report_id)
    row = models.Lead.objects.filter(kept.of_holder(held), id=lead_id).first()
    if row is None:
        raise Refusal("linkage.no_lead", NO_LEAD)
    findings = tuple(map(kept.finding, row.findings.order_by("-at", "-id")))
    with connection.cursor() as cursor:
        cursor.execute(
            "select bairn_reach(%s) and bairn_reach(%s)", [row.low_holder, row.high_holder]
        )
        both = bool(cursor.fetchone()[0])
    gate.subject(lead_id)
    return LeadFile(
        card=kept.card(row, held), now=findings[0], before=findings[1:], sides_seen=both
    )


@gate.look("linkage.to_judge")
def to_judge(*, actor: Actor, at: datetime, limit: int = 50) -> tuple[LeadCard, ...]:
    """Leads in one's full sight that nobody has judged, the strongest first, at most 200."""
    own = reach.own(actor)
    waits = models.Lead.objects.filter(verdict="", state=LeadState.OPEN.value)
    low = waits.filter(low_holder__in=own)
    high = waits.filter(high_holder__in=own)
    mine = {row.id for row in low}
    rows = {row.id: row for row in (*low, *high)}
    shown = sorted(rows.values(), key=lambda row: (-row.probability, row.id))[: min(limit, MOST)]
    found = tuple(
        kept.card(row, row.low_holder if row.id in mine else row.high_holder) for row in shown
    )
    gate.note(count=len(found))
    return found


@gate.look("linkage.waiting_across")
def waiting_across(
    *, actor: Actor, at: datetime, holder_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, tuple[WaitingLead, ...]]:
    """The leads of each of these holders that nobody has judged, for the house alone."""
    asked = set(holder_ids)
    rows = models.Lead.objects.filter(
        Q(low_holder__in=asked) | Q(high_holder__in=asked), verdict="", state=LeadState.OPEN.value
    ).order_by("found_at", "id")
    found: dict[uuid.UUID, list[WaitingLead]] = defaultdict(list)
    for row in rows:
        for subject, holder in (
            (row.low_subject, row.low_holder),
            (row.high_subject, row.high_holder),
        ):
            if holder in asked:
                found[holder].append(
                    WaitingLead(id=row.id, subject_id=subject, found_at=row.found_at)
                )
    gate.note(count=len(found))
    return {holder: tuple(waiting) for holder, waiting in found.items()}

"""What is kept of cases, loaded for many at once: five questions, however many cases there are."""

import json
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from bairn.kernel.periods import Period
from bairn.protocols import models, packs, recorded
from bairn.protocols.pack_parts import Document
from bairn.protocols.readers import PackReader
from bairn.protocols.terms import (
    AskedWaiver,
    Binding,
    CaseFacts,
    Pack,
    Pause,
    Standing,
    Waiver,
)


def keep_edition(pack: Pack, document: Document, *, at: datetime) -> None:
    """Keeps the pack's content under its digest; the same content is kept once."""
    content = packs.canonical(document).decode()
    models.Edition.objects.get_or_create(
        digest=pack.digest,
        defaults={
            "pack": pack.id,
            "version": pack.version,
            "content": content,
            "kept_at": at,
        },
    )


def keep_facts(
    facts: CaseFacts,
    *,
    case_id: uuid.UUID,
    about: uuid.UUID | None,
    by: uuid.UUID,
    at: datetime,
) -> int:
    """Keeps each fact as a row of its own; how many. Refuses what is outside the vocabulary."""
    rows = [
        models.Fact(case_id=case_id, about=about, name=name, value=value, recorded_at=at, by_id=by)
        for name, value in recorded.to_keep(facts).items()
    ]
    models.Fact.objects.bulk_create(rows)
    return len(rows)


@lru_cache(maxsize=64)
def pack_of(digest: str) -> Pack:
    """The pack of this digest, from what was kept when a case began under it.

    Raises ValueError when the kept content is not what its digest says.
    """
    content = models.Edition.objects.get(digest=digest).content
    pack = packs.read(json.loads(content))
    if pack.digest != digest:
        raise ValueError("a kept pack does not match its digest")
    return pack


@lru_cache(maxsize=64)
def reader_of(digest: str) -> PackReader:
    """The pack of this digest, made ready to be read for many cases."""
    return PackReader(pack_of(digest))


def bindings(case_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Binding]:
    """The binding in force of each case that has one."""
    rows = models.Binding.objects.filter(case_id__in=case_ids)
    latest = rows.order_by("case_id", "-number").distinct("case_id")
    return {row["case_id"]: _binding(row) for row in latest.values(*_BINDING)}


def all_bindings(case_id: uuid.UUID) -> tuple[Binding, ...]:
    """Every binding the case ever had, the first one first."""
    rows = models.Binding.objects.filter(case_id=case_id).order_by("number")
    return tuple(_binding(row) for row in rows.values(*_BINDING))


_BINDING = (
    "case_id",
    "number",
    "edition_id",
    "edition__pack",
    "edition__version",
    "time_zone",
    "started_at",
    "reason",
    "by_id",
    "agency_id",
)


def _binding(row: Mapping[str, Any]) -> Binding:
    return Binding(
        case_id=row["case_id"],
        number=row["number"],
        pack=row["edition__pack"],
        version=row["edition__version"],
        digest=row["edition_id"],
        zone=ZoneInfo(row["time_zone"]),
        started_at=row["started_at"],
        reason=row["reason"],
        by_id=row["by_id"],
        agency_id=row["agency_id"],
    )


def standings(
    case_ids: Sequence[uuid.UUID], *, until: datetime | None = None
) -> tuple[Standing, ...]:
    """Everything protocols holds of these cases, in their order, of those that have a pack.

    `until` leaves out what became known later.
    """
    bound = bindings(case_ids)
    facts = _facts(case_ids, until)
    pauses = _pauses(case_ids)
    waivers = _waivers(case_ids)
    return tuple(
        Standing(
            case_id=case_id,
            binding=bound[case_id],
            facts=facts[case_id].get(None, CaseFacts()),
            people={about: one for about, one in facts[case_id].items() if about is not None},
            pauses=tuple(pauses[case_id]),
            waivers=tuple(waivers[case_id]),
        )
        for case_id in case_ids
        if case_id in bound
    )


def _facts(
    case_ids: Sequence[uuid.UUID], until: datetime | None
) -> defaultdict[uuid.UUID, dict[uuid.UUID | None, CaseFacts]]:
    known_by = Q() if until is None else Q(recorded_at__lte=until)
    rows = (
        models.Fact.objects.filter(known_by, case_id__in=case_ids)
        .order_by("recorded_at", "id")
        .values_list("case_id", "about", "name", "value")
    )
    told: dict[tuple[uuid.UUID, uuid.UUID | None], list[tuple[str, Any]]] = defaultdict(list)
    for case_id, about, name, value in rows:
        told[case_id, about].append((name, value))
    known: defaultdict[uuid.UUID, dict[uuid.UUID | None, CaseFacts]] = defaultdict(dict)
    for (case_id, about), pairs in told.items():
        known[case_id][about] = recorded.facts_of(pairs)
    return known


def _pauses(case_ids: Sequence[uuid.UUID]) -> defaultdict[uuid.UUID, list[Pause]]:
    found: defaultdict[uuid.UUID, list[Pause]] = defaultdict(list)
    for row in models.Pause.objects.filter(case_id__in=case_ids).order_by("from_at"):
        period = Period(row.from_at, row.until_at)
        found[row.case_id].append(Pause(row.step, row.reason, period))
    return found


def _waivers(case_ids: Sequence[uuid.UUID]) -> defaultdict[uuid.UUID, list[Waiver]]:
    found: defaultdict[uuid.UUID, list[Waiver]] = defaultdict(list)
    approved = models.Waiver.objects.filter(case_id__in=case_ids, approved_at__isnull=False)
    for row in approved:
        if row.approved_at is not None:
            found[row.case_id].append(Waiver(row.step, row.reason, row.approved_at))
    return found


def asked_waivers(case_id: uuid.UUID) -> tuple[AskedWaiver, ...]:
    """Every waiver of the case, agreed to or not, earliest first."""
    rows = models.Waiver.objects.filter(case_id=case_id).order_by("asked_at", "id")
    return tuple(
        AskedWaiver(
            step=row.step,
            reason=row.reason,
            asked_at=row.asked_at,
            asked_by=row.asked_by,
            approved_at=row.approved_at,
            approved_by=row.approved_by,
            declined_at=row.declined_at,
            declined_by=row.declined_by,
        )
        for row in rows
    )

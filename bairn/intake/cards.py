"""From rows to cards: many reports in the same few questions as one."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from django.db.models import QuerySet

from bairn.intake import acceptance
from bairn.intake.models import Addition, Answer, File, Person, Platform, Report
from bairn.intake.terms import (
    AdditionCard,
    Channel,
    Element,
    FactValue,
    FileCard,
    FileHeld,
    PersonCard,
    PersonRole,
    QueueRow,
    ReportCard,
    ReportState,
)
from bairn.intake.terms import Answer as AnswerCard
from bairn.kernel.periods import Bounds

_Row = TypeVar("_Row", Person, File, Addition, Answer)
# What a list needs: a report's elements may be long, and its digests are for the database alone.
_LISTED = (
    "reference", "channel", "state", "received_at", "unit_id", "case_id", "platform_id",
    "incident_codes", "situation", "facts",
)  # fmt: skip


def cards(rows: Sequence[Report]) -> tuple[ReportCard, ...]:
    """The cards of these reports, in their order: six questions, however many there are."""
    ids = [row.id for row in rows]
    names = platform_names(rows)
    people = _by_report(Person.objects.filter(report_id__in=ids).order_by("place", "id"))
    files = _by_report(File.objects.filter(report_id__in=ids).order_by("received_at", "id"))
    told = _by_report(Addition.objects.filter(report_id__in=ids).order_by("added_at", "id"))
    said = _by_report(Answer.objects.filter(report_id__in=ids).order_by("answered_at", "id"))
    return tuple(
        _card(
            row,
            platform_name=names.get(row.platform_id, ""),
            people=people[row.id],
            files=files[row.id],
            additions=told[row.id],
            answers=said[row.id],
        )
        for row in rows
    )


def queue_rows(rows: Sequence[Report]) -> tuple[QueueRow, ...]:
    """The rows of a list, in their order: three questions, however many there are."""
    names = platform_names(rows)
    told = _by_report(
        Addition.objects.filter(report_id__in=[row.id for row in rows]).order_by("added_at", "id")
    )
    return tuple(
        QueueRow(
            id=row.id,
            reference=row.reference,
            channel=Channel(row.channel),
            state=ReportState(row.state),
            received_at=row.received_at,
            unit_id=row.unit_id,
            case_id=row.case_id,
            platform_name=names.get(row.platform_id, ""),
            incident_codes=tuple(row.incident_codes),
            situation=row.situation,
            facts=facts_now(row.facts, told[row.id]),
        )
        for row in rows
    )


def listed(rows: QuerySet[Report]) -> QuerySet[Report]:
    """The same reports with no more than a list needs."""
    return rows.only("id", *_LISTED)


def facts_now(
    facts: Mapping[str, FactValue], additions: Iterable[Addition]
) -> dict[str, FactValue]:
    """What is known by now: each addition in its turn, and a yes is never taken back."""
    known = dict(facts)
    for one in additions:
        known = acceptance.later_facts(known, one.facts)
    return known


def platform_names(rows: Sequence[Report]) -> Mapping[uuid.UUID | None, str]:
    """The names of the platforms that sent these reports; asked for only if there are any."""
    wanted = {row.platform_id for row in rows if row.platform_id}
    if not wanted:
        return {}
    return dict(Platform.objects.filter(id__in=wanted).values_list("id", "name"))


def answer_card(row: Answer) -> AnswerCard:
    """An answer as it is shown."""
    return AnswerCard(code=row.code, answered_at=row.answered_at, contact_by=row.contact_by)


def _by_report(rows: QuerySet[_Row]) -> Mapping[uuid.UUID, list[_Row]]:
    found: dict[uuid.UUID, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.report_id].append(row)
    return found


def _card(
    row: Report,
    *,
    platform_name: str,
    people: Sequence[Person],
    files: Sequence[File],
    additions: Sequence[Addition],
    answers: Sequence[Answer],
) -> ReportCard:
    return ReportCard(
        id=row.id,
        reference=row.reference,
        channel=Channel(row.channel),
        state=ReportState(row.state),
        received_at=row.received_at,
        unit_id=row.unit_id,
        case_id=row.case_id,
        merged_into=row.merged_into,
        platform_id=row.platform_id,
        platform_name=platform_name,
        pack=row.pack,
        situation=row.situation,
        incident_codes=tuple(row.incident_codes),
        incident=Bounds(row.incident_earliest, row.incident_latest),
        last_contact=Bounds(row.contact_earliest, row.contact_latest),
        facts=facts_now(row.facts, additions),
        kept_unknown=tuple(row.kept_unknown),
        open_elements=tuple(
            Element(path, value, tuple(attributes.items()))
            for path, value, attributes in row.open_elements
        ),
        words_id=row.words_id,
        document_id=row.document_id,
        people=tuple(map(_person_card, people)),
        files=tuple(map(_file_card, files)),
        additions=tuple(map(_addition_card, additions)),
        answers=tuple(map(answer_card, answers)),
    )


def _person_card(row: Person) -> PersonCard:
    return PersonCard(
        subject_id=row.subject_id,
        role=PersonRole(row.role),
        facts=row.facts,
        identified=row.identified,
    )


def _file_card(row: File) -> FileCard:
    return FileCard(
        id=row.id,
        file_id=row.id.hex,
        held=FileHeld(row.held),
        md5=row.md5,
        sha1=row.sha1,
        sha256=row.sha256,
        size=row.size,
        stated_digests=tuple((kind, value) for kind, value in row.stated_digests),
        classification=row.classification,
        relevance=row.relevance,
        viewed_by_platform=row.viewed_by_platform,
        exif_viewed_by_platform=row.exif_viewed_by_platform,
        publicly_available=row.publicly_available,
        annotations=frozenset(row.annotations),
        subject_id=row.subject_id,
        received_at=row.received_at,
        kept_unknown=tuple(row.kept_unknown),
    )


def _addition_card(row: Addition) -> AdditionCard:
    return AdditionCard(
        id=row.id,
        subject_id=row.subject_id,
        added_at=row.added_at,
        by_kind=row.by_kind,
        facts=row.facts,
        case_id=row.case_id,
    )

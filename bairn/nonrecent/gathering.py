"""Puts together what the triggers are asked of: a page of old files, few questions."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bairn.cases import queries as cases
from bairn.cases.queries import watching
from bairn.cases.terms import CaseCard, ClosingCard, Milestone, Outcome
from bairn.evidence import queries as evidence
from bairn.evidence.terms.neglect import OldEvidence
from bairn.kernel.actor import Actor
from bairn.linkage import queries as linkage
from bairn.nonrecent import queries
from bairn.nonrecent.kept import Marks
from bairn.nonrecent.terms import FileKind, OldFile, Why
from bairn.protocols.queries import watching as protocols
from bairn.protocols.terms import CaseFacts, Standing
from bairn.records import queries as records

PAGE = 500
EVER = datetime(1970, 1, 1, tzinfo=UTC)
OF_AGE = 18
_YEAR = timedelta(days=365.25)
# However it ended, a closed case is looked at again, but for a conviction or the suspect's death.
_AT_REST = frozenset({Outcome.CONVICTED, Outcome.SUSPECT_DIED, Outcome.TRANSFERRED})
Page = tuple[tuple[OldFile, ...], uuid.UUID | None]


def closed_page(*, actor: Actor, at: datetime, after: uuid.UUID | None) -> Page:
    """The next closed cases that did not end in a conviction; `next` is None at the end."""
    cards = watching.closed_since(actor=actor, at=at, since=EVER, after=after, limit=PAGE)
    ids = [one.id for one in cards]
    ended = watching.closings_across(actor=actor, at=at, case_ids=ids)
    asked = [one for one in cards if _ended(ended.get(one.id, ())) not in _AT_REST]
    files = _Told(asked, actor, at).files(FileKind.CLOSED)
    return files, ids[-1] if len(cards) == PAGE else None


def open_page(*, actor: Actor, at: datetime, after: uuid.UUID | None) -> Page:
    """The next open cases that were told a year or more after."""
    cards = watching.open_between(actor=actor, at=at, after=after, until=None, limit=PAGE)
    told = _Told(cards, actor, at)
    return told.files(FileKind.NON_RECENT), cards[-1].id if len(cards) == PAGE else None


def imported(*, actor: Actor, at: datetime) -> tuple[OldFile, ...]:
    """Every collection as a whole, and each of its records to which there is a lead."""
    collections = records.to_review(actor=actor, at=at)
    leads = linkage.waiting_across(actor=actor, at=at, holder_ids=list(collections))
    raised = queries.raised_across(actor=actor, at=at, holder_ids=list(collections))
    found = []
    for collection_id, since in collections.items():
        marks = raised.get(collection_id, {})
        found.append(
            OldFile(
                holder_id=collection_id,
                kind=FileKind.IMPORTED,
                since=since,
                looked_at=_looked(marks),
                raised=_of_record(marks, None),
            )
        )
        by_record: dict[uuid.UUID, list[tuple[uuid.UUID, datetime]]] = defaultdict(list)
        for lead in leads.get(collection_id, ()):
            by_record[lead.subject_id].append((lead.id, lead.found_at))
        found += [
            OldFile(
                holder_id=collection_id,
                record_id=record_id,  # a record has the id of its subject
                kind=FileKind.IMPORTED,
                since=at,  # time alone brings back the collection, not each of its records
                leads=tuple(waiting),
                raised=_of_record(marks, record_id),
            )
            for record_id, waiting in by_record.items()
        ]
    return tuple(found)


@dataclass(slots=True, init=False)
class _Told:
    """What the rooms below say of a page of cases."""

    cards: Sequence[CaseCard]
    standings: Mapping[uuid.UUID, Standing]
    evidence: Mapping[uuid.UUID, OldEvidence]
    marks: Mapping[uuid.UUID, tuple[Milestone, ...]]
    leads: Mapping[uuid.UUID, tuple[Any, ...]]
    raised: Mapping[uuid.UUID, Marks]

    def __init__(self, cards: Sequence[CaseCard], actor: Actor, at: datetime) -> None:
        self.cards = cards
        ids = [one.id for one in cards]
        this: dict[str, Any] = {"actor": actor, "at": at, "case_ids": ids}
        self.standings = protocols.standings_across(**this)
        self.evidence = evidence.old_files_across(**this)
        self.marks = cases.milestones_across(**this)
        self.leads = linkage.waiting_across(actor=actor, at=at, holder_ids=ids)
        self.raised = queries.raised_across(actor=actor, at=at, holder_ids=ids)

    def files(self, kind: FileKind) -> tuple[OldFile, ...]:
        """Each case as the rules read it; of open ones, those that are non-recent."""
        return tuple(
            self._file(one, kind)
            for one in self.cards
            if kind is FileKind.CLOSED or self._values(one.id).get("non_recent") is True
        )

    def _file(self, card: CaseCard, kind: FileKind) -> OldFile:
        values, held = self._values(card.id), self.evidence.get(card.id, OldEvidence())
        standing, marks = self.standings.get(card.id), self.raised.get(card.id, {})
        offences = values.get("offences")
        return OldFile(
            holder_id=card.id,
            kind=kind,
            since=card.closed_at or card.opened_at,
            pack=standing.binding.pack if standing else "",
            offences=frozenset(offences) if isinstance(offences, tuple) else frozenset(),
            exhibit_kinds=held.exhibit_kinds,
            of_age_at=tuple(self._of_age(card)),
            disposal_at=tuple(
                (kit.id, kit.disposal_at) for kit in held.kits if kit.disposal_at and not kit.gone
            ),
            matches=tuple(
                (one.id, one.recorded_at)
                for one in self.marks.get(card.id, ())
                if one.kind == "db_hit"
            ),
            leads=tuple((one.id, one.found_at) for one in self.leads.get(card.id, ())),
            looked_at=_looked(marks),
            raised=_of_record(marks, None),
        )

    def _values(self, case_id: uuid.UUID) -> Mapping[str, object]:
        standing = self.standings.get(case_id)
        return standing.facts.values if standing else {}

    def _of_age(self, card: CaseCard) -> list[datetime]:
        """When each child is sure to have come of age: the age told is the youngest they can be,
        so the year after is when nobody doubts it."""
        standing = self.standings.get(card.id)
        facts: list[CaseFacts] = [standing.facts, *standing.people.values()] if standing else []
        ages = {age for one in facts if isinstance(age := one.values.get("age"), int)}
        return sorted(card.opened_at + (OF_AGE - age) * _YEAR for age in ages if age < OF_AGE)


def _ended(closings: Sequence[ClosingCard]) -> Outcome | None:
    return closings[-1].outcome if closings else None


def _looked(marks: Marks) -> datetime | None:
    return max(marks.values(), default=None)


def _of_record(
    marks: Marks, record_id: uuid.UUID | None
) -> dict[tuple[Why, uuid.UUID | None], datetime]:
    return {
        (why, cause_id): moment
        for (record, why, cause_id), moment in marks.items()
        if record == record_id
    }

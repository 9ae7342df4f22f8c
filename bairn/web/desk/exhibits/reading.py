"""What the pages of exhibits show of one case, each as one look: one transaction, one entry."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bairn.access import gate
from bairn.access import queries as access
from bairn.access.terms import StaffCard
from bairn.evidence import queries as evidence
from bairn.evidence.terms import Chain, ExhibitCard, ExhibitFile, Hands, PlaceCard
from bairn.kernel.actor import Actor
from bairn.web.desk import case_words, may
from bairn.web.desk.exhibits import framing, path, saying
from bairn.web.desk.exhibits.framing import Frame
from bairn.web.desk.files import reading as filed


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One exhibit of the table."""

    card: ExhibitCard
    depth: int  # below how many others it stands
    about: str
    breaks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """A case with its exhibits, their chains, and everybody whom they name."""

    file: Frame
    cards: tuple[ExhibitCard, ...] = ()
    chains: Mapping[uuid.UUID, Chain] = field(default_factory=dict)
    circle: tuple[StaffCard, ...] = ()  # in service
    staff: Mapping[uuid.UUID, StaffCard] = field(default_factory=dict)
    places: Mapping[uuid.UUID, str] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        """The clock of the case, or of the kit's place."""
        return framing.zone_of(self.file)

    def called(self, participant: uuid.UUID | None) -> str:
        """Somebody's pseudonym; nothing where the reader may not know who takes part."""
        found = (one for one in self.file.people if one.id == participant)
        return next((case_words.called(one) for one in found), "")

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every exhibit, what was taken from one below it."""
        return tuple(self._rows())

    def _rows(self) -> Iterator[Row]:
        for card, depth in in_order(self.cards):
            chain = self.chains.get(card.id)
            events = {one.number: one for one in chain.events} if chain else {}
            found = [saying.why_broken(one, events) for one in chain.breaks] if chain else []
            yield Row(
                card=card,
                depth=depth,
                about=self.called(card.about),
                breaks=tuple(dict.fromkeys(found)),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class OneExhibit:
    """One exhibit with its case, and everybody and every place that its chain names."""

    shown: EvidenceFile
    one: ExhibitFile
    stores: tuple[PlaceCard, ...] = ()  # where the reader may put it
    files: tuple[filed.Row, ...] = ()  # of this exhibit, where the reader's role lists any

    @property
    def card(self) -> ExhibitCard:
        """How it stands."""
        return self.one.card


def in_order(cards: Iterable[ExhibitCard]) -> Iterator[tuple[ExhibitCard, int]]:
    """Exhibits by number, each followed by what was taken from it; no one is lost.

    Somebody who sees a part and not the whole sees the part standing by itself.
    """
    below: dict[uuid.UUID | None, list[ExhibitCard]] = {}
    rows = sorted(cards, key=lambda one: one.number)
    known = {one.id for one in rows}
    for card in rows:
        below.setdefault(card.parent_id if card.parent_id in known else None, []).append(card)
    waiting = [(one, 0) for one in reversed(below.get(None, []))]
    while waiting:
        card, depth = waiting.pop()
        yield card, depth
        waiting += [(one, depth + 1) for one in reversed(below.get(card.id, []))]


@gate.look("desk.case_evidence")
def evidence_file(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> EvidenceFile:
    """The case, its exhibits and where each chain does not hold."""
    frame = framing.frame_of(actor, at, case_id)
    case_id = frame.card.id
    cards = evidence.exhibits(actor=actor, at=at, case_id=case_id)
    chains = evidence.chains_of_case(actor=actor, at=at, case_id=case_id)
    named = [one.hands for one in cards]
    return _around(actor, at, frame, cards=cards, chains=chains, named=named)


@gate.look("desk.exhibit")
def one_exhibit(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, exhibit_id: uuid.UUID
) -> OneExhibit:
    """One exhibit with its chain, in its case."""
    frame = framing.frame_of(actor, at, case_id)
    case_id = frame.card.id
    one = evidence.exhibit(actor=actor, at=at, case_id=case_id, exhibit_id=exhibit_id)
    also = [*path.staff_of(one.chain.events), one.registered_by]
    also += [one.collected_by] if one.collected_by else []
    also += [row.by_id for row in one.explanations] + [row.by_id for row in one.corrections]
    shown = _around(actor, at, frame, cards=(one.card, *one.children), named=[], also=also)
    files = _files(actor, at, frame, exhibit_id)
    return OneExhibit(shown=shown, one=one, stores=_stores(actor, at), files=files)


def _files(
    actor: Actor, at: datetime, frame: Frame, exhibit_id: uuid.UUID
) -> tuple[filed.Row, ...]:
    looks = ("evidence.files", "evidence.locks", "evidence.check_states")
    if isinstance(frame, framing.KitFrame) or any(may.off(look, actor) for look in looks):
        return ()
    return filed.rows_of(actor=actor, at=at, case_id=frame.card.id, exhibit_id=exhibit_id)


def _around(
    actor: Actor,
    at: datetime,
    frame: Frame,
    *,
    cards: tuple[ExhibitCard, ...],
    named: Collection[Hands],
    chains: Mapping[uuid.UUID, Chain] | None = None,
    also: Collection[uuid.UUID] = (),
) -> EvidenceFile:
    circle = access.circle_of(actor=actor, at=at, case_id=frame.card.id)
    wanted = {one.staff_id for one in circle} | {*also}
    wanted |= {one.staff_id for one in named if one.staff_id}
    staff = access.staff_of(actor=actor, at=at, ids=wanted)
    mine = [staff[one.staff_id] for one in circle if one.staff_id in staff]
    in_service = {one.id: one for one in mine if one.active}
    return EvidenceFile(
        file=frame,
        cards=cards,
        chains=chains or {},
        circle=tuple(sorted(in_service.values(), key=lambda one: one.display_name)),
        staff=staff,
        places={one.id: one.name for one in _stores(actor, at)},
    )


def _stores(actor: Actor, at: datetime) -> tuple[PlaceCard, ...]:
    if may.off("evidence.places", actor):
        return ()
    return evidence.places(actor=actor, at=at)


@gate.look("desk.continuity")
def to_print(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, exhibit_id: uuid.UUID
) -> tuple[uuid.UUID, OneExhibit]:
    """One exhibit for its statement on paper, and the entry of this look, which the paper names."""
    gate.subject(exhibit_id)
    return gate.entry_id(), one_exhibit(actor=actor, at=at, case_id=case_id, exhibit_id=exhibit_id)

"""Who answers for a signal: somebody outside the unit, outside the circle, and not kept out."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bairn.access.terms import ExclusionReason, Role
from bairn.vigilance.terms.reading import CaseReading


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who may own signals, and how many unanswered ones they own now."""

    staff_id: uuid.UUID
    unit_id: uuid.UUID | None
    roles: frozenset[str]
    waiting: int = 0

    @property
    def inspects(self) -> bool:
        """Whether they are an inspector."""
        return Role.INSPECTOR.value in self.roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Who stands too near to a case to answer for it."""

    unit_id: uuid.UUID | None
    staff: frozenset[uuid.UUID] = frozenset()  # in the circle, or kept out themselves
    units: frozenset[uuid.UUID] = frozenset()  # kept out as a whole

    @classmethod
    def of(
        cls,
        *,
        unit_id: uuid.UUID | None,
        circle: Iterable[uuid.UUID],
        kept_out: Sequence[tuple[uuid.UUID | None, uuid.UUID | None, str]],
    ) -> "Near":
        """From who is in the circle, and who is kept out: person, unit, reason."""
        people = {staff_id for staff_id, _, _ in kept_out if staff_id}
        # A person who is implicated brings their unit with them; it is kept out as a whole.
        units = {
            unit
            for staff_id, unit, reason in kept_out
            if unit and (staff_id is None or reason == ExclusionReason.IMPLICATED.value)
        }
        return cls(unit_id=unit_id, staff=frozenset({*circle, *people}), units=frozenset(units))

    def beside(self, unit_id: uuid.UUID | None) -> "Near":
        """The same for a signal that is about this unit as well: its case may have moved."""
        return self if unit_id is None else replace(self, units=self.units | {unit_id})

    def excludes(self, one: Candidate) -> bool:
        """Whether this person may not own a signal here."""
        own = one.unit_id is not None and one.unit_id == self.unit_id
        return own or one.staff_id in self.staff or one.unit_id in self.units


@dataclass(slots=True)
class Choice:
    """Chooses owners while a sweep runs, and counts along so that the work is spread."""

    candidates: Mapping[uuid.UUID, Candidate]
    named: Mapping[uuid.UUID, uuid.UUID]  # unit to its named overseer
    given: dict[uuid.UUID, int] = field(default_factory=dict)

    def owner(self, near: Near, *, who: Sequence[str]) -> uuid.UUID | None:
        """The unit's named overseer, else an inspector outside it who has least; None: nobody."""
        name = self.named.get(near.unit_id) if near.unit_id else None
        named = self.candidates.get(name) if name else None
        if named and not near.excludes(named) and not named.roles.isdisjoint(who):
            return self._give(named.staff_id)
        return self.inspector(near)

    def inspector(self, near: Near, *, but: Iterable[uuid.UUID | None] = ()) -> uuid.UUID | None:
        """An inspector outside the unit with the fewest unanswered signals; not one of `but`."""
        others = set(but)
        fitting = [one for one in self.inspectors(near) if one.staff_id not in others]
        least = min(fitting, key=lambda one: (self._load(one), one.staff_id), default=None)
        return None if least is None else self._give(least.staff_id)

    def inspectors(self, near: Near) -> list[Candidate]:
        """Every inspector who is not too near."""
        return [one for one in self.candidates.values() if one.inspects and not near.excludes(one)]

    def fits(self, staff_id: uuid.UUID | None, near: Near, *, who: Sequence[str]) -> bool:
        """Whether this owner may still own it: in service, in a role that may, and not near."""
        one = self.candidates.get(staff_id) if staff_id else None
        return one is not None and not near.excludes(one) and not one.roles.isdisjoint(who)

    def _load(self, one: Candidate) -> int:
        return one.waiting + self.given.get(one.staff_id, 0)

    def _give(self, staff_id: uuid.UUID) -> uuid.UUID:
        self.given[staff_id] = self.given.get(staff_id, 0) + 1
        return staff_id


def near_case(case: CaseReading) -> Near:
    """Who is too near to this case."""
    return Near.of(
        unit_id=case.unit_id,
        circle=[one.staff_id for one in case.circle],
        kept_out=[(one.staff_id, one.unit_id, one.reason) for one in case.kept_out],
    )

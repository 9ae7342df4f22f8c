"""The one process that holds the index: takes up who changed, prints, compares, puts down leads.

No door waits for it and no door asks it, so its time tells nobody anything. Whatever stops it, the
changes that it had not put down wait in the vault and are taken up again: everything here may be
done twice.
"""

import logging
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from django.db import InterfaceError, OperationalError

from bairn.access import across
from bairn.access.terms import HolderKind
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.likeness import reading, texts
from bairn.likeness.prints import Print
from bairn.linkage import actions, matching, shelf
from bairn.linkage.terms.leads import FoundLead, LeadSource, Side
from bairn.vault import actions as vault_actions
from bairn.vault import opening
from bairn.vault.actions import changes as taking
from bairn.vault.queries import changes
from bairn.vault.queries import matching as vault_matching
from bairn.vault.terms import Changed
from bairn.vault.waiting import anything as anything_waits

AT_ONCE = 500  # changes of one turn
WAIT = 0.5  # seconds between two looks for changes
_log = logging.getLogger(__name__)


class Matcher:
    """Holds the index for writing; `turn` takes up what waits."""

    def __init__(self, home: Path, actor: Callable[[], Actor]) -> None:
        self._home, self._actor = home, actor
        self.index, self.fresh = shelf.open_or_make(home)
        self.erased = 0

    def close(self) -> None:
        """Let go of the index."""
        self.index.close()

    def turn(self, at: datetime) -> int:
        """Take up at most 500 changes; how many there were. Safe to repeat after a crash."""
        actor = self._actor()
        older = across.holders_of_kind(actor=actor, at=at, kind=HolderKind.RECORDS)
        # A report that comes in while a million older records do is compared first.
        waiting = changes.waiting(actor=actor, at=at, limit=AT_ONCE, last=older)
        if not waiting:
            return 0
        self._forget([one for one in waiting if one.gone], actor, at)
        kinds = across.holder_kinds(
            actor=actor, at=at, holder_ids=[one.holder_id for one in waiting]
        )
        taken = [one for one in waiting if one.gone]
        for holder, people in _by_holder(one for one in waiting if not one.gone).items():
            taken += self._of_holder(holder, people, kinds.get(holder), actor, at)
        taking.taken(actor=actor, at=at, changes=taken)
        if self.erased:
            shelf.renew(self._home, self.index)
            self.erased = 0
        elif self.index.due():
            self.index.compact()
        return len(waiting)

    def _forget(self, gone: Sequence[Changed], actor: Actor, at: datetime) -> None:
        for one in gone:
            if self.index.holds(one.subject_id):
                self.index.remove(one.subject_id)
                self.erased += 1
        if gone:
            actions.forget(actor=actor, at=at, subject_ids=[one.subject_id for one in gone])

    def _of_holder(
        self,
        holder: uuid.UUID,
        people: Sequence[Changed],
        kind: HolderKind | None,
        actor: Actor,
        at: datetime,
    ) -> list[Changed]:
        """What of these people was taken up. Who cannot be read now keeps nobody else waiting."""
        done: list[Changed] = []
        for start in range(0, len(people), opening.MOST_AT_ONCE):
            part = people[start : start + opening.MOST_AT_ONCE]
            if self._matched(holder, part, kind, actor, at):
                done += part
                continue
            one_by_one = [one for one in part if self._matched(holder, [one], kind, actor, at)]
            done += one_by_one
            self._put_off([one for one in part if one not in one_by_one], actor, at)
        return done

    def _matched(
        self,
        holder: uuid.UUID,
        people: Sequence[Changed],
        kind: HolderKind | None,
        actor: Actor,
        at: datetime,
    ) -> bool:
        try:
            self._match(holder, people, kind, actor, at)
        except (OperationalError, InterfaceError):
            raise  # the database is away: everything waits, and the process is started anew
        except Exception as error:  # whatever ails one must not stop all others
            # The kind alone: a message may hold what somebody wrote.
            code = error.code if isinstance(error, Refusal) else type(error).__name__
            _log.warning("%d of one holder were not compared: %s", len(people), code)
            return False
        return True

    def _put_off(self, people: Sequence[Changed], actor: Actor, at: datetime) -> None:
        if people:
            taking.put_off(actor=actor, at=at, changes=people)

    def _match(
        self,
        holder: uuid.UUID,
        people: Sequence[Changed],
        kind: HolderKind | None,
        actor: Actor,
        at: datetime,
    ) -> None:
        wanted = [one.subject_id for one in people]
        where = {"report_id" if kind is HolderKind.REPORT else "case_id": holder}
        fields = vault_matching.read_for_matching(actor=actor, at=at, subject_ids=wanted, **where)
        prints = {
            subject: texts.print_of(reading.sighting_of(said), self.index.keys)
            for subject, said in fields.items()
        }
        known = frozenset(one for one in wanted if self.index.holds(one))
        self.index.add_many((subject, holder, print_) for subject, print_ in prints.items())
        sides = [Side(subject, holder) for subject in prints]
        actions.move_leads(actor=actor, at=at, sides=[s for s in sides if s.subject_id in known])
        if kind is HolderKind.RECORDS:
            return  # older records are compared all at once, by `bairn link`
        self._keep(sides, prints, known, actor, at)

    def _keep(
        self,
        sides: Sequence[Side],
        prints: Mapping[uuid.UUID, Print],
        known: frozenset[uuid.UUID],
        actor: Actor,
        at: datetime,
    ) -> None:
        alert = self.index.model.alert
        for edited in (False, True):
            part = [side for side in sides if (side.subject_id in known) is edited]
            if not part:
                continue
            found: list[FoundLead] = []
            for side in part:
                matches = self.index.ask(prints[side.subject_id], leave_out=side.subject_id)
                found += matching.found(side, matches, alert=alert)
            new = actions.keep_leads(
                actor=actor,
                at=at,
                found=matching.once(found),
                source=LeadSource.EDIT if edited else LeadSource.INTAKE,
                model=self.index.model.version,
                keys=shelf.secret_name(self._home),
                checked=part,
            )
            if new:
                # Somebody may be about to act on whoever was just found to be in another file.
                actions.meet_plans(actor=actor, at=at)


def serve(
    home: Path,
    actor: Callable[[], Actor],
    stop: Callable[[], bool],
    told: Callable[[int], None] = lambda done: None,
) -> None:
    """Take up changes until `stop` says so."""
    matcher = Matcher(home, actor)
    try:
        if matcher.fresh:
            vault_actions.ask_all(actor=actor(), at=clock.now())
        while not stop():
            done = matcher.turn(clock.now()) if anything_waits() else 0
            if done:
                told(done)
            else:
                time.sleep(WAIT)
    finally:
        matcher.close()


def _by_holder(people: Iterable[Changed]) -> dict[uuid.UUID, list[Changed]]:
    found: dict[uuid.UUID, list[Changed]] = defaultdict(list)
    for one in people:
        found[one.holder_id].append(one)
    return found

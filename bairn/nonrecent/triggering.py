"""Which triggers fire for an old file: plain rules over codes and moments."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime

from bairn.nonrecent.terms import Book, Change, Declared, Due, OldFile, Trigger, Why

_OF_DECLARED = {
    Declared.LIMITATION_CHANGE: Why.LIMITATION_CHANGE,
    Declared.NEW_LAB_METHOD: Why.NEW_LAB_METHOD,
}
Cause = tuple[Why, uuid.UUID | None, datetime]


def due(file: OldFile, changes: Iterable[Change], book: Book, *, at: datetime) -> tuple[Due, ...]:
    """The triggers that fire now, each cause once; what was raised comes again only after `again`.

    A trigger in force says no more than "look": what is found is for a person to say.
    """
    found = []
    for why, cause_id, moment in _causes(file, changes, book, at):
        trigger = book.triggers[why]
        if file.kind in trigger.asked_of and _may_come(trigger, file, cause_id, at):
            found.append(Due(why=why, cause_id=cause_id, at=moment, answer_by=at + trigger.answer))
    return tuple(sorted(found, key=lambda one: (one.answer_by, list(Why).index(one.why))))


def concerns(change: Change, file: OldFile) -> bool:
    """Whether a declared change concerns this file: every set that is not empty must meet it.

    A file of which a set is unknown is concerned: the doubt is settled by whoever looks.
    """
    return all(
        not wanted or not known or wanted & known
        for wanted, known in (
            (change.packs, frozenset({file.pack} - {""})),
            (change.offences, file.offences),
            (change.exhibit_kinds, file.exhibit_kinds),
        )
    )


def _causes(file: OldFile, changes: Iterable[Change], book: Book, at: datetime) -> Iterator[Cause]:
    for lead_id, moment in file.leads:
        yield Why.NEW_LINK, lead_id, moment
    for match_id, moment in file.matches:
        yield Why.DATABASE_MATCH, match_id, moment
    for change in changes:
        if change.from_at <= at and concerns(change, file):
            yield _OF_DECLARED[change.kind], change.id, change.from_at
    for moment in file.of_age_at:
        # Who was of age already when the file came to rest was told of their rights then.
        if file.since < moment <= at:
            yield Why.VICTIM_TURNED_18, None, moment
            break
    near = book.triggers[Why.KIT_NEAR_DISPOSAL].within
    for kit_id, moment in file.disposal_at:
        if near is not None and moment - near <= at:
            yield Why.KIT_NEAR_DISPOSAL, kit_id, moment
    every = book.triggers[Why.PERIODIC].within
    rested = max(filter(None, (file.since, file.looked_at)))
    if every is not None and rested + every <= at:
        yield Why.PERIODIC, None, rested + every


def _may_come(trigger: Trigger, file: OldFile, cause_id: uuid.UUID | None, at: datetime) -> bool:
    last = file.raised.get((trigger.why, cause_id))
    return last is None or (trigger.again is not None and last + trigger.again <= at)

"""Entries of the record in the reader's words: what was done, by whom, about whom."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bairn.access import gate
from bairn.access.terms import Purpose, StaffCard
from bairn.kernel import catalogue
from bairn.kernel.text import Text
from bairn.oversight.terms import EntryKind, Place, RecordedEntry
from bairn.web.desk import addressing, case_words, words

_TITLES = Path(__file__).parent / "catalogue" / "acts.yaml"
KINDS = {
    EntryKind.ACT: (gettext_lazy("done"), "accent"),
    EntryKind.LOOK: (gettext_lazy("seen"), ""),
    EntryKind.REFUSAL: (gettext_lazy("refused"), "red"),
    EntryKind.SIGNAL: (gettext_lazy("signal"), "amber"),
}
_OTHERS = {
    "reporter": gettext_lazy("a reporter"),
    "platform": gettext_lazy("a platform"),
    "partner": gettext_lazy("a partner agency"),
    "system": gettext_lazy("the house itself"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryShown:
    """One entry as a list shows it; `index` is None while it is being recorded."""

    id: uuid.UUID
    at: datetime
    act: str
    words: str
    kind: str
    colour: str
    who: str
    actor_id: uuid.UUID
    purpose: str
    about: str
    code: str
    index: int | None
    inner: bool  # part of another act


@lru_cache(maxsize=1)
def titles() -> dict[str, Text]:
    """What each act and look of the house is called."""
    return {act: Text(**words) for act, words in catalogue.load(_TITLES).items()}


def title(act: str) -> str:
    """The act in plain words; without a title of its own, the reason its policy gives."""
    known = titles().get(act)
    if known is None:
        row = gate.policy().get(act)
        known = Text(**row.why) if row else Text(act, act)
    return case_words.said(known)


def shown(
    rows: Iterable[RecordedEntry],
    *,
    staff: Mapping[uuid.UUID, StaffCard],
    called: Mapping[uuid.UUID, str],
) -> tuple[EntryShown, ...]:
    """The entries in words; `called` says under which pseudonym a subject is known here."""
    return tuple(_shown(row, staff, called) for row in rows)


def _shown(
    row: RecordedEntry, staff: Mapping[uuid.UUID, StaffCard], called: Mapping[uuid.UUID, str]
) -> EntryShown:
    entry = row.entry
    kind, colour = KINDS[entry.kind]
    card = staff.get(entry.actor_id)
    about = called.get(entry.subject_id, "") if entry.subject_id else ""
    return EntryShown(
        id=entry.id,
        at=entry.at,
        act=entry.act,
        words=title(entry.act),
        kind=str(kind),
        colour=colour,
        who=card.display_name if card else str(_OTHERS.get(entry.actor_kind, _("somebody"))),
        actor_id=entry.actor_id,
        purpose=_purpose(entry.purpose),
        about=about,
        code=entry.code,
        index=row.index,
        inner=entry.within is not None,
    )


def _purpose(code: str) -> str:
    try:
        return str(words.PURPOSES[Purpose(code)])
    except ValueError:
        return ""


def key_of(place: Place | None) -> str:
    """Where a page ends, as the address of the next one says it."""
    return addressing.key_of(place.at, place.id) if place else ""


def place_of(key: str) -> Place | None:
    """The place an address names; None for anything else."""
    found = addressing.moment_and_id(key)
    return Place(at=found[0], id=found[1]) if found else None

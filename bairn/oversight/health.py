"""Whether the record lives: read from its newest head on the disk, so that no database is asked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from bairn.oversight import notes
from bairn.oversight.folders import RecordFolder
from bairn.oversight.notes import NoteFault, PublicKey
from bairn.oversight.sequencer import INTERVAL

STALE_AFTER = 2 * INTERVAL


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadHealth:
    """How old the newest cosigned head is; `age` is None when no witness has seen the head."""

    size: int | None
    age: timedelta | None
    stale: bool


def head_health(*, at: datetime) -> HeadHealth:
    """The state of the head at `at`; a missing, torn or unwitnessed head counts as stale."""
    folder = RecordFolder.of(Path(settings.BAIRN_HOME))
    try:
        text = folder.checkpoint.read_text(encoding="utf-8")
        head = notes.open_note(text, folder.public_key())
        seen = _seen_at(text, folder)
    except (OSError, NoteFault, UnicodeDecodeError):
        return HeadHealth(size=None, age=None, stale=True)
    age = at - seen if seen else None
    return HeadHealth(size=head.size, age=age, stale=age is None or age > STALE_AFTER)


def head_age(*, at: datetime) -> timedelta | None:
    """How long ago every witness last saw the newest head; None when none has."""
    return head_health(at=at).age


def _seen_at(text: str, folder: RecordFolder) -> datetime | None:
    keys = folder.witness_keys.read_text(encoding="utf-8").splitlines()
    seen = [notes.cosigned_at(text, PublicKey.parse(key)) for key in keys]
    return min((moment for moment in seen if moment), default=None) if all(seen) else None

"""Whether the record lives: read from its newest head on the disk, so that no database is asked."""

import socket
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlparse

from django.conf import settings

from bairn.oversight import notes
from bairn.oversight.folders import RecordFolder, WitnessFolder
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


def published_age(*, at: datetime) -> timedelta | None:
    """How long ago the sequencer last wrote the head; None when it never has."""
    path = RecordFolder.of(Path(settings.BAIRN_HOME)).checkpoint
    try:
        written = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    except OSError:
        return None
    return max(at - written, timedelta(0))


def neighbour_answers() -> bool:
    """Whether the witness beside us answers on its port, within a second."""
    address = WitnessFolder.of(Path(settings.BAIRN_HOME)).address
    try:
        where = urlparse(address.read_text(encoding="utf-8").strip())
        with socket.create_connection((where.hostname or "", where.port or 0), timeout=1):
            return True
    except OSError:
        return False

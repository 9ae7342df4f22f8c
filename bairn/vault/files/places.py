"""Where encrypted files lie: under their own ids, private, and brought to the disk before a name.

No path is ever made of what somebody said: an id is all that stands in one.
"""

import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings

from bairn.vault.files.disk import prepare, put, sync_folder

__all__ = ["arriving", "place", "prepare", "put", "remove", "sweep", "sync_folder"]

EVIDENCE = "evidence"
RESTRICTED = "restricted"  # intake's
_SUFFIX = ".sealed"
_ARRIVING = "arriving"
OLD_SECONDS = 24 * 3600


def place(file_id: uuid.UUID, *, folder: str = EVIDENCE) -> Path:
    """Where the whole file stands."""
    return _home(folder) / file_id.hex[-2:] / f"{file_id.hex}{_SUFFIX}"


def arriving(file_id: uuid.UUID, *, folder: str = EVIDENCE) -> Path:
    """Where what has come of it so far stands."""
    return _home(folder) / _ARRIVING / f"{file_id.hex}.part"


def remove(file_id: uuid.UUID, *, folder: str = EVIDENCE) -> None:
    """Nothing of this file is left: not the whole, not what was arriving."""
    place(file_id, folder=folder).unlink(missing_ok=True)
    part = arriving(file_id, folder=folder)
    for one in part.parent.glob(f"{file_id.hex}.*"):
        one.unlink(missing_ok=True)


def sweep(
    known: Callable[[uuid.UUID], bool], *, folder: str = EVIDENCE, now: float | None = None
) -> int:
    """Removes what is older than a day and of no row that is `known`; how many files.

    Its act was not committed, so its key exists nowhere and nobody could ever open it.
    """
    before = (time.time() if now is None else now) - OLD_SECONDS
    removed = 0
    for path in _old_files(_home(folder), before):
        file_id = _id_of(path)
        if file_id is None or not known(file_id):
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _old_files(home: Path, before: float) -> Iterator[Path]:
    for path in home.glob("*/*"):
        if path.is_file() and path.stat().st_mtime < before:
            yield path


def _id_of(path: Path) -> uuid.UUID | None:
    whole = path.parent.name != _ARRIVING
    if whole and path.suffix != _SUFFIX:
        return None
    try:
        return uuid.UUID(path.name.partition(".")[0])
    except ValueError:
        return None


def _home(folder: str) -> Path:
    return Path(settings.BAIRN_HOME) / folder

"""Where sealed files lie, and the sweeping of those that no report knows. No look opens one."""

import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from bairn.intake.models import File

_SUFFIX = ".sealed"
_OLD_SECONDS = 24 * 3600  # an upload that takes longer has failed


def place_of(file_id: uuid.UUID) -> Path | None:
    """Where this file's sealed content goes; None where the house keeps digests alone."""
    if settings.BAIRN_RESTRICTED_FILES != "sealed":
        return None
    return _folder() / file_id.hex[-2:] / f"{file_id.hex}{_SUFFIX}"


def sweep(*, now: float | None = None) -> int:
    """Removes what no report knows: its act was not committed, so its key exists nowhere."""
    before = (time.time() if now is None else now) - _OLD_SECONDS
    removed = 0
    for path in _old_files(before):
        file_id = _id_of(path)
        if file_id is None or not File.objects.filter(id=file_id, held="sealed").exists():
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _old_files(before: float) -> Iterator[Path]:
    for path in _folder().glob("*/*"):
        if path.is_file() and path.stat().st_mtime < before:
            yield path


def _id_of(path: Path) -> uuid.UUID | None:
    if path.suffix != _SUFFIX:
        return None  # half written
    try:
        return uuid.UUID(path.stem)
    except ValueError:
        return None


def _folder() -> Path:
    return Path(settings.BAIRN_HOME) / "restricted"

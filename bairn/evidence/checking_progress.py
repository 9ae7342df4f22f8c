"""How far a check is: a number beside the files for as long as it runs, and nothing else."""

import uuid
from contextlib import suppress
from pathlib import Path

from bairn.vault.files import places


def tell(file_id: uuid.UUID, read: int, length: int) -> None:
    """So much of it was read; a poll need not see every burst."""
    before = percent(max(0, read - 1024**2), length)
    now = percent(read, length)
    if now == before:
        return
    path = _path(file_id)
    with suppress(OSError):  # a check matters, how far it is does not
        places.prepare(path)
        path.write_text(str(now))


def ask(file_id: uuid.UUID) -> int | None:
    """Per cent that are read; None while none is."""
    with suppress(OSError, ValueError):
        return int(_path(file_id).read_text())
    return None


def forget(file_id: uuid.UUID) -> None:
    """It has ended."""
    with suppress(OSError):
        _path(file_id).unlink(missing_ok=True)


def percent(read: int, length: int) -> int:
    """Whole per cent; an empty file is read at once."""
    return 100 if not length else read * 100 // length


def _path(file_id: uuid.UUID) -> Path:
    return places.arriving(file_id).with_suffix(".percent")

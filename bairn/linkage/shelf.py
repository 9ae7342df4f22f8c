"""Where the index lies, under which secret, and how an erasure makes it another.

`BAIRN_HOME/linkage/secret` names the secret that is in force; `secret.next` the one that a
compaction is about to bring. Whoever is stopped in between finds the index under either.
"""

import os
import uuid
from pathlib import Path

from bairn.likeness.index import Index, IndexBrokenError
from bairn.likeness.keys import Keys
from bairn.vault import keys
from bairn.vault.keyservice import KeyGoneError

FOLDER, SECRET, NEXT = "linkage", "secret", "secret.next"


def open_or_make(home: Path) -> tuple[Index, bool]:
    """The index for writing, and whether it is a new one that has to be filled from the vault.

    An index that is broken, or whose secret is gone, is put away and made anew.
    """
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in (SECRET, NEXT):
        if found := _opened(folder, name):
            _settle(folder, name)
            return found, False
    _put_away(folder)
    secret_id = uuid.uuid4()
    index = Index.create(folder / "index", _keys(secret_id))
    _write(folder / SECRET, secret_id)
    (folder / NEXT).unlink(missing_ok=True)
    return index, True


def renew(home: Path, index: Index) -> None:
    """Write the index anew under another secret and destroy the one before: erasure, proven."""
    folder = home / FOLDER
    old, new = _read(folder / SECRET), uuid.uuid4()
    _write(folder / NEXT, new)
    index.compact(_keys(new))
    _settle(folder, NEXT)
    if old is not None:
        keys.service().destroy_index(old)


def secret_name(home: Path) -> str:
    """Which secret is in force; it stands with each reason that was made with it."""
    return str(_read(home / FOLDER / SECRET) or "")


def _opened(folder: Path, name: str) -> Index | None:
    secret_id = _read(folder / name)
    if secret_id is None:
        return None
    try:
        return Index.open(folder / "index", _keys(secret_id))
    except (IndexBrokenError, KeyGoneError, FileNotFoundError):
        return None


def _settle(folder: Path, name: str) -> None:
    """The secret that opened the index is the one in force; another one is destroyed."""
    in_force, upcoming = _read(folder / SECRET), _read(folder / NEXT)
    if name == NEXT and upcoming is not None:
        (folder / NEXT).replace(folder / SECRET)
        if in_force is not None and in_force != upcoming:
            keys.service().destroy_index(in_force)
    elif upcoming is not None:
        (folder / NEXT).unlink()
        keys.service().destroy_index(upcoming)


def _put_away(folder: Path) -> None:
    """What does not open is of no use to anybody; the vault has everything that it was made of."""
    index = folder / "index"
    if index.is_dir():
        for path in index.iterdir():
            path.unlink()
        index.rmdir()
    for name in (SECRET, NEXT):
        if (secret_id := _read(folder / name)) is not None:
            keys.service().destroy_index(secret_id)


def _keys(secret_id: uuid.UUID) -> Keys:
    return Keys(keys.service().index_secret(secret_id))


def _read(path: Path) -> uuid.UUID | None:
    try:
        return uuid.UUID(path.read_text().strip())
    except (FileNotFoundError, ValueError):
        return None


def _write(path: Path, secret_id: uuid.UUID) -> None:
    fresh = path.with_suffix(".fresh")
    with fresh.open("w") as stream:
        stream.write(str(secret_id))
        stream.flush()
        os.fsync(stream.fileno())
    fresh.chmod(0o600)
    fresh.replace(path)

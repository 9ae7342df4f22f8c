"""What makes a file survive a power cut: its content is synced first, then its name."""

import os
from pathlib import Path


def prepare(path: Path) -> None:
    """Makes the private folder that `path` lies in."""
    path.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.mkdir(mode=0o700, exist_ok=True)


def put(part: Path, final: Path) -> None:
    """Under its own name from now on, also after the power failed; its content is synced."""
    prepare(final)
    part.rename(final)
    sync_folder(final.parent)
    sync_folder(final.parent.parent)  # where the folder itself may be new


def sync_folder(folder: Path) -> None:
    """The names in this folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

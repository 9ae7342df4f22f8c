"""Where sealed files lie, and the sweeping of those that no report knows. No look opens one."""

import uuid
from pathlib import Path

from django.conf import settings

from bairn.intake.models import File
from bairn.vault.files import places


def place_of(file_id: uuid.UUID) -> Path | None:
    """Where this file's sealed content goes; None where the house keeps digests alone."""
    if settings.BAIRN_RESTRICTED_FILES != "sealed":
        return None
    return places.place(file_id, folder=places.RESTRICTED)


def sweep(*, now: float | None = None) -> int:
    """Removes what no report knows: its act was not committed, so its key exists nowhere."""
    return places.sweep(_is_known, folder=places.RESTRICTED, now=now)


def _is_known(file_id: uuid.UUID) -> bool:
    return File.objects.filter(id=file_id, held="sealed").exists()

"""People who moved alone and were erased since: the key that they left under is renewed."""

import uuid
from datetime import datetime

from bairn.vault import keys, models, storage
from bairn.vault.keyservice import KeyGoneError

_CHUNK = 5_000


def renew_what_they_left(at: datetime) -> list[models.DoomedKey]:
    """Keys to destroy once this is committed: older versions, under which backups hold the erased.

    Everybody else's data keys are wrapped by a newer version first. For the house, which reaches
    every holder: whoever erases somebody need not reach where they came from.
    """
    erased = models.Subject.objects.filter(erased_at__isnull=False)
    waiting = models.MovedSubject.objects.filter(
        settled_at__isnull=True, subject_id__in=erased.values("id")
    )
    doomed = []
    for from_id in set(waiting.values_list("from_id", flat=True)):
        newer = _renew(from_id)
        if newer is not None:
            doomed.append(models.DoomedKey(erasure_id=from_id, kek_id=from_id, below=newer))
    models.DoomedKey.objects.bulk_create(doomed)
    waiting.update(settled_at=at)
    return doomed


def _renew(kek_id: uuid.UUID) -> int | None:
    """The new version by which everything under this key is wrapped; None where it is destroyed."""
    storage.hold_still(kek_id, alone=True)
    service = keys.service()
    try:
        newer = service.rotate(kek_id)
    except KeyGoneError:
        return None
    held = models.DataKey.objects.filter(holder_id=kek_id, kek_version__lt=newer)
    while chunk := list(held[:_CHUNK]):
        storage.rewrap(chunk, old=kek_id, new=kek_id, service=service)
    return newer

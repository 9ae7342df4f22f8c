"""What stands beside a bag: the receipt of the act that sealed it, and a time stamp."""

import logging
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings

from bairn.disclosure.bundling import stamp as stamping
from bairn.disclosure.bundling.bag import BagFault
from bairn.disclosure.bundling.stamp import StampFault
from bairn.oversight import receipts
from bairn.oversight.folders import RecordFolder
from bairn.oversight.terms import Checkpoint
from bairn.oversight.tiles import put

RECEIPT, TOKEN, CERTIFICATES = "seal/receipt.json", "seal/timestamp.tsr", "seal/tsa.pem"
_TAGS = "tagmanifest-sha256.txt"
_log = logging.getLogger(__name__)


def receipt(head: Checkpoint, index: int) -> str:
    """The receipt of the sealing entry below `head`."""
    folder = RecordFolder.of(Path(settings.BAIRN_HOME))
    return receipts.receipt_json(folder, head, index)


def stamped(manifest: bytes, *, at: datetime) -> tuple[Mapping[str, bytes], str]:
    """The files of a time stamp over a tag manifest, and by whom; none when no stamp was given.

    `BAIRN_TIMESTAMP_URL` names an authority; without it the house stamps with its own clock.
    """
    url = settings.BAIRN_TIMESTAMP_URL
    try:
        made = (
            stamping.by_authority(url, manifest)
            if url
            else stamping.by_house(Path(settings.BAIRN_HOME) / "keys", manifest, at=at)
        )
    except StampFault as fault:
        _log.warning("no_time_stamp", extra={"reason": str(fault)})
        return {}, ""
    files = {TOKEN: made.response, CERTIFICATES: made.certificates}
    return files, "house" if made.house else "authority"


def stamp_later(folder: Path, *, at: datetime) -> str:
    """Stamp a sealed bag that lies in a folder; by whom, or nothing. Raises BagFault for none."""
    if not (folder / _TAGS).exists() or not (folder / RECEIPT).exists():
        raise BagFault(f"{folder} holds no sealed bundle")
    files, by = stamped((folder / _TAGS).read_bytes(), at=at)
    for path, data in files.items():
        put(folder / path, data)
    return by

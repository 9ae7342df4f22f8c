"""What stands beside a bag: the receipt of the act that sealed it, and a time stamp."""

import logging
from datetime import datetime
from pathlib import Path

from django.conf import settings

from bairn.disclosure.bundling import stamp as stamping
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


def stamp(folder: Path, *, at: datetime) -> str:
    """Stamp a sealed bag; by whom, or nothing when the authority gave no stamp: try again later.

    `BAIRN_TIMESTAMP_URL` names an authority; without it the house stamps with its own clock.
    """
    manifest = (folder / _TAGS).read_bytes()
    url = str(getattr(settings, "BAIRN_TIMESTAMP_URL", ""))
    try:
        made = (
            stamping.by_authority(url, manifest)
            if url
            else stamping.by_house(Path(settings.BAIRN_HOME) / "keys", manifest, at=at)
        )
    except StampFault as fault:
        _log.warning("no_time_stamp", extra={"reason": str(fault)})
        return ""
    (folder / "seal").mkdir(exist_ok=True)
    put(folder / TOKEN, made.response)
    put(folder / CERTIFICATES, made.certificates)
    return "house" if made.house else "authority"

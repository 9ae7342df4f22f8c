"""What of files that come in takes an id beside a case."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from bairn.evidence.terms.uploads import NewFile

# Acts and looks of the room have the names of some of these modules.
uploads = import_module("bairn.evidence.actions.uploads")
known = import_module("bairn.evidence.queries.uploads")
ROOMS = (uploads, known)
NOT_HERE = {"evidence.no_exhibit"}
_SAID = {"said": NewFile(name="Any", size=1)}
# An upload is its sender's own: nobody else sees its row, whichever case they name.
HARMLESS = {
    (act, "upload_id")
    for act in (
        known.upload,
        uploads.receive,
        uploads.finish_upload,
        uploads.withdraw_upload,
        uploads._note,
        uploads._end,
    )
}
SUB_IDS: dict[tuple[Callable[..., Any], str], tuple[str, dict[str, Any]]] = {
    (uploads.begin_upload, "exhibit_id"): ("evidence_exhibit", _SAID),
    (uploads._begin_and_hold, "exhibit_id"): ("evidence_exhibit", _SAID),
    (uploads.take, "exhibit_id"): ("evidence_exhibit", {**_SAID, "stream": ()}),
}

"""What of disclosure takes an id beside a case."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from bairn.disclosure import queries
from bairn.disclosure.terms import Answer

# An act of the room has the name of one of these modules.
bundles, releases, schedule = (
    import_module(f"bairn.disclosure.actions.{name}")
    for name in ("bundles", "releases", "schedule")
)
ROOMS = (bundles, releases, schedule, queries)
NOT_HERE = {"disclosure.no_release", "disclosure.no_bundle", "disclosure.not_withheld"}
HOUSE_ONLY = {"bundle_goes_on", "bundle_failed", "keep_bundle", "asked"}
_RELEASE, _SEALED = "disclosure_release", {"manifest": "cd" * 32, "files": 0, "size": 0}
SUB_IDS: dict[tuple[Callable[..., Any], str], tuple[str, dict[str, Any]]] = {
    (schedule.answer_withholding, "line_id"): ("disclosure_line", {"answer": Answer.AGREED}),
    (releases.agree_identities, "release_id"): (_RELEASE, {}),
    (releases.revoke, "release_id"): (_RELEASE, {"reason": "replaced"}),
    (bundles.ask_bundle, "release_id"): (_RELEASE, {}),
    (bundles.seal_bundle, "release_id"): (_RELEASE, {**_SEALED, "paper": True}),
    (queries.prepare, "release_id"): (_RELEASE, {}),
    (queries.fetch, "bundle_id"): ("disclosure_bundle", {}),
}

"""What can be done in disclosure."""

from bairn.disclosure.actions.bundles import (
    ask_bundle,
    bundle_failed,
    bundle_goes_on,
    keep_bundle,
    seal_bundle,
)
from bairn.disclosure.actions.releases import agree_identities, release, revoke
from bairn.disclosure.actions.schedule import answer_withholding, schedule

__all__ = [
    "agree_identities",
    "answer_withholding",
    "ask_bundle",
    "bundle_failed",
    "bundle_goes_on",
    "keep_bundle",
    "release",
    "revoke",
    "schedule",
    "seal_bundle",
]

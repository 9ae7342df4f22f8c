"""What of files and their reading takes an id beside a case."""

import uuid
from collections.abc import Callable
from importlib import import_module
from typing import Any

from bairn.access.terms import Purpose
from bairn.evidence.terms.files import DigestOnly
from bairn.evidence.terms.locks import LockKind
from bairn.journeys import capture_web, record_authority

# Looks of the room have the names of some of these modules.
_acts = [
    import_module(f"bairn.evidence.actions.{name}")
    for name in ("captures", "checking", "inside", "locks", "viewing", "files")
]
_looks = [
    import_module(f"bairn.evidence.queries.{name}")
    for name in ("captures", "checking", "locks", "viewing", "files")
]
captures, checking, inside, locks, viewing, files = _acts
cards, checks, shut, seen, known = _looks
ROOMS = (*_acts, *_looks, capture_web, record_authority)
NOT_HERE = {"evidence.no_file", "evidence.no_viewing", "evidence.no_exhibit"}
NOT_OF_A_CASE: set[str] = set()
_ANY = uuid.uuid4()
_GROUND = {"kind": LockKind.WARRANT, "ground": "warrant", "reference": "Any"}
_SAID = DigestOnly(sha256=bytes(32), size=1, locator="Any", custodian="Any")
_ONE: dict[Callable[..., Any], dict[str, Any]] = {
    captures.note_capture: {},
    checking.ask_check: {},
    checking.found_broken: {},
    locks.lock_file: {"kind": LockKind.WARRANT},
    locks.record_authority: _GROUND,
    record_authority.record_authority: _GROUND,
    viewing.begin_viewing: {"purpose": Purpose.INVESTIGATION},
    known.file: {},
    seen._look_on: {"viewing_id": _ANY},
    seen._may_list: {},
    seen.own_viewing: {"viewing_id": _ANY},
    seen.viewings: {},
    cards.capture: {},
    cards.taken_from: {},
    checks.check_states: {},
    checks.checks: {},
    shut.file_locks: {},
    inside._source: {},
    inside._keep: {"archive": _ANY, "entry": 0},
    capture_web._mark: {},
}
# What the house alone does; an upload is its sender's own, and a list of files may be empty.
HARMLESS = {
    (captures._keep, "file_id"),
    (checking._keep, "file_id"),
    (checking._same, "file_id"),
    (seen._may_check, "file_id"),
    (files.take_file, "upload_id"),
    (known.files, "exhibit_id"),
}
SUB_IDS: dict[tuple[Callable[..., Any], str], tuple[str, dict[str, Any]]] = {
    **{(act, "file_id"): ("evidence_file", more) for act, more in _ONE.items()},
    (inside._keep, "archive"): ("evidence_file", {"file_id": _ANY, "entry": 0}),
    (seen.own_viewing, "viewing_id"): ("evidence_viewing", {"file_id": _ANY}),
    (seen._look_on, "viewing_id"): ("evidence_viewing", {"file_id": _ANY}),
    (files.note_digest, "exhibit_id"): ("evidence_exhibit", {"said": _SAID}),
}

"""What can be done in evidence; each part of the room has its own module."""

from bairn.evidence.actions import kits as kits
from bairn.evidence.actions.captures import check_capture, note_capture, read_capture
from bairn.evidence.actions.checking import ask_check, found_broken, verify_due, verify_file
from bairn.evidence.actions.contamination import add_carrier, answer_contact, note_contact
from bairn.evidence.actions.custody import accept, accepted_outside, offer, refuse, take_back
from bairn.evidence.actions.disposing import (
    agree_disposal,
    decline_disposal,
    dispose,
    examine,
    give_back,
    keep_until,
    object_to_disposal,
    propose_disposal,
    settle_objection,
)
from bairn.evidence.actions.exhibits import correct, register
from bairn.evidence.actions.files import note_digest, take_file
from bairn.evidence.actions.inside import take_entry
from bairn.evidence.actions.locks import lock_file, record_authority
from bairn.evidence.actions.places import add_place, audit_place, close_place, store, take_out
from bairn.evidence.actions.sealing import break_seal, came_back, claim, explain_break, seal
from bairn.evidence.actions.uploads import (
    begin_upload,
    drop_uploads,
    finish_upload,
    receive,
    take,
    withdraw_upload,
)
from bairn.evidence.actions.viewing import begin_viewing, check_welfare

__all__ = [
    "accept",
    "accepted_outside",
    "add_carrier",
    "add_place",
    "agree_disposal",
    "answer_contact",
    "ask_check",
    "audit_place",
    "begin_upload",
    "begin_viewing",
    "break_seal",
    "came_back",
    "check_capture",
    "check_welfare",
    "claim",
    "close_place",
    "correct",
    "decline_disposal",
    "dispose",
    "drop_uploads",
    "examine",
    "explain_break",
    "finish_upload",
    "found_broken",
    "give_back",
    "keep_until",
    "lock_file",
    "note_capture",
    "note_contact",
    "note_digest",
    "object_to_disposal",
    "offer",
    "propose_disposal",
    "read_capture",
    "receive",
    "record_authority",
    "refuse",
    "register",
    "seal",
    "settle_objection",
    "store",
    "take",
    "take_back",
    "take_entry",
    "take_file",
    "take_out",
    "verify_due",
    "verify_file",
    "withdraw_upload",
]

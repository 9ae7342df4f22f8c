"""What can be done with imported records: bring a file in, withdraw it, settle a record."""

from bairn.records.actions.bringing import begin, break_off, finish, hand_in, say_mapping, take_rows
from bairn.records.actions.settling import decline, note_taken, withdraw

__all__ = [
    "begin",
    "break_off",
    "decline",
    "finish",
    "hand_in",
    "note_taken",
    "say_mapping",
    "take_rows",
    "withdraw",
]

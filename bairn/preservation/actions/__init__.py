"""What can be done: draft, agree, make the letter, send, and write down what became of it."""

from bairn.preservation.actions.answering import (
    acknowledge,
    extend,
    find_nothing,
    receive,
    refuse,
)
from bairn.preservation.actions.asking import approve, draft, finish_letter, pass_on, send, withdraw
from bairn.preservation.actions.directory import add_holder, retire_holder
from bairn.preservation.actions.taking_down import draft_takedown, note_removed, note_reuploaded

__all__ = [
    "acknowledge",
    "add_holder",
    "approve",
    "draft",
    "draft_takedown",
    "extend",
    "find_nothing",
    "finish_letter",
    "note_removed",
    "note_reuploaded",
    "pass_on",
    "receive",
    "refuse",
    "retire_holder",
    "send",
    "withdraw",
]

"""What can be done: sweep, raise, escalate, explain, answer, name who oversees. Nothing mutes."""

from bairn.vigilance.actions.answering import answer, explain
from bairn.vigilance.actions.escalating import escalate, escalate_due
from bairn.vigilance.actions.overseeing import end_overseer, name_overseer
from bairn.vigilance.actions.raising import raise_signal
from bairn.vigilance.actions.sweeping import sweep, sweep_closed, sweep_house

__all__ = [
    "answer",
    "end_overseer",
    "escalate",
    "escalate_due",
    "explain",
    "name_overseer",
    "raise_signal",
    "sweep",
    "sweep_closed",
    "sweep_house",
]

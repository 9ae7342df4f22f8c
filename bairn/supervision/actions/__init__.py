"""What can be done: look over a case and direct, answer a direction, hand over item by item."""

from bairn.supervision.actions.handing import (
    accept_item,
    answer_item,
    finish,
    offer,
    question_item,
    take_back,
)
from bairn.supervision.actions.reviewing import answer_direction, review

__all__ = [
    "accept_item",
    "answer_direction",
    "answer_item",
    "finish",
    "offer",
    "question_item",
    "review",
    "take_back",
]

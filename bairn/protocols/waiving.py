"""Leaving a step out takes two people."""

import uuid

from bairn.kernel.refusal import Refusal


def check_second_person(*, asked_by: uuid.UUID, by: uuid.UUID) -> None:
    """Refuses whoever asked: nobody agrees to what they asked for."""
    if asked_by == by:
        raise Refusal("protocols.second_person", "A second person has to agree.")

"""What a person is called in a case: their role and a number within it, nothing of themselves."""

from collections import Counter
from collections.abc import Iterable

from bairn.cases.terms import ParticipantRole


def name_next(taken: Iterable[ParticipantRole], role: ParticipantRole) -> str:
    """`Child 2` for the second child of the case."""
    return f"{role.value.title()} {Counter(taken)[role] + 1}"

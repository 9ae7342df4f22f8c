"""Who may sit in the room with a child. Asked when an interview is planned and again when held."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bairn.access.terms import Role
from bairn.cases.terms import Participant, ParticipantRole
from bairn.interviews.terms import Book, Present
from bairn.kernel.refusal import Refusal
from bairn.protocols.terms import InterviewRule

# How packs name what this file can check; a test holds every pack to these or to `SHOWN`.
FEMALE_STAFF = frozenset({"female_staff_for_girl"})
ADULT = frozenset({"appropriate_adult", "companion", "legal_representative"})
# The interviewer is asked about in every case; the others come where they are needed.
SHOWN = frozenset({"trained_interviewer", "interpreter", "team_observing"})
# A witness, or another child of the case, would hear what they may have to tell themselves.
_OWN_WORDS = frozenset({ParticipantRole.WITNESS, ParticipantRole.CHILD, ParticipantRole.VICTIM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What is known of a case when somebody asks who may sit in the room."""

    child: Participant
    people: Sequence[Participant]
    circle: Mapping[uuid.UUID, frozenset[str]]  # staff of the circle and their roles
    girl: bool  # or nobody has recorded it
    interpreter: bool = False  # the child needs one
    non_verbal: bool = False  # the child does not tell in words
    rule: InterviewRule
    book: Book


def may_sit(
    room: Room, *, interviewer: uuid.UUID, present: Sequence[Present], adult_refused: str
) -> None:
    """Raises Refusal unless these may sit in the room, and nobody who must is missing."""
    if Role.INTERVIEWER.value not in room.circle.get(interviewer, frozenset()):
        raise Refusal(
            "interviews.interviewer",
            "The interviewer has to be a trained interviewer in the circle of the case.",
            field="interviewer",
        )
    for one in present:
        _check_shape(one, room)
        if one.participant_id is not None:
            _check_person(one, room)
        if one.staff_id is not None and one.staff_id not in room.circle:
            raise Refusal(
                "interviews.circle",
                "Whoever of the staff sits in the room belongs to the circle of the case.",
                field="present",
            )
    _check_needed(room, {one.role for one in present}, adult_refused)


def everybody(present: Sequence[Present], *, interviewer: uuid.UUID) -> tuple[Present, ...]:
    """Who sits in the room, each once, the interviewer among them."""
    first = Present(role=Role.INTERVIEWER.value, staff_id=interviewer)
    return tuple(dict.fromkeys([first, *present]))


def of_this_case(people: Sequence[Participant], about: uuid.UUID) -> Participant:
    """The child or victim with this id. Raises Refusal when the case has nobody like this."""
    for one in people:
        if one.id == about and one.role in (ParticipantRole.CHILD, ParticipantRole.VICTIM):
            return one
    raise Refusal("interviews.child", "There is no such child or victim in this case.")


def may_be_child(one: Participant) -> bool:
    """Whether the person may be under 18; an age nobody knows makes a child."""
    return one.role is ParticipantRole.CHILD or one.under_18 is not False


def kept_from_room(one: Participant, room: Room) -> Refusal | None:
    """Why this person may not sit with the child, by every part they have in the case."""
    parts = [other for other in room.people if other.subject_id == one.subject_id]
    if any(
        part.implicated or part.kept_out or part.role is ParticipantRole.SUSPECT for part in parts
    ):
        return Refusal(
            "interviews.implicated",
            "Somebody who is implicated, under suspicion or kept out never sits in the room.",
            field="present",
        )
    if one.subject_id == room.child.subject_id or any(part.role in _OWN_WORDS for part in parts):
        return Refusal(
            "interviews.excluded",
            "A witness, or another child of the case, does not sit in the room.",
            field="present",
        )
    return None


def not_assessed(one: Participant) -> Refusal | None:
    """Why this person cannot be the adult beside the child yet."""
    if not one.stance_unknown:
        return None
    return Refusal(
        "interviews.stance",
        "Nobody has assessed yet on whose side this guardian stands: choose another adult for now.",
        field="present",
    )


def _check_shape(one: Present, room: Room) -> None:
    staff = one.role in room.book.staff
    twice = one.participant_id is not None and one.staff_id is not None
    if one.role not in room.book.lists["present"] or twice or (staff and one.staff_id is None):
        raise Refusal(
            "interviews.present",
            "Say of everybody in the room in which role they sit there.",
            field="present",
        )


def _check_person(one: Present, room: Room) -> None:
    person = next((p for p in room.people if p.id == one.participant_id), None)
    if person is None:
        raise Refusal("interviews.nobody", "There is nobody like this in the case.")
    refusal = kept_from_room(person, room)
    if refusal is not None:
        raise refusal
    unknown = not_assessed(person)
    if unknown is not None and one.role in room.book.beside_child:
        raise unknown


def _check_needed(room: Room, roles: set[str], adult_refused: str) -> None:
    needed = {one.id for one in room.rule.present}
    if needed & FEMALE_STAFF and room.girl and "female_staff" not in roles:
        raise Refusal(
            "interviews.female_staff",
            "A woman of the staff takes part, unless the child is known not to be a girl.",
            field="present",
        )
    if room.interpreter and "interpreter" not in roles:
        raise Refusal(
            "interviews.interpreter",
            "The child needs an interpreter: one sits in the room.",
            field="outside",
        )
    if room.non_verbal and "intermediary" not in roles:
        raise Refusal(
            "interviews.intermediary",
            "The child does not tell in words: an intermediary plans it with you and sits there.",
            field="outside",
        )
    alone = not roles & room.book.beside_child and not adult_refused
    if needed & ADULT and may_be_child(room.child) and alone:
        raise Refusal(
            "interviews.adult",
            "An appropriate adult sits beside the child, unless the child refuses for a reason.",
            field="present",
        )

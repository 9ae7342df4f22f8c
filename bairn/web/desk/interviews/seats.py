"""Who sits in the room, as a part of a form: the adult beside the child, a woman, who else."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bairn.cases.terms import Participant
from bairn.interviews import codes, seating
from bairn.interviews.terms import Present
from bairn.web.desk import case_words, may
from bairn.web.desk.choosing import DeskForm
from bairn.web.desk.interviews import saying
from bairn.web.desk.interviews.reading import LedgerFile

_OUTSIDE = ("interpreter", "intermediary", "other")
_NOBODY, _REFUSED, _PERSON, _ROLE = "nobody", "refused", "person", "role"


class Seats(DeskForm):
    """The people in the room beside child and interviewer; nobody is named by their name."""

    present = forms.ChoiceField(
        label=gettext_lazy("Adult beside the child"), widget=forms.RadioSelect
    )
    female_staff = forms.ChoiceField(
        label=gettext_lazy("A woman of the staff who takes part"), required=False
    )
    outside = forms.MultipleChoiceField(
        label=gettext_lazy("Who else sits there"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    observers = forms.MultipleChoiceField(
        label=gettext_lazy("Staff who observe or record"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def offer(self, shown: LedgerFile, about: uuid.UUID) -> None:
        """Who may be chosen for this child; `kept_out` says of the others why not."""
        room = shown.room(about)
        people = [one for one in shown.people if one.id != about] if room else []
        refused = {
            one.id: seating.kept_from_room(one, room) or seating.not_assessed(one)
            for one in people
            if room
        }
        free = [one for one in people if not refused[one.id]]
        self.kept_out = [
            (case_words.called(one), may.spoken(no))
            for one in people
            if (no := refused[one.id]) is not None
        ]
        staff = [(str(one.staff_id), one.display_name) for one in _once(shown)]
        self.choose("present", _beside(free))
        self.choose("female_staff", [("", _("Nobody, or not needed")), *staff])
        self.choose("outside", [(one, saying.coded("present", one)) for one in _OUTSIDE])
        self.choose("observers", staff)

    def seats(self, interviewer: uuid.UUID) -> tuple[Present, ...]:
        """Everybody who was chosen, and the interviewer."""
        given = self.cleaned_data
        found = [Present(role="interviewer", staff_id=interviewer)]
        if given["female_staff"]:
            found.append(Present(role="female_staff", staff_id=uuid.UUID(given["female_staff"])))
        sort, _colon, which = given["present"].partition(":")
        if sort == _PERSON:
            role, _colon, person = which.partition(":")
            found.append(Present(role=role, participant_id=uuid.UUID(person)))
        elif sort == _ROLE:
            found.append(Present(role=which))
        found += [Present(role=one) for one in given["outside"]]
        found += [Present(role="observer", staff_id=uuid.UUID(one)) for one in given["observers"]]
        return tuple(found)

    def adult_refused(self) -> str:
        """The code of the child's reason to have no adult beside them; empty when one is there."""
        sort, _colon, code = str(self.cleaned_data["present"]).partition(":")
        return code if sort == _REFUSED else ""


def initial(seats: Iterable[Present], adult_refused: str) -> dict[str, Any]:
    """What the fields show for seats that are known."""
    rows = tuple(seats)
    beside = codes.book().beside_child
    shown: dict[str, Any] = {
        "present": f"{_REFUSED}:{adult_refused}" if adult_refused else _NOBODY,
        "female_staff": "",
        "outside": [one.role for one in rows if one.role in _OUTSIDE],
        "observers": [str(one.staff_id) for one in rows if one.role == "observer"],
    }
    for one in rows:
        if one.role == "female_staff":
            shown["female_staff"] = str(one.staff_id)
        elif one.role in beside and one.participant_id:
            shown["present"] = f"{_PERSON}:{one.role}:{one.participant_id}"
        elif one.role in beside:
            shown["present"] = f"{_ROLE}:{one.role}"
    return shown


def _once(shown: LedgerFile) -> list[Any]:
    return list({one.staff_id: one for one in shown.circle}.values())


def _beside(people: Sequence[Participant]) -> list[tuple[str, str]]:
    """The adults that can be had, then no adult: for the child's reason, or as none is needed."""
    guardian = {"guardian"}
    persons = [
        (
            f"{_PERSON}:{'guardian' if one.role.value in guardian else 'support_person'}:{one.id}",
            case_words.called(one),
        )
        for one in people
    ]
    outside = [
        (f"{_ROLE}:{code}", _("%(role)s, from outside the case") % {"role": label})
        for code, label in saying.choices("present")
        if code in codes.book().beside_child and code != "guardian"
    ]
    alone = [
        (f"{_REFUSED}:{code}", _("No adult: %(why)s") % {"why": label})
        for code, label in saying.choices("adult_refused")
    ]
    return [*persons, *outside, *alone, (_NOBODY, _("No adult, and none is asked for here"))]

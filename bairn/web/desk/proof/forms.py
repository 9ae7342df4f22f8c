"""What is filled in on the proof board: codes from lists, days, and a note that is sealed."""

import uuid
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bairn.kernel.periods import of_wall_time
from bairn.proof import offences
from bairn.proof.terms import Considered, ItemState, Put, Serves, Want
from bairn.web.desk import case_words
from bairn.web.desk.choosing import DeskForm
from bairn.web.desk.proof import saying
from bairn.web.desk.proof.reading import ProofFile

_WORDS = gettext_lazy("Sealed like everything that is told. Not needed.")


def _choose(label: Any, *, required: bool = False, **more: Any) -> Any:
    return forms.ChoiceField(label=label, required=required, **more)


def _note(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=_WORDS,
        max_length=10_000,
        required=False,
        widget=forms.Textarea({"rows": 3, "autocomplete": "off"}),
    )


class Consider(DeskForm):
    """An offence of the pack, with a suspect or without."""

    offence = _choose(gettext_lazy("Offence"), required=True)
    suspect = _choose(gettext_lazy("Suspect"))

    def __init__(self, shown: ProofFile, data: Any = None) -> None:
        super().__init__(data)
        rows = shown.board.offences if shown.board else ()
        self.choose("offence", [(one.id, case_words.said(one.title)) for one in rows])
        self.choose(
            "suspect",
            [
                ("", _("No suspect known yet, or all of them")),
                *((str(one.id), case_words.called(one)) for one in shown.suspects),
            ],
        )


class Drop(DeskForm):
    """Why an offence leaves the board."""

    reason = _choose(gettext_lazy("Reason"), required=True)

    def __init__(self, one: Considered, data: Any = None) -> None:
        key = "-".join(filter(None, [one.offence.id, str(one.suspect or "")]))
        super().__init__(data, auto_id=f"drop-{key}-%s")
        self.choose("reason", saying.choices(offences.book().drops))


class Ask(DeskForm):
    """What a prosecutor is asked."""

    questions = forms.MultipleChoiceField(
        label=gettext_lazy("What do you ask?"), widget=forms.CheckboxSelectMultiple
    )
    words = _note(gettext_lazy("In your own words"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.choose("questions", saying.choices(offences.book().questions))


class Who(DeskForm):
    """Who gets something, and by which day."""

    by = _choose(gettext_lazy("Who gets it"))
    by_at = forms.DateField(
        label=gettext_lazy("By which day"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def offer(self, shown: ProofFile) -> None:
        """Who may be named: people of the circle, then roles."""
        self.zone: ZoneInfo = shown.zone
        self.choose(
            "by",
            [
                ("", _("Nobody named yet")),
                *((f"staff:{one.id}", one.display_name) for one in shown.getters),
                *(
                    (f"role:{code}", _("Anybody: %(role)s") % {"role": case_words.staff_role(code)})
                    for code in (shown.board.roles if shown.board else ())
                ),
            ],
        )

    def who(self) -> dict[str, Any]:
        """The person or the role, and the end of the day on the clock of the case."""
        sort, _colon, one = self.cleaned_data["by"].partition(":")
        day = self.cleaned_data["by_at"]
        wall = datetime.combine(day, time(23, 59)) if day else None
        return {
            "by_whom": uuid.UUID(one) if sort == "staff" else None,
            "by_role": one if sort == "role" else "",
            "by_at": of_wall_time(wall, self.zone).latest if wall else None,
        }


class Item(Who):
    """Everything that is said of a piece of proof."""

    kind = _choose(gettext_lazy("Kind of proof"), required=True)
    state = _choose(gettext_lazy("How it stands"), required=True, widget=forms.RadioSelect)
    serves = forms.MultipleChoiceField(
        label=gettext_lazy("Which elements it serves"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reference = forms.CharField(
        label=gettext_lazy("Number under which it is held"),
        help_text=gettext_lazy("An exhibit number such as EX-2026-14. No words."),
        required=False,
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    from_whom = _choose(gettext_lazy("From whom"))
    reason = _choose(
        gettext_lazy("Reason"), help_text=gettext_lazy("For refused and impossible alone.")
    )
    words = _note(gettext_lazy("A note"))
    field_order = (
        "serves", "kind", "state", "reference", "from_whom", "by", "by_at", "reason", "words",
    )  # fmt: skip

    def __init__(self, shown: ProofFile, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.offer(shown)
        book = offences.book()
        for name, rows in {
            "kind": [("", _("Choose")), *saying.choices(book.kinds)],
            "state": [(one.value, label) for one, label in saying.STATES.items()],
            "serves": [(row.serves.key, shown.element(row.serves)) for _one, row in shown.rows],
            "from_whom": [saying.NONE, *saying.choices(book.holders)],
            "reason": [saying.NONE, *_reasons()],
        }.items():
            self.fields[name].choices = rows  # type: ignore[attr-defined] # choice fields, above

    def said(self, *, gone: tuple[Serves, ...] = ()) -> Put:
        """What was filled in, with the elements it served that have left the board."""
        given = self.cleaned_data
        return Put(
            kind=given["kind"],
            state=ItemState(given["state"]),
            serves=(*map(Serves.of, given["serves"]), *gone),
            reference=given["reference"].strip(),
            from_whom=given["from_whom"],
            reason=given["reason"],
            **self.who(),
        )


def _reasons() -> list[tuple[str, list[tuple[str, str]]]]:
    """Reasons under the state they belong to."""
    book = offences.book()
    return [
        (
            saying.state(state),
            saying.choices({c: row for c, row in book.reasons.items() if row.state == state}),
        )
        for state in (ItemState.REFUSED, ItemState.IMPOSSIBLE)
    ]


class Give(DeskForm):
    """What a prosecutor advises."""

    code = _choose(gettext_lazy("Advice"), required=True, widget=forms.RadioSelect)
    words = _note(gettext_lazy("In your own words"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.choose("code", saying.choices(offences.book().advice))


class Wanting(Who):
    """What is to be got for one element, by whom, by when."""

    kind = _choose(gettext_lazy("Get this"))
    field_order = ("kind", "by", "by_at")

    def __init__(self, number: int, shown: ProofFile, data: Any = None) -> None:
        rows = list(shown.rows)
        self.considered, self.row = rows[number]
        super().__init__(data, prefix=str(number))
        self.offer(shown)
        book = offences.book()
        first = {code: book.kinds[code] for code in self.row.element.asks if code in book.kinds}
        self.choose(
            "kind",
            [
                ("", _("Nothing more")),
                *saying.choices(first),
                *saying.choices({c: row for c, row in book.kinds.items() if c not in first}),
            ],
        )

    def want(self) -> Want | None:
        """What was asked for; None when nothing was."""
        kind = self.cleaned_data["kind"]
        return Want(serves=self.row.serves, kind=kind, **self.who()) if kind else None

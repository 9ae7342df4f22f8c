"""What is filled in on the pages of imports."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from bairn.access.terms import StaffCard
from bairn.cases.terms import ParticipantRole
from bairn.protocols import packs
from bairn.records.actions.bringing import MOST_BYTES
from bairn.records.queries.handed_in import Preview
from bairn.records.terms import Column, DateOrder, Declined, Layout, TakenFor, Target
from bairn.web.desk.case_words import ROLES, said
from bairn.web.desk.choosing import DeskForm, ZoneField
from bairn.web.desk.imports import saying


class BringIn(DeskForm):
    """A file, what its collection is called, and who reviews it."""

    name = forms.CharField(
        label=_("Name of the collection"),
        help_text=_("It is sealed. A file of the same name adds to the same collection."),
        max_length=120,
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV, Excel or JSON of at most 20 MB. Larger ones come by the command `bairn import`."
        ),
        error_messages={"required": _("Choose a file of at most 20 MB.")},
    )
    encoding = forms.ChoiceField(
        label=_("How its letters are written"),
        choices=[("", _("told by the file itself")), ("utf-8", "UTF-8"), ("gb18030", "GB18030"),
                 ("big5", "Big5"), ("latin-1", "Latin-1")],
        required=False,
    )  # fmt: skip
    reviewers = forms.MultipleChoiceField(
        label=_("Who reviews it besides you"),
        help_text=_("Nobody else reaches it, not even the rest of the unit."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, staff: Iterable[StaffCard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.id), one.display_name) for one in staff]
        self.choose("reviewers", choices)
        if not choices:
            del self.fields["reviewers"]

    def asked(self) -> dict[str, Any]:
        """What the act is told."""
        given = self.cleaned_data
        return {
            "name": given["name"],
            "file_name": given["file"].name or "",
            "content": given["file"].read(MOST_BYTES + 1),
            "said": Layout(encoding=given["encoding"]),
            "reviewers": [UUID(one) for one in given.get("reviewers", ())],
        }


class Columns(forms.Form):
    """What each column is: the guess, to be changed."""

    use_required_attribute = False
    date_order = forms.ChoiceField(
        label=_("Order of dates"),
        choices=[(one.value, words) for one, words in saying.ORDERS.items()],
    )
    region = forms.CharField(
        label=_("Country of numbers without a country's code"),
        help_text=_("Two letters, such as CN or GB; may be left empty."),
        max_length=2,
        required=False,
    )

    def __init__(self, data: Any = None, *, shown: Preview) -> None:
        first = {"date_order": shown.guess.date_order.value, "region": shown.guess.region}
        super().__init__(data, initial=first)
        self.shown = shown
        choices = [(one.value, words) for one, words in saying.TARGETS.items()]
        for place, name in enumerate(shown.columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=name, choices=choices, initial=shown.guess.columns[name].target.value
            )

    def columns(self) -> list[tuple[forms.BoundField, str, list[str]]]:
        """Each column's choice, its name, and what stands first in it."""
        return [
            (self[f"column_{place}"], name, [row.cells.get(name, "") for row in self.shown.rows])
            for place, name in enumerate(self.shown.columns)
        ]

    def layout(self) -> Layout:
        """What was chosen."""
        given, guess = self.cleaned_data, self.shown.guess
        opened = self.shown.opened
        return Layout(
            columns={
                name: Column(Target(given[f"column_{place}"]), guess.columns[name].platform)
                for place, name in enumerate(self.shown.columns)
            },
            date_order=DateOrder(given["date_order"]),
            region=given["region"].upper(),
            encoding=opened.encoding,
            delimiter=opened.delimiter,
            sheet=opened.sheet,
        )


class TakeUp(forms.Form):
    """Into which case, in which role, why."""

    use_required_attribute = False
    reference = forms.CharField(
        label=_("Reference of the case"),
        help_text=_("Such as C-26-7K4M2QX-3; a case in your circle."),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(
        label=_("Role in the case"), choices=[(one.value, ROLES[one]) for one in ParticipantRole]
    )
    reason = forms.ChoiceField(
        label=_("Why"), choices=[(one.value, words) for one, words in saying.TAKEN.items()]
    )

    def asked(self) -> dict[str, Any]:
        """What the journey is told."""
        given = self.cleaned_data
        return {"role": ParticipantRole(given["role"]), "reason": TakenFor(given["reason"])}


class BeginCase(DeskForm):
    """Under which pack a case begins with the record, the role of its person in it, and why."""

    pack_id = forms.ChoiceField(
        label=_("Protocol"), help_text=_("Whose law and practice sets the clocks.")
    )
    time_zone = ZoneField()
    role = forms.ChoiceField(
        label=_("Role in the case"), choices=[(one.value, ROLES[one]) for one in ParticipantRole]
    )
    reason = forms.ChoiceField(
        label=_("Why"), choices=[(one.value, words) for one, words in saying.TAKEN.items()]
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="begin")
        self.choose("pack_id", [(one, said(packs.current(one).title)) for one in packs.ids()])

    def asked(self) -> dict[str, Any]:
        """What the journey is told."""
        given = self.cleaned_data
        return {
            "pack_id": given["pack_id"],
            "time_zone": given["time_zone"],
            "role": ParticipantRole(given["role"]),
            "reason": TakenFor(given["reason"]),
        }


class Decline(forms.Form):
    """Why a record is not taken up."""

    use_required_attribute = False
    why = forms.ChoiceField(
        label=_("Why it is not taken up"),
        choices=[(one.value, words) for one, words in saying.DECLINED.items()],
    )

    def reason(self) -> Declined:
        """The code."""
        return Declined(self.cleaned_data["why"])

"""What is filled in about interviews: times, codes, numbers, and words that are sealed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bairn.access.terms import Purpose
from bairn.interviews.terms import (
    ChildLedger,
    Interview,
    InterviewPurpose,
    PhaseHeld,
    Recording,
)
from bairn.kernel.periods import of_wall_time
from bairn.web.desk.interviews import saying, seats
from bairn.web.desk.interviews.reading import LedgerFile

WALL = "%Y-%m-%dT%H:%M"
_SEALED = gettext_lazy("Sealed like everything that is told.")


def moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """The moment that a clock on the wall of `zone` shows, the earlier where it shows it twice."""
    found = of_wall_time(wall.replace(tzinfo=None), zone).earliest
    return found or wall


def _when(label: Any, **more: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        input_formats=[WALL],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=WALL),
        **more,
    )


def _number(label: Any, *, least: int = 0, **more: Any) -> forms.IntegerField:
    more = {"min_value": least, "max_value": 10_000} | more
    return forms.IntegerField(label=label, required=False, **more)


def _words(label: Any, *, rows: int = 5, help_text: Any = _SEALED) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=100_000,
        strip=False,
        widget=forms.Textarea({"rows": rows, "autocomplete": "off"}),
    )


class Coded(forms.Form):
    """A form whose lists come from the ledger's catalogue: `lists` says which list a field has."""

    use_required_attribute = False
    lists: Mapping[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, which in self.lists.items():
            field: Any = self.fields[name]
            field.choices = [("", _("Choose")), *saying.choices(which)]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = saying.choices(which)


class Plan(seats.Seats, Coded):
    """One interview, or one more: when, where, by whom, with whom."""

    lists = {"place": "place"}  # noqa: RUF012 - read alone
    planned_at = _when(gettext_lazy("When"))
    place = forms.ChoiceField(label=gettext_lazy("Where it takes place"))
    adapted_site = forms.BooleanField(
        label=gettext_lazy("The place is made for children"), required=False, initial=True
    )
    interviewer = forms.ChoiceField(label=gettext_lazy("Interviewer"))
    open_questions = _words(
        gettext_lazy("Questions that are still open"),
        help_text=gettext_lazy("One a line. Sealed like everything that is told."),
    )
    sittings = _number(
        gettext_lazy("Sittings planned from the start"),
        least=1,
        max_value=6,
        initial=1,
        help_text=gettext_lazy("Several sittings of one interview count once."),
    )
    covers = _number(
        gettext_lazy("How many suspects or cases it serves"), least=1, max_value=50, initial=1
    )
    field_order = (
        "planned_at", "place", "adapted_site", "interviewer", "present", "female_staff",
        "outside", "observers", "open_questions", "sittings", "covers",
    )  # fmt: skip

    def __init__(
        self, shown: LedgerFile, row: ChildLedger, purpose: InterviewPurpose, data: Any = None
    ) -> None:
        super().__init__(data)
        self.offer(shown, row.about)
        cards = shown.interviewers
        if purpose is InterviewPurpose.SUPPLEMENT:
            held = {one.interviewer for one in row.interviews if one.sittings}
            cards = tuple(one for one in cards if one.id in held)
        self.choose("interviewer", [(str(one.id), one.display_name) for one in cards])
        if purpose is InterviewPurpose.FIRST:
            del self.fields["open_questions"]
        else:
            del self.fields["sittings"]


class Hold(seats.Seats, Coded):
    """A sitting that was held: times, phases, prompts, the recording or why there is none."""

    lists = {"no_recording_reason": "no_recording"}  # noqa: RUF012 - read alone
    started_at = _when(gettext_lazy("Began"))
    ended_at = _when(gettext_lazy("Ended"))
    exhibit = forms.CharField(
        label=gettext_lazy("Recording: exhibit number"),
        help_text=gettext_lazy("Such as EX-2026-14. No words."),
        required=False,
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    digest_sha256 = forms.CharField(
        label=gettext_lazy("Recording: SHA-256"),
        help_text=gettext_lazy("The recording itself is never kept here."),
        required=False,
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    unbroken = forms.ChoiceField(
        label=gettext_lazy("Did it run without a cut?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No, it was cut"))],
        initial="yes",
        widget=forms.RadioSelect,
    )
    no_recording_reason = forms.ChoiceField(
        label=gettext_lazy("Or why there is no recording"),
        help_text=gettext_lazy("It shows as a fault on the ledger."),
        required=False,
    )
    open_prompts = _number(gettext_lazy("Open prompts, if logged"))
    leading_prompts = _number(gettext_lazy("Leading prompts, if logged"))
    minimal_facts = forms.ChoiceField(
        label=gettext_lazy("Had the child been asked for minimal facts only before?"),
        choices=[
            ("", gettext_lazy("Not known")),
            ("yes", gettext_lazy("Yes")),
            ("no", gettext_lazy("No, for more")),
        ],
        required=False,
    )

    def __init__(self, shown: LedgerFile, one: Interview, data: Any = None) -> None:
        super().__init__(data, initial=seats.initial(one.present, one.adult_refused))
        self.offer(shown, one.about)
        self.order = [row.id for row in shown.rule.phases] if shown.rule else []
        for code in self.order:
            label = saying.phase(code, shown)
            self.fields[f"phase-{code}"] = forms.BooleanField(label=label, required=False)
            self.fields[f"minutes-{code}"] = _number(
                _("Minutes: %(phase)s") % {"phase": label}, max_value=720
            )

    @property
    def phase_fields(self) -> list[tuple[Any, Any]]:
        """Each phase beside its minutes."""
        return [(self[f"phase-{code}"], self[f"minutes-{code}"]) for code in self.order]

    def phases(self) -> tuple[PhaseHeld, ...]:
        """The phases that took place; one with minutes did."""
        given = self.cleaned_data
        return tuple(
            PhaseHeld(phase=code, minutes=given[f"minutes-{code}"])
            for code in self.order
            if given[f"phase-{code}"] or given[f"minutes-{code}"] is not None
        )

    def recording(self) -> Recording | None:
        """What was said of the recording; None when nothing was."""
        given = self.cleaned_data
        if not given["exhibit"] and not given["digest_sha256"]:
            return None
        return Recording(
            digest_sha256=given["digest_sha256"].lower(),
            exhibit=given["exhibit"],
            unbroken=given["unbroken"] == "yes",
        )


class Questioned(Coded):
    """Somebody questioned the child outside an interview."""

    lists = {"by_role": "by", "setting": "setting"}  # noqa: RUF012 - read alone
    at_time = _when(gettext_lazy("When"))
    by_role = forms.ChoiceField(label=gettext_lazy("Who asked"))
    setting = forms.ChoiceField(label=gettext_lazy("On which occasion"))
    minutes = _number(
        gettext_lazy("Minutes"),
        max_value=1440,
        help_text=gettext_lazy("Leave empty when nobody counted them; it counts all the same."),
    )


class Account(Coded):
    """The child's first account, word for word, once."""

    lists = {"told_to_role": "by", "prompts": "prompt"}  # noqa: RUF012 - read alone
    told_to_role = forms.ChoiceField(label=gettext_lazy("Who was told"))
    told_at = _when(gettext_lazy("When the child told it"))
    prompts = forms.MultipleChoiceField(
        label=gettext_lazy("What was asked"),
        help_text=gettext_lazy("Nothing needs to have been asked."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = _words(
        gettext_lazy("The child's own words"),
        rows=8,
        help_text=gettext_lazy("Word for word, mended in nothing. Sealed at once."),
    )


class Addition(forms.Form):
    """What became known later, beside the first account."""

    use_required_attribute = False
    words = _words(gettext_lazy("What is put beside it"))


class Answer(Coded):
    """Putting off, withdrawing or declining: a coded reason, and a time where one is needed."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason"))

    def __init__(self, which: str, data: Any = None) -> None:
        self.lists = {"reason": which}
        super().__init__(data, auto_id=f"{which}-%s")
        if which == "postpone":
            self.fields["until"] = _when(gettext_lazy("New time"))
            self.order_fields(["until", "reason"])


class Opening(forms.Form):
    """Whose words are opened, and what for: one click says both."""

    what = forms.ChoiceField(choices=[("account", "account"), ("questions", "questions")])
    which = forms.UUIDField()
    purpose = forms.ChoiceField(choices=[(one.value, one.value) for one in Purpose])

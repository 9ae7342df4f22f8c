"""The forms of supervision: what may be chosen comes from the catalogues of the rooms."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from bairn.access.terms import StaffCard
from bairn.cases import promising
from bairn.cases.terms import CodedReason
from bairn.kernel.periods import of_wall_time
from bairn.kernel.refusal import why_not
from bairn.kernel.text import Text
from bairn.supervision import handing, reviewing
from bairn.supervision.terms import DirectionAnswer, NewDirection
from bairn.web.desk import case_words
from bairn.web.desk.choosing import NOTHING, DeskForm
from bairn.web.desk.supervision.reading import SupervisionFile

DIRECTIONS = 3  # rows that one review offers
_WALL = "%Y-%m-%dT%H:%M"


def wall(moment: datetime, zone: ZoneInfo) -> str:
    """A moment as a field for a time on the wall takes it."""
    return moment.astimezone(zone).strftime(_WALL)


def read(given: datetime, zone: ZoneInfo) -> datetime:
    """What a time on the wall of the case means; the earlier one where the hour is struck twice."""
    moment = of_wall_time(given.replace(tzinfo=None), zone).earliest
    return moment or given


def _moment(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateTimeField:
    widget = forms.DateTimeInput({"type": "datetime-local"}, format=_WALL)
    return forms.DateTimeField(label=label, required=required, help_text=hint, widget=widget)


def _words(label: Any, *, required: bool = False, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=_("Sealed like everything that is told."),
        max_length=10_000,
        required=required,
        widget=forms.Textarea({"rows": rows, "autocomplete": "off"}),
    )


def _coded(rows: Mapping[str, CodedReason]) -> list[tuple[str, str]]:
    return [(code, case_words.said(row.text)) for code, row in rows.items()]


def _texts(rows: Mapping[str, Text]) -> list[tuple[str, str]]:
    return [(code, case_words.said(text)) for code, text in rows.items()]


class Promise(DeskForm):
    """Who was told what will happen by when; whoever is kept out is not in the list."""

    to = forms.ChoiceField(label=_("To whom"))
    kind = forms.ChoiceField(label=_("What"))
    by_at = _moment(_("By when"))

    def __init__(self, shown: SupervisionFile, data: Any = None) -> None:
        super().__init__(data)
        self.choose(
            "to",
            (
                (str(one.id), case_words.called(one))
                for one in shown.file.people
                if why_not(promising.may_be_promised, one) is None
            ),
        )
        self.choose("kind", _coded(promising.book().kinds))


class Keep(DeskForm):
    """When a promise was kept, and whether somebody was told how the case stands."""

    kept_at = _moment(_("When it was done"))
    told = forms.BooleanField(
        label=_("They were told how the case stands: put it on record"), required=False
    )


class PutOff(DeskForm):
    """A later moment, and why."""

    until = _moment(_("Until"))
    reason = forms.ChoiceField(label=_("Reason"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.choose("reason", _coded(promising.book().put_off))


class Withdraw(DeskForm):
    """Why a promise is taken back."""

    reason = forms.ChoiceField(label=_("Reason"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.choose("reason", _coded(promising.book().withdraw))


class Review(DeskForm):
    """One answer to each topic, comments, up to three directions, and the next review."""

    comments = _words(_("Comments"), rows=5)
    next_at = _moment(
        _("Look again"),
        required=False,
        hint=_("Sooner than the pack asks, or left empty; never later."),
    )

    def __init__(self, shown: SupervisionFile, data: Any = None) -> None:
        super().__init__(data)
        self.topics: list[str] = []
        for topic in reviewing.book().topics:
            self.topics.append(topic.id)
            self.fields[topic.id] = forms.ChoiceField(
                label=case_words.said(topic.title),
                widget=forms.RadioSelect,
                choices=[(one.code, case_words.said(one.text)) for one in topic.findings],
            )
        people = [(str(one.staff_id), one.display_name) for one in shown.file.circle]
        for n in range(1, DIRECTIONS + 1):
            self.fields[f"words_{n}"] = forms.CharField(
                label=_("What is to be done"),
                max_length=4000,
                required=False,
                widget=forms.Textarea({"rows": 2, "autocomplete": "off"}),
            )
            self.fields[f"owner_{n}"] = forms.ChoiceField(
                label=_("Who answers for it"), required=False, choices=[("", "—"), *people]
            )
            self.fields[f"by_{n}"] = _moment(_("By when"), required=False)

    @property
    def topic_fields(self) -> list[forms.BoundField]:
        """The topics, as a page shows them."""
        return [self[name] for name in self.topics]

    @property
    def direction_fields(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The rows for directions, each with its number."""
        names = ("words", "owner", "by")
        return [(n, [self[f"{name}_{n}"] for name in names]) for n in range(1, DIRECTIONS + 1)]

    @property
    def findings(self) -> list[str]:
        """What was found, a code for each topic."""
        return [self.cleaned_data[name] for name in self.topics]

    def clean(self) -> dict[str, Any]:
        """A direction that was begun is whole: words, somebody, a moment."""
        given = super().clean() or {}
        for n in range(1, DIRECTIONS + 1):
            row = {name: given.get(f"{name}_{n}") for name in ("words", "owner", "by")}
            if any(row.values()):
                for name, value in row.items():
                    if not value:
                        self.add_error(
                            f"{name}_{n}", _("A direction needs words, somebody and a moment.")
                        )
        return given

    def directions(self, zone: ZoneInfo) -> list[NewDirection]:
        """The directions that were given."""
        given = self.cleaned_data
        return [
            NewDirection(
                words=given[f"words_{n}"],
                owner_id=uuid.UUID(given[f"owner_{n}"]),
                by_at=read(given[f"by_{n}"], zone),
            )
            for n in range(1, DIRECTIONS + 1)
            if given.get(f"words_{n}")
        ]


class Answer(DeskForm):
    """Whether a direction was done, or why it was not possible."""

    answer = forms.ChoiceField(
        label=_("Answer"),
        widget=forms.RadioSelect,
        choices=[
            (DirectionAnswer.DONE.value, _("It was done")),
            (DirectionAnswer.NOT_POSSIBLE.value, _("It was not possible")),
        ],
    )
    reason = forms.ChoiceField(label=_("Why it was not possible"), required=False)
    words = _words(_("In words"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.choose("reason", [("", "—"), *_texts(reviewing.book().not_possible)])


class OfferPerson(DeskForm):
    """Whose place in the case goes to whom, and why."""

    from_staff = forms.ChoiceField(label=_("From"))
    to_staff = forms.ChoiceField(label=_("To"))
    reason = forms.ChoiceField(label=_("Reason"))

    def __init__(
        self,
        givers: Iterable[tuple[str, str]],
        receivers: Iterable[StaffCard],
        data: Any = None,
    ) -> None:
        super().__init__(data)
        self.choose("from_staff", [NOTHING, *givers])
        people = [(str(one.id), one.display_name) for one in receivers]
        self.choose("to_staff", [NOTHING, *people])
        self.choose("reason", _texts(handing.book().person))


class OfferUnit(DeskForm):
    """Which supervisor of another unit takes the whole case, and why."""

    receiver = forms.ChoiceField(label=_("Supervisor who takes it over"))
    reason = forms.ChoiceField(label=_("Reason"))

    def __init__(self, receivers: Iterable[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.choose("receiver", [NOTHING, *receivers])
        self.choose("reason", _texts(handing.book().unit))


class Question(DeskForm):
    """What the receiver asks about an item."""

    code = forms.ChoiceField(label=_("Question"))
    words = _words(_("In words"), rows=2)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.choose("code", _texts(handing.book().questions))


class TakeBack(DeskForm):
    """Why an offer ends."""

    reason = forms.ChoiceField(label=_("Reason"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.choose("reason", _texts(handing.book().taking_back))

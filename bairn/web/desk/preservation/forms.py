"""What is filled in about requests: codes from lists, moments of the case's clock, sealed words."""

import uuid
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bairn.digests.terms import Digest, read_digest
from bairn.kernel.periods import Bounds, of_wall_time
from bairn.preservation import asking, codes
from bairn.preservation.terms import HolderClass, Kind, Move, NewRequest, RequestWords
from bairn.web.desk import case_words
from bairn.web.desk.choosing import DeskForm
from bairn.web.desk.preservation import saying
from bairn.web.desk.preservation.reading import RequestsFile

WALL = "%Y-%m-%dT%H:%M"
_SEALED = gettext_lazy("Sealed like everything that is told.")
SAYS = {
    Move.SEND: ("channel", "happened_at"),
    Move.ACKNOWLEDGE: ("happened_at", "until", "words"),
    Move.EXTEND: ("happened_at", "until"),
    Move.RECEIVE: ("happened_at", "sha256", "size_bytes", "words"),
    Move.REFUSE: ("happened_at", "reason", "words"),
    Move.FIND_NOTHING: ("happened_at", "words"),
    Move.REMOVE: ("happened_at", "digests"),
    Move.REUPLOAD: ("happened_at",),
    Move.WITHDRAW: ("reason",),
    Move.APPROVE: (),
}


def moment(wall: datetime | None, zone: ZoneInfo, *, latest: bool = False) -> datetime | None:
    """The moment a clock on the wall of `zone` shows; where it shows it twice, the safer one."""
    if wall is None:
        return None
    found = of_wall_time(wall.replace(tzinfo=None), zone)
    return found.latest if latest else found.earliest


def on_wall(when: datetime | None, zone: ZoneInfo) -> str:
    """The same the other way, for a field that is filled in already."""
    return when.astimezone(zone).strftime(WALL) if when else ""


def _when(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=[WALL],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=WALL),
    )


def _words(
    label: Any, *, rows: int = 3, required: bool = False, help_text: Any = _SEALED
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=asking.MOST_WORDS,
        widget=forms.Textarea({"rows": rows, "autocomplete": "off"}),
    )


def _line(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=400,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class Which(DeskForm):
    """What is asked, and of what kind of holder."""

    kind = forms.ChoiceField(label=gettext_lazy("What do you ask for?"), widget=forms.RadioSelect)
    to = forms.ChoiceField(label=gettext_lazy("Who holds it?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, only: Kind | None = None) -> None:
        super().__init__(data)
        kinds = [one for one in saying.choices("kinds") if only in (None, one[0])]
        self.choose("kind", kinds)
        self.choose(
            "to", [(row.id, case_words.said(row.title)) for row in codes.book().classes.values()]
        )


class Draft(DeskForm):
    """The request itself, for one kind and one class of holders."""

    holder = forms.ChoiceField(label=gettext_lazy("Whom it goes to"), required=False)
    addressee = _words(
        gettext_lazy("Name and address of whom it goes to"),
        help_text=gettext_lazy("Sealed with the case: such a name can say where somebody lives."),
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("On which ground"),
        help_text=gettext_lazy("Where it says check locally, ask your counsel before it leaves."),
    )
    power = _line(
        gettext_lazy("The law or the order, where the ground leaves it to name"), required=False
    )
    items = forms.MultipleChoiceField(
        label=gettext_lazy("What exactly"), widget=forms.CheckboxSelectMultiple
    )
    accounts = _words(
        gettext_lazy("Accounts, identifiers, places or addresses"),
        rows=5,
        help_text=gettext_lazy("One a line, with what tells them apart. Sealed."),
    )
    details = _words(gettext_lazy("Anything more that is asked for"))
    from_at = _when(
        gettext_lazy("From when, at the earliest"),
        required=False,
        help_text=gettext_lazy("Empty: not known. It then counts as running out now."),
    )
    until_at = _when(gettext_lazy("Until when, at the latest"), required=False)
    purpose = _words(
        gettext_lazy("What it is for"),
        help_text=gettext_lazy("A sentence for the letter, no story. It names no child. Sealed."),
    )
    about = forms.ChoiceField(label=gettext_lazy("Whom it is about"), required=False)
    confidential = forms.BooleanField(
        label=gettext_lazy("Ask them to tell nobody"), required=False, initial=True
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"), choices=[("en", "English"), ("zh", "中文")]
    )
    signed_by = _line(gettext_lazy("Who signs, with office"), help_text=_SEALED)
    contact = _line(gettext_lazy("How the holder answers"), help_text=_SEALED)
    together = forms.BooleanField(
        label=gettext_lazy("Ask for preservation in a letter of its own, sent together"),
        required=False,
        initial=True,
    )
    without = forms.ChoiceField(
        label=gettext_lazy("Or why no preservation is asked for first"), required=False
    )

    def __init__(
        self, shown: RequestsFile, row: HolderClass, kind: Kind, data: Any = None, **more: Any
    ) -> None:
        super().__init__(data, **more)
        book = codes.book()
        known = [(str(one.id), one.name) for one in shown.holders if one.holder_class == row.id]
        self.choose("holder", [("", _("Somebody else, named below")), *known])
        if not known:
            del self.fields["holder"]
        bases = book.bases_for(kind=kind, holder_class=row.id, law=shown.law)
        self.choose("basis", [(one.id, case_words.said(one.title)) for one in bases])
        self.choose("items", [(code, saying.listed(code)) for code in row.items])
        self.choose(
            "about",
            [
                ("", _("Nobody in particular")),
                *((str(one.id), case_words.called(one)) for one in shown.file.people),
            ],
        )
        self.choose("without", [("", _("Choose")), *saying.choices("without_preservation")])
        if kind is not Kind.DISCLOSE:
            del self.fields["without"]
        if kind is not Kind.DISCLOSE and kind is not Kind.EMERGENCY:
            del self.fields["together"]

    def wish(self, *, kind: Kind, to: str, window: str, zone: ZoneInfo) -> NewRequest:
        """What was filled in. Raises Refusal through the rule for what cannot be meant."""
        given = self.cleaned_data
        start = moment(given["from_at"], zone)
        end = moment(given["until_at"], zone, latest=True)
        asking.check_period(start, end)
        words = {
            name: given.get(name, "")
            for name in RequestWords.__dataclass_fields__
            if isinstance(given.get(name, ""), str)
        }
        return NewRequest(
            kind=kind,
            holder_class=to,
            basis=given["basis"],
            items=tuple(given["items"]),
            words=RequestWords(**words),
            holder_id=uuid.UUID(given["holder"]) if given.get("holder") else None,
            about=uuid.UUID(given["about"]) if given["about"] else None,
            period=Bounds(start, end),
            confidential=given["confidential"],
            language=given["language"],
            window=window,
            together=given.get("together", False),
            without="" if given.get("together") else given.get("without", ""),
        )


class Told(DeskForm):
    """What happened to a request: a moment, and what belongs to it."""

    happened_at = _when(gettext_lazy("When it happened"))
    channel = forms.ChoiceField(label=gettext_lazy("By which channel"))
    until = _when(
        gettext_lazy("Kept until, as they say"),
        required=False,
        help_text=gettext_lazy("Empty: as long as the ground gives."),
    )
    reason = forms.ChoiceField(label=gettext_lazy("Reason"))
    sha256 = _line(
        gettext_lazy("SHA-256 of what came"),
        help_text=gettext_lazy("64 characters. What came itself is taken in under Evidence."),
    )
    size_bytes = forms.IntegerField(label=gettext_lazy("Size in bytes"), min_value=0)
    digests = _words(
        gettext_lazy("Digests to watch for, one a line"),
        help_text=gettext_lazy("MD5, SHA-1 or SHA-256. If a file with one comes in, you are told."),
    )
    words = _words(gettext_lazy("In their words"))

    def __init__(self, move: Move, data: Any = None, **more: Any) -> None:
        super().__init__(data, auto_id=f"{move.value}-%s", **more)
        for name in set(self.fields) - set(SAYS[move]):
            del self.fields[name]
        rows: list[tuple[str, str]] = []
        if move is Move.REFUSE:
            rows = [(one.code, saying.listed(one.code)) for one in codes.book().refusals.values()]
        elif move is Move.WITHDRAW:
            rows = saying.choices("withdrawals")
        for name, found in (("reason", rows), ("channel", saying.choices("channels"))):
            if name in self.fields:
                self.choose(name, [("", _("Choose")), *found])
        if move is Move.EXTEND:
            self.fields["until"].label = _("Kept until")

    def clean_sha256(self) -> str:
        """A digest as it is copied: without spaces, in lower case."""
        return "".join(self.cleaned_data["sha256"].split()).lower()

    def clean_digests(self) -> list[Digest]:
        """Each line as a digest."""
        lines = [one.strip() for one in self.cleaned_data["digests"].splitlines() if one.strip()]
        found = [read_digest(one) for one in lines]
        if not all(found):
            raise forms.ValidationError(_("A line is no MD5, SHA-1 or SHA-256."))
        return [one for one in found if one]


class NewHolder(DeskForm):
    """A company for the directory."""

    holder_class = forms.ChoiceField(label=gettext_lazy("Kind of holder"))
    name = _line(gettext_lazy("Name of the company"))
    channel = forms.ChoiceField(label=gettext_lazy("By which channel"))
    contact = _line(
        gettext_lazy("Portal, mailbox of the office, or address"),
        help_text=gettext_lazy("Of the office, never of a person."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"), choices=[("en", "English"), ("zh", "中文")]
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        rows = [
            (row.id, case_words.said(row.title))
            for row in codes.book().classes.values()
            if row.named
        ]
        self.choose("holder_class", rows)
        self.choose("channel", saying.choices("channels"))

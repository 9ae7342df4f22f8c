"""The form by which an exhibit is registered: one page, in the groups of the custody facts."""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bairn.evidence import codes
from bairn.evidence.terms import Acquisition, ExhibitWords, NewExhibit, Omitted
from bairn.web.desk.exhibits import fields, saying

GROUPS: tuple[tuple[str, str | Lazy, tuple[str, ...]], ...] = (
    ("what", gettext_lazy("What the thing is"), ("kind", "parent", "description", "sensitivity")),
    ("from", gettext_lazy("Where it comes from"), ("source", "about", "source_words", "place")),
    (
        "taken",
        gettext_lazy("How it was taken"),
        ("collected_at", "collected_by", "method"),
    ),
    ("right", gettext_lazy("By what right"), ("basis", "basis_reference", "no_basis")),
    ("packed", gettext_lazy("Seal and condition"), ("seal", "condition")),
)
_MORE = ("collector_words", "receipt", "witness", "kit_lot", "note")
_DATA = ("tool", "tool_version", "write_blocked", "sha256")
OUTSIDE = "outside"


class Register(fields.Coded):
    """Everything that is said of a new exhibit."""

    lists: ClassVar[Mapping[str, str]] = {
        "kind": "kind", "source": "source", "method": "method", "basis": "basis",
        "no_basis": "no_basis",
    }  # fmt: skip
    kind = fields.choice(gettext_lazy("Kind"))
    parent = fields.choice(
        gettext_lazy("Part of"),
        required=False,
        hint=gettext_lazy("The exhibit it was taken from, such as the kit of a swab."),
    )
    description = fields.words(gettext_lazy("Description"), required=True)
    sensitivity = fields.choice(gettext_lazy("Sensitivity"))
    source = fields.choice(gettext_lazy("Source"))
    about = fields.choice(gettext_lazy("Which person"), required=False)
    source_words = fields.words(gettext_lazy("Source in words"), rows=1)
    place = fields.words(gettext_lazy("Place where it was taken"), rows=1)
    collected_at = fields.moment(gettext_lazy("When it was taken"))
    collected_by = fields.choice(gettext_lazy("Who took it"))
    collector_words = fields.words(gettext_lazy("Who took it, if nobody of the house"), rows=1)
    receipt = fields.words(
        gettext_lazy("Receipt by which it came from there"),
        rows=1,
        hint=gettext_lazy("Reference of the paper. Sealed."),
    )
    method = fields.choice(gettext_lazy("Method"))
    kit_lot = fields.short(gettext_lazy("Lot of the kit"))
    witness = fields.words(gettext_lazy("Who witnessed it"), rows=1)
    basis = fields.choice(gettext_lazy("Authority or consent"))
    basis_reference = fields.words(
        gettext_lazy("Reference"),
        rows=1,
        hint=gettext_lazy("Number of the order or the form. Sealed."),
    )
    no_basis = fields.choice(
        gettext_lazy("Why there is none yet"),
        required=False,
        hint=gettext_lazy("Only when there is no authority and no consent yet."),
    )
    seal = fields.short(gettext_lazy("Number of the seal"))
    condition = fields.choice(gettext_lazy("Condition"))
    note = fields.words(gettext_lazy("A note"))
    tool = fields.short(gettext_lazy("Tool"), most=80, hint=gettext_lazy("Sealed."))
    tool_version = fields.short(gettext_lazy("Its version"))
    write_blocked = forms.TypedChoiceField(
        label=gettext_lazy("Write blocker"),
        required=False,
        choices=[("", gettext_lazy("Not said")), ("yes", gettext_lazy("was used")),
                 ("no", gettext_lazy("was not used"))],
    )  # fmt: skip
    sha256 = fields.short(
        gettext_lazy("SHA-256 of what was taken"), most=64, hint=gettext_lazy("64 letters.")
    )

    def __init__(
        self,
        data: Any = None,
        *,
        parents: list[tuple[str, str]],
        people: list[tuple[str, str]],
        staff: list[tuple[str, str]],
        zone: ZoneInfo,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"sensitivity": "ordinary", "condition": "intact",
                                        **(initial or {})})  # fmt: skip
        self.zone = zone
        self.choose("sensitivity", saying.choices("sensitivity"))
        self.choose("condition", saying.choices("condition"))
        self.choose("parent", [("", _("Nothing: it stands by itself")), *parents])
        self.choose("about", [("", _("Nobody")), *people])
        outside = (OUTSIDE, _("Somebody outside the house"))
        self.choose("collected_by", [(str(saying.NONE[0]), str(saying.NONE[1])), *staff, outside])
        for step in codes.lists()["omitted_step"]:
            self._may_be_left_out(step)

    def _may_be_left_out(self, step: str) -> None:
        label = saying.code("omitted_step", step)
        self.fields[f"omit-{step}"] = forms.ChoiceField(
            label=label,
            required=False,
            choices=saying.choices("omit_reason", first=("", _("Not left out"))),
        )
        self.fields[f"omit-{step}-words"] = forms.CharField(
            label=_("%(step)s: more") % {"step": label},
            required=False,
            max_length=2_000,
            widget=forms.TextInput({"autocomplete": "off"}),
        )

    @property
    def groups(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        """The fields in the order of the facts."""
        for slug, title, names in GROUPS:
            yield slug, str(title), [self[name] for name in names]

    @property
    def more_fields(self) -> list[BoundField]:
        """What only some exhibits need."""
        return [self[name] for name in _MORE]

    @property
    def more_open(self) -> bool:
        """Whether some of it was said, is wrong, or is asked for by who took the thing."""
        outside = self["collected_by"].value() == OUTSIDE
        return outside or any(one.value() or one.errors for one in self.more_fields)

    @property
    def data_fields(self) -> list[BoundField]:
        """What is asked of data that was taken from a device."""
        return [self[name] for name in _DATA]

    @property
    def omissions(self) -> list[tuple[BoundField, BoundField]]:
        """Each step that may have been left out: its reason, and more in words."""
        return [
            (self[f"omit-{step}"], self[f"omit-{step}-words"])
            for step in codes.lists()["omitted_step"]
        ]

    @property
    def omissions_open(self) -> bool:
        """Whether something was said of a step that was left out."""
        return any(reason.value() or more.value() for reason, more in self.omissions)

    @property
    def data_open(self) -> bool:
        """Whether something was said of data."""
        return any(one.value() or one.errors for one in self.data_fields)

    def clean(self) -> dict[str, Any]:
        """Of data it has to be said whether a write blocker was used."""
        given = super().clean() or {}
        if any(given.get(name) for name in _DATA) and not given.get("write_blocked"):
            self.add_error("write_blocked", _("Say whether a write blocker was used."))
        return given

    def said(self) -> NewExhibit:
        """What was filled in."""
        given = self.cleaned_data
        who = given["collected_by"]
        return NewExhibit(
            words=ExhibitWords(
                description=given["description"],
                source=given["source_words"],
                place=given["place"],
                note=given["note"],
            ),
            collected_at=fields.read(given["collected_at"], self.zone),
            collected_by=None if who == OUTSIDE else uuid.UUID(who),
            about=_id(given["about"]),
            parent_id=_id(given["parent"]),
            omitted=tuple(self._omitted()),
            acquisition=self._acquisition(),
            **{name: given[name] for name in _PLAIN},
        )

    def _omitted(self) -> Iterator[Omitted]:
        for step in codes.lists()["omitted_step"]:
            if reason := self.cleaned_data[f"omit-{step}"]:
                words = self.cleaned_data[f"omit-{step}-words"]
                yield Omitted(step=step, reason=reason, words=words)

    def _acquisition(self) -> Acquisition | None:
        given = self.cleaned_data
        if not any(given[name] for name in _DATA):
            return None
        return Acquisition(
            tool=given["tool"],
            tool_version=given["tool_version"],
            write_blocked=given["write_blocked"] == "yes",
            sha256=given["sha256"].lower(),
        )


_PLAIN = (
    "kind", "sensitivity", "source", "collector_words", "receipt", "method", "kit_lot", "witness",
    "basis", "basis_reference", "no_basis", "seal", "condition",
)  # fmt: skip


def _id(text: str) -> uuid.UUID | None:
    return uuid.UUID(text) if text else None

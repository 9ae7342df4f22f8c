"""The form that accepts exhibits of one hand-over: each seal is read, each condition seen."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django import forms as django
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bairn.evidence.terms import Handover, HandoverItem, Receipt
from bairn.web.desk.exhibits import fields, forms, saying


@dataclass(frozen=True, slots=True)
class Line:
    """One exhibit of the hand-over with what is asked about it."""

    item: HandoverItem
    take: BoundField
    seal: BoundField
    none: BoundField
    condition: BoundField

    @property
    def fields(self) -> tuple[BoundField, ...]:
        """What has to be said of it."""
        return self.seal, self.none, self.condition


class Answer(forms.Act):
    """What arrived, thing by thing. A seal that differs has to be read twice before it is kept."""

    sure = django.CharField(required=False, widget=django.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        handover: Handover,
        zone: ZoneInfo,
        here: Sequence[str] = (),
    ) -> None:
        super().__init__(data, zone=zone)
        self.here = here  # what was scanned; nothing scanned: all of it is said to be here
        self.items = handover.waiting
        for item in self.items:
            self._ask(item)

    def _ask(self, item: HandoverItem) -> None:
        key = str(item.exhibit_id)
        number = {"number": item.number}
        self.fields[f"take-{key}"] = django.BooleanField(
            label=_("Exhibit %(number)s is here") % number,
            required=False,
            initial=not self.here or key in self.here,
        )
        self.fields[f"seal-{key}"] = fields.short(
            _("Seal on exhibit %(number)s") % number, hint=_("As you read it on the thing itself.")
        )
        self.fields[f"none-{key}"] = django.BooleanField(
            label=_("There is no seal on exhibit %(number)s") % number, required=False
        )
        self.fields[f"condition-{key}"] = django.ChoiceField(
            label=_("Condition of exhibit %(number)s") % number,
            required=False,
            choices=saying.choices("condition", first=saying.NONE),
        )

    @property
    def lines(self) -> Iterator[Line]:
        """Each exhibit that waits."""
        for item in self.items:
            names = (f"{name}-{item.exhibit_id}" for name in ("take", "seal", "none", "condition"))
            yield Line(item, *(self[name] for name in names))

    @property
    def plain(self) -> list[BoundField]:
        """What is asked once for all of it."""
        own = set(type(self).base_fields) - {"sure"}
        return [self[name] for name in self.fields if name in own]

    def clean(self) -> dict[str, Any]:
        """Every thing that is taken has its seal and its condition said."""
        given = super().clean() or {}
        chosen = [one for one in self.items if given.get(f"take-{one.exhibit_id}")]
        if not chosen:
            raise django.ValidationError(_("Tick at least one exhibit."))
        for item in chosen:
            self._said(item, given)
        if not self.errors:
            self._read_twice(given)
        return given

    def _said(self, item: HandoverItem, given: dict[str, Any]) -> None:
        key = str(item.exhibit_id)
        seal, none = given.get(f"seal-{key}", ""), given.get(f"none-{key}")
        if bool(seal) == bool(none):
            words = _("Type the number of the seal as you read it, or tick that there is none.")
            self.add_error(f"seal-{key}", words)
        if not given.get(f"condition-{key}"):
            self.add_error(f"condition-{key}", _("Say in which condition it is."))

    def _read_twice(self, given: dict[str, Any]) -> None:
        """What differs from the giver's word is kept only when it was typed the same once more."""
        other = [one for one in self.chosen if self.seal_of(one) != one.seal_before]
        seen = ";".join(f"{one.exhibit_id}={self.seal_of(one)}" for one in other)
        if other and given.get("sure") != seen:
            for one in other:
                words = _("The giver said another seal. Read it again; press once more to keep it.")
                self.add_error(f"seal-{one.exhibit_id}", words)
            self.data = {**self.data, "sure": seen}

    @property
    def chosen(self) -> list[HandoverItem]:
        """What is taken."""
        return [one for one in self.items if self.cleaned_data.get(f"take-{one.exhibit_id}")]

    def seal_of(self, item: HandoverItem) -> str:
        """The seal as it was read; empty where there is none."""
        return str(self.cleaned_data.get(f"seal-{item.exhibit_id}", "")).strip().upper()

    def said(self) -> dict[str, Any]:
        """Exhibits, seals and conditions in one order."""
        given = self.cleaned_data
        return {
            "exhibit_ids": [one.exhibit_id for one in self.chosen],
            "seals": [self.seal_of(one) for one in self.chosen],
            "conditions": [given[f"condition-{one.exhibit_id}"] for one in self.chosen],
        }


class Receipted(Answer):
    """The same where somebody outside has taken it, by a paper."""

    reference = fields.words(gettext_lazy("Reference of the paper"), required=True, rows=1)
    signed_by = fields.words(gettext_lazy("Who signed it"), required=True, rows=1)
    receipt_sha256 = fields.short(
        gettext_lazy("SHA-256 of the paper, if it is kept as a file"), most=64
    )
    field_order = ("reference", "signed_by", "receipt_sha256", "happened_at")

    def receipt(self) -> Receipt:
        """The paper."""
        return forms.receipt_of(self.cleaned_data)


def ticked(data: Any, handover: Handover) -> list[uuid.UUID]:
    """The exhibits that were chosen to be refused or taken back; all of them when none was."""
    waiting = [one.exhibit_id for one in handover.waiting]
    return [one for one in waiting if data.get(f"take-{one}")]

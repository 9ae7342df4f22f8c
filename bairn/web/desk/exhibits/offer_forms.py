"""To whom exhibits are offered: somebody of the circle, or somebody outside the house."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bairn.evidence.terms import ExhibitCard, Receiver
from bairn.web.desk.exhibits import fields, saying
from bairn.web.desk.exhibits.forms import Act


class Offer(Act):
    """Something is offered to somebody of the circle, or to somebody outside."""

    lists: ClassVar[Mapping[str, str]] = {"purpose": "purpose"}
    to = fields.choice(gettext_lazy("Given to"))
    to_words = fields.words(gettext_lazy("Who it is, if outside the house"), rows=1)
    purpose = fields.choice(gettext_lazy("What for"))
    field_order: Sequence[str] = ("to", "to_words", "purpose", "happened_at")

    def __init__(
        self, data: Any = None, *, zone: ZoneInfo, takers: Iterable[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(data, zone=zone, **more)
        outside = [(f"outside:{code}", words) for code, words in saying.choices("outside")]
        self.choose(
            "to",
            [
                (saying.NONE[0], saying.NONE[1]),
                (_("Of the circle"), list(takers)),
                (_("Outside the house"), outside),
            ],
        )

    def receiver(self) -> Receiver:
        """Who was named."""
        given = self.cleaned_data
        sort, _colon, code = given["to"].partition(":")
        if sort == "outside":
            return Receiver(outside=code, words=given["to_words"])
        return Receiver(staff_id=uuid.UUID(sort))


class OfferMany(Offer):
    """Several exhibits that one holds are offered together."""

    exhibits = forms.MultipleChoiceField(
        label=gettext_lazy("Exhibits"), widget=forms.CheckboxSelectMultiple
    )
    field_order = ("exhibits", "to", "to_words", "purpose", "happened_at")

    def __init__(self, data: Any = None, *, cards: Iterable[ExhibitCard], **more: Any) -> None:
        super().__init__(data, **more)
        self.choose(
            "exhibits",
            [(str(one.id), f"{one.number} · {saying.code('kind', one.kind)}") for one in cards],
        )

    @property
    def chosen(self) -> list[uuid.UUID]:
        """What is offered."""
        return [uuid.UUID(one) for one in self.cleaned_data["exhibits"]]

"""What may be done with an exhibit: numbers, codes, moments, and words that will be sealed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bairn.evidence.collecting import SAID
from bairn.evidence.terms import ExhibitCard, PlaceCard, Receipt
from bairn.web.desk.exhibits import fields, saying

_SEAL = gettext_lazy("Number of the seal")
_SEAL_HINT = gettext_lazy("As you read it on the thing itself; empty when there is none.")
_WHEN = gettext_lazy("When")


class Act(fields.Coded):
    """Something that is done at a moment, which may lie back; now unless another is said."""

    happened_at = fields.moment(
        _WHEN, required=False, hint=gettext_lazy("Empty means now. It may lie back, never ahead.")
    )

    def __init__(self, data: Any = None, *, zone: ZoneInfo, **more: Any) -> None:
        super().__init__(data, auto_id=f"{type(self).__name__.lower()}-%s", **more)
        self.zone = zone

    def when(self, at: datetime) -> datetime:
        """The moment that was said, else `at`."""
        given = self.cleaned_data.get("happened_at")
        return fields.read(given, self.zone) if given else at


class Seal(Act):
    """A seal is put on."""

    seal = fields.short(_SEAL, required=True)
    field_order = ("seal", "happened_at")


class BreakSeal(Act):
    """A seal is broken."""

    lists: ClassVar[Mapping[str, str]] = {"reason": "break_seal"}
    reason = fields.choice(gettext_lazy("Reason"))
    field_order = ("reason", "happened_at")


class Accept(Act):
    """Something is taken: the seal as it is read, the condition as it is seen."""

    lists: ClassVar[Mapping[str, str]] = {"condition": "condition"}
    seal = fields.short(_SEAL, hint=_SEAL_HINT)
    condition = fields.choice(gettext_lazy("Condition"))
    field_order = ("seal", "condition", "happened_at")


class Refuse(Act):
    """Something is not taken."""

    lists: ClassVar[Mapping[str, str]] = {"reason": "refuse"}
    reason = fields.choice(gettext_lazy("Reason"))
    field_order = ("reason", "happened_at")


class TakeBack(Act):
    """An offer is ended by whoever made it."""

    lists: ClassVar[Mapping[str, str]] = {"reason": "take_back"}
    reason = fields.choice(gettext_lazy("Reason"))
    field_order = ("reason", "happened_at")


class Store(Act):
    """Something is put into a place."""

    lists: ClassVar[Mapping[str, str]] = {"condition": "condition"}
    place = fields.choice(gettext_lazy("Storage place"))
    condition = fields.choice(gettext_lazy("Condition"))
    field_order = ("place", "condition", "happened_at")

    def __init__(
        self, data: Any = None, *, zone: ZoneInfo, places: Iterable[PlaceCard], **more: Any
    ) -> None:
        super().__init__(data, zone=zone, **more)
        self.choose("place", [("", str(saying.NONE[1])), *places_of(places)])


class TakeOut(Act):
    """Something is taken out of its place."""

    lists: ClassVar[Mapping[str, str]] = {"purpose": "purpose"}
    purpose = fields.choice(gettext_lazy("What for"))
    field_order = ("purpose", "happened_at")


class Examine(Act):
    """Something was examined."""

    lists: ClassVar[Mapping[str, str]] = {
        "what_for": "what_for", "consumed": "consumed", "result": "result",
        "condition": "condition",
    }  # fmt: skip
    what_for = fields.choice(gettext_lazy("For what"))
    from_at = fields.moment(gettext_lazy("From"))
    until_at = fields.moment(gettext_lazy("Until"))
    seal_after = fields.short(gettext_lazy("Seal after"), hint=_SEAL_HINT)
    consumed = fields.choice(gettext_lazy("Used up"))
    condition = fields.choice(gettext_lazy("Condition after"))
    result = fields.choice(gettext_lazy("Result"))
    words = fields.words(gettext_lazy("Result in words"))
    field_order = (
        "what_for", "from_at", "until_at", "seal_after", "consumed", "condition",
        "result", "words",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["happened_at"]


class Outside(Act):
    """Somebody outside the house took it or gave it back, by a paper."""

    lists: ClassVar[Mapping[str, str]] = {"condition": "condition"}
    reference = fields.words(gettext_lazy("Reference of the paper"), required=True, rows=1)
    signed_by = fields.words(gettext_lazy("Who signed it"), required=True, rows=1)
    receipt_sha256 = fields.short(
        gettext_lazy("SHA-256 of the paper, if it is kept as a file"), most=64
    )
    seal = fields.short(_SEAL, hint=_SEAL_HINT)
    condition = fields.choice(gettext_lazy("Condition"))
    field_order: Sequence[str] = (
        "reference", "signed_by", "receipt_sha256", "seal", "condition", "happened_at",
    )  # fmt: skip

    def receipt(self) -> Receipt:
        """The paper."""
        return receipt_of(self.cleaned_data)


class ComeBack(Outside):
    """It came back from outside: the seal that the paper says, and the one that is there."""

    said_seal = fields.short(gettext_lazy("Seal that the paper says"))
    field_order = (
        "reference", "signed_by", "receipt_sha256", "said_seal", "seal", "condition", "happened_at",
    )  # fmt: skip


class GiveBack(Act):
    """It goes back to its owner, by a paper."""

    owner = fields.words(gettext_lazy("Who the owner is"), required=True, rows=1)
    reference = fields.words(gettext_lazy("Reference of the paper"), required=True, rows=1)
    signed_by = fields.words(gettext_lazy("Who signed it"), required=True, rows=1)
    receipt_sha256 = fields.short(
        gettext_lazy("SHA-256 of the paper, if it is kept as a file"), most=64
    )
    field_order = ("owner", "reference", "signed_by", "receipt_sha256", "happened_at")


class Claim(Act):
    """Somebody says that they have it, though nobody gave it to them."""

    lists: ClassVar[Mapping[str, str]] = {"reason": "claim", "condition": "condition"}
    reason = fields.choice(gettext_lazy("How that came about"))
    seal = fields.short(_SEAL, hint=_SEAL_HINT)
    condition = fields.choice(gettext_lazy("Condition"))
    field_order = ("reason", "seal", "condition", "happened_at")


class Correct(fields.Coded):
    """One thing that was said is said anew, by a code or in words."""

    lists: ClassVar[Mapping[str, str]] = {"reason": "correct_reason"}
    anew = fields.choice(gettext_lazy("What is right"))
    words = fields.words(gettext_lazy("In words, where words are said anew"))
    reason = fields.choice(gettext_lazy("Reason"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="correct-%s")
        coded = [
            (str(label), [(f"{field}:{code}", text) for code, text in saying.choices(which)])
            for field, which, label in _CODED
        ]
        said = [(f"{field}:", saying.sealed(f"exhibit_{field}")) for field in sorted(SAID)]
        self.fields["anew"].choices = [  # type: ignore[attr-defined] # a choice field
            saying.NONE, (_("In words"), said), *coded,
        ]  # fmt: skip

    def said(self) -> dict[str, str]:
        """The field, and its code or its words."""
        given = self.cleaned_data
        field, _colon, value = given["anew"].partition(":")
        words = "" if value else given["words"]
        return {"field": field, "value": value, "words": words, "reason": given["reason"]}


_CODED = (
    ("kind", "kind", gettext_lazy("Kind")),
    ("sensitivity", "sensitivity", gettext_lazy("Sensitivity")),
    ("source", "source", gettext_lazy("Source")),
    ("method", "method", gettext_lazy("Method")),
    ("basis", "basis", gettext_lazy("Authority or consent")),
)


class Explain(fields.Coded):
    """How a break came about."""

    lists: ClassVar[Mapping[str, str]] = {"reason": "explain"}
    reason = fields.choice(gettext_lazy("How that came about"))
    words = fields.words(gettext_lazy("In your own words"))


class Propose(fields.Coded):
    """A wish that it be disposed of."""

    lists: ClassVar[Mapping[str, str]] = {"basis": "disposal_basis"}
    basis = fields.choice(gettext_lazy("Basis"))


class Decline(fields.Coded):
    """The wish is declined."""

    lists: ClassVar[Mapping[str, str]] = {"reason": "decline_disposal"}
    reason = fields.choice(gettext_lazy("Reason"))


class Dispose(Act):
    """It is disposed of, before a witness."""

    lists: ClassVar[Mapping[str, str]] = {"method": "disposal_method"}
    method = fields.choice(gettext_lazy("How"))
    witness = fields.choice(gettext_lazy("Who sees it"))
    field_order = ("method", "witness", "happened_at")

    def __init__(
        self, data: Any = None, *, zone: ZoneInfo, circle: Iterable[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(data, zone=zone, **more)
        self.choose("witness", [("", str(saying.NONE[1])), *circle])


def receipt_of(given: Mapping[str, Any]) -> Receipt:
    """The paper that was named."""
    return Receipt(
        reference=given["reference"],
        signed_by=given["signed_by"],
        sha256=given["receipt_sha256"].strip().lower(),
    )


def places_of(places: Iterable[PlaceCard]) -> list[tuple[str, str]]:
    """Places that are in use, each with its condition."""
    return [
        (str(one.id), f"{one.name} · {saying.code('storage', one.condition)}")
        for one in places
        if one.closed_at is None
    ]


def as_it_is(card: ExhibitCard) -> dict[str, str]:
    """What a form says first of the condition: as it was last. The seal is read off the thing."""
    return {"condition": card.condition}

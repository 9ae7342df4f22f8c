"""The forms of the review of old cases: what may be chosen comes from the catalogues."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bairn.evidence import codes
from bairn.intake import vocabulary
from bairn.nonrecent import book as catalogue
from bairn.nonrecent.terms import Declared, NewChange, Question
from bairn.protocols import packs
from bairn.web.desk import case_words
from bairn.web.desk.choosing import NOTHING, DeskForm

LINE = 200


def _words(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=10_000,
        required=False,
        widget=forms.Textarea({"rows": 2, "autocomplete": "off"}),
    )


class Answer(DeskForm):
    """What was found to one question of the checklist."""

    answer = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect)
    words = _words(
        _("In words"), _("Needed for what is to be done and for what is not possible. Sealed.")
    )

    def __init__(self, question: Question, data: Any = None) -> None:
        super().__init__(data, prefix=question.code)
        self.question = question
        rows = catalogue.book().answers.items()
        self.choose("answer", [(code.value, case_words.said(text)) for code, text in rows])


class Finish(DeskForm):
    """How the review ends, and why."""

    outcome = forms.ChoiceField(label=_("How it ends"))
    reasons = forms.MultipleChoiceField(
        label=_("Reasons"),
        help_text=_("At least one that fits the outcome."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words = _words(_("In words"), _("Sealed like everything that is told."))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="finish")
        book = catalogue.book()
        outcomes = [(code, case_words.said(row.text)) for code, row in book.outcomes.items()]
        self.choose("outcome", [NOTHING, *outcomes])
        reasons = book.reasons.items()
        self.choose("reasons", [(code, case_words.said(text)) for code, text in reasons])


class Unsent(DeskForm):
    """Why a kit was never sent."""

    reason = forms.ChoiceField(label=_("Why it was never sent"))

    def __init__(self, number: int, data: Any = None) -> None:
        super().__init__(data, prefix=f"kit{number}")
        rows = catalogue.book().unsent.items()
        reasons = [(code, case_words.said(text)) for code, text in rows]
        self.choose("reason", [NOTHING, *reasons])


class Change(DeskForm):
    """What changed, since when, and which files it concerns."""

    kind = forms.ChoiceField(label=_("What changed"))
    reference = forms.CharField(
        label=_("The law or method, as it is cited"), max_length=LINE, required=False
    )
    from_at = forms.DateField(
        label=_("Since when it holds"), widget=forms.DateInput({"type": "date"})
    )
    packs = forms.MultipleChoiceField(
        label=_("Packs"),
        help_text=_("None chosen: all."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    offences = forms.MultipleChoiceField(
        label=_("Offences"),
        help_text=_("None chosen: all."),
        required=False,
        widget=forms.SelectMultiple({"size": 8}),
    )
    exhibit_kinds = forms.MultipleChoiceField(
        label=_("Kinds of exhibit"),
        help_text=_("None chosen: all."),
        required=False,
        widget=forms.SelectMultiple({"size": 8}),
    )

    def __init__(self, kinds: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.choose("kind", kinds)
        self.choose("packs", [(name, name) for name in packs.ids()])
        self.choose("offences", _offences())
        rows = codes.lists()["kind"].items()
        self.choose("exhibit_kinds", [(code, case_words.said(row.text)) for code, row in rows])

    def said(self, at: Any) -> NewChange:
        """What the form says, once it is valid."""
        given = self.cleaned_data
        return NewChange(
            kind=Declared(given["kind"]),
            reference=given["reference"],
            from_at=at(given["from_at"]),
            packs=frozenset(given["packs"]),
            offences=frozenset(given["offences"]),
            exhibit_kinds=frozenset(given["exhibit_kinds"]),
        )


def _offences() -> list[tuple[str, str]]:
    """The kinds of offence that a report or case can name, in words."""
    found: dict[str, str] = {}
    for row in vocabulary.incidents().values():
        if "offence" in row:
            found.setdefault(row["offence"], row[case_words.language()])
    return sorted(found.items(), key=lambda pair: pair[1])

"""What every page of the form is made of: its heading, its reason, and the kinds of fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django import forms

from bairn.web.report.draft import Draft

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Page(forms.Form):
    """One page: its heading, why it is asked, and for which drafts it is asked at all."""

    key: ClassVar[str] = ""
    heading: ClassVar[StrOrPromise] = ""
    why: ClassVar[StrOrPromise] = ""
    advice: ClassVar[StrOrPromise] = ""

    use_required_attribute = False
    do_not_call_in_templates: ClassVar[bool] = True  # a template shows the page's heading, no more

    def __init__(self, *, draft: Draft, data: object = None, initial: object = None) -> None:
        """Bound to `data` where it is given; fitted to the answers of `draft`."""
        super().__init__(data=data, initial=initial)  # type: ignore[arg-type]  # as Django takes it
        self.fit(draft)

    def fit(self, draft: Draft) -> None:
        """Change what this page offers by what was answered before; most pages never do."""

    @staticmethod
    def asked_of(draft: Draft) -> bool:
        """Whether the page belongs to a form with these answers."""
        return True


def choice(label: StrOrPromise, choices: object) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,  # type: ignore[arg-type]  # a list or a callable, as Django takes it
        required=False,
        widget=forms.RadioSelect,
    )


def several(
    label: StrOrPromise, choices: list[tuple[str, StrOrPromise]]
) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


def line(label: StrOrPromise, help_text: StrOrPromise = "", longest: int = 300) -> forms.CharField:
    # Browsers may send what is typed to a spelling service: not here.
    hints = {"autocomplete": "off", "spellcheck": "false"}
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=longest,
        widget=forms.TextInput(attrs=hints),
    )


def text(
    label: StrOrPromise, help_text: StrOrPromise = "", *, rows: int = 4, longest: int = 4000
) -> forms.CharField:
    hints = {"rows": rows, "autocomplete": "off", "spellcheck": "false"}
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=longest,
        widget=forms.Textarea(attrs=hints),
    )

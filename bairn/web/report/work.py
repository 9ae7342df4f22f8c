"""Pages for people whose work brings them together with children: their place, and the situation.

The situations come from the pack's list (`intake/catalogue/situations.yaml`); choosing one or more
says why this has to be reported, none of them is needed to report.
"""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bairn.intake import situations as intake_situations
from bairn.web.report.asking import Page
from bairn.web.report.draft import Draft


def at_work(draft: Draft) -> bool:
    """Whether the reporter speaks as somebody whose work this is."""
    return draft.first("who", "part") == "work"


class Work(Page):
    """Where the reporter works, in general words."""

    key = "work"
    heading = _("Where do you work?")
    why = _("The law asks some people to report. This tells us which rule protects you.")
    field = forms.ChoiceField(
        label=_("I work in"),
        choices=[
            ("school", _("a school, nursery or training place")),
            ("health", _("a hospital, clinic or pharmacy")),
            ("care", _("social work, a shelter or a children's home")),
            ("lodging", _("a hotel, guest house or transport")),
            ("platform", _("an online service")),
            ("village", _("a village or residents' committee, or a public office")),
            ("other", _("somewhere else")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )

    @staticmethod
    def asked_of(draft: Draft) -> bool:
        """Only of people whose work it is."""
        return at_work(draft)


def _situations() -> list[tuple[str, str]]:
    language = "zh" if (get_language() or "en").startswith("zh") else "en"
    return [(row.key, row.label[language]) for row in intake_situations.all_situations()]


class Situations(Page):
    """The pack's list of situations that have to be reported."""

    key = "situations"
    heading = _("Does one of these fit what you have seen?")
    why = _("Choose all that fit, or none. If none fits, it can still be reported.")
    seen = forms.MultipleChoiceField(
        label=_("What I have seen or been told"),
        choices=_situations,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @staticmethod
    def asked_of(draft: Draft) -> bool:
        """Only of people whose work it is."""
        return at_work(draft)

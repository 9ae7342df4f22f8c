"""Pages for people whose work brings them together with children: their place, and the situation.

The situations come from the pack's list (`intake/catalogue/situations.yaml`); choosing one says
why this has to be reported, and none is needed to report.
"""

from typing import cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bairn.intake import vocabulary
from bairn.web.report import emergency
from bairn.web.report.asking import Page, choice
from bairn.web.report.country import jurisdiction
from bairn.web.report.draft import Draft

_ANYWHERE = "barnahus-eu"  # whose list speaks of no law of one country


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


class Situation(Page):
    """The list of situations of the pack that holds there; the reporter chooses the closest."""

    key = "situation"
    heading = _("Does one of these fit what you have seen?")
    why = _("Choose the one that fits best, or none. If none fits, it can still be reported.")
    seen = choice(_("What I have seen or been told"), [])
    rows: tuple[vocabulary.Situation, ...] = ()

    def fit(self, draft: Draft) -> None:
        """Offer the rows of the pack under its own question."""
        language = "zh" if (get_language() or "en").startswith("zh") else "en"
        pack = emergency.pack_of(jurisdiction=jurisdiction(draft)) or _ANYWHERE
        chosen = vocabulary.situations()[pack]
        self.rows = chosen.rows
        field = cast(forms.ChoiceField, self.fields["seen"])
        field.label = chosen.title[language]
        field.choices = [(row.code, row.text[language]) for row in chosen.rows]

    @staticmethod
    def asked_of(draft: Draft) -> bool:
        """Only of people whose work it is."""
        return at_work(draft)

"""In which country it is: decides the numbers to call, the list of situations, the pack."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from bairn.web.report.asking import Page, choice
from bairn.web.report.draft import Draft


class Country(Page):
    """Asked only where this house serves more than one jurisdiction."""

    key = "country"
    heading = _("In which country is the child or person?")
    why = _("So that the right rules and the right people are chosen.")
    place = choice(
        _("Country"),
        [
            ("CN", _("Mainland China")),
            ("EU", _("a country of the European Union")),
            ("US", _("the United States")),
            ("other", _("another country")),
            ("unknown", _("I do not know")),
        ],
    )

    @staticmethod
    def asked_of(draft: Draft) -> bool:
        """Not where the house is set to one jurisdiction."""
        return not _set()


def jurisdiction(draft: Draft) -> str:
    """The jurisdiction this house is set to, else the one that was answered, else ""."""
    return _set() or draft.first("country", "place")


def _set() -> str:
    return str(settings.BAIRN_JURISDICTION)

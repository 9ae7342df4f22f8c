"""What forms of the desk share: lists that are filled when a form is made, none preselected."""

from collections.abc import Iterable, Mapping

from django import forms

from bairn.kernel.text import Text
from bairn.web.desk import case_words

NOTHING = ("", "—")  # nothing is chosen before somebody chooses
Choice = tuple[str, str]


class DeskForm(forms.Form):
    """A form that the server checks, so that a no is told in the reader's language."""

    use_required_attribute = False

    def choose(self, field: str, pairs: Iterable[object]) -> None:
        """Set what a field offers: pairs of value and words, or groups of pairs."""
        self.fields[field].choices = list(pairs)  # type: ignore[attr-defined] # a choice field


def texts(rows: Mapping[str, Text]) -> list[Choice]:
    """Codes with their words, and nothing before them."""
    return [NOTHING, *((code, case_words.said(text)) for code, text in rows.items())]

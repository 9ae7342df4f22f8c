"""What is filled in on the pages of digests."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bairn.digests.actions.lists import MOST_BYTES
from bairn.digests.terms import Digest, ListKind, NewList, WatchReason, read_digest
from bairn.web.desk.digests import saying


class BringIn(forms.Form):
    """What a list is, and its file."""

    use_required_attribute = False
    name = forms.CharField(label=_("Name of the list"), max_length=120, strip=True)
    kind = forms.ChoiceField(
        label=_("What it means to be on it"),
        choices=[(one.value, words) for one, words in saying.KINDS.items()],
        widget=forms.RadioSelect,
    )
    source = forms.CharField(label=_("Who hands it out"), max_length=120, required=False)
    edition = forms.CharField(label=_("Edition"), max_length=60, required=False)
    agreement = forms.CharField(
        label=_("Under which agreement it may be used"), max_length=200, required=False
    )
    other_categories = forms.CharField(
        label=_("Categories of no concern"),
        help_text=_("For a mixed list: divided by commas, for example 0, 4."),
        max_length=500,
        required=False,
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV, or JSON as Project VIC hands it out; at most 20 MB. Larger ones come by the"
            " command `bairn digests import`."
        ),
        error_messages={"required": _("Choose a file of at most 20 MB.")},
    )

    def said(self) -> NewList:
        """What was filled in."""
        given = self.cleaned_data
        return NewList(
            name=given["name"],
            kind=ListKind(given["kind"]),
            source=given["source"],
            edition=given["edition"],
            agreement=given["agreement"],
            other_categories=frozenset(
                one.strip() for one in given["other_categories"].split(",") if one.strip()
            ),
        )

    def content(self) -> bytes:
        """The file, or a little more than it may have, so that the rule can refuse it."""
        content: bytes = self.cleaned_data["file"].read(MOST_BYTES + 1)
        return content


class WatchFor(forms.Form):
    """Digests, one a line, and why."""

    use_required_attribute = False
    digests = forms.CharField(
        label=_("Digests, one a line"),
        help_text=_("MD5, SHA-1 or SHA-256, as hexadecimal digits."),
        max_length=80_000,
        widget=forms.Textarea({"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )
    reason = forms.ChoiceField(
        label=_("Why"), choices=[(one.value, words) for one, words in saying.WATCHING.items()]
    )

    def clean_digests(self) -> tuple[Digest, ...]:
        """Every line as the digest that it is."""
        read = [read_digest(line) for line in self.cleaned_data["digests"].split()]
        if any(one is None for one in read):
            raise forms.ValidationError(_("A digest has 32, 40 or 64 hexadecimal digits."))
        return tuple(one for one in read if one is not None)

    def asked(self) -> dict[str, Any]:
        """What the act is told."""
        given = self.cleaned_data
        return {"digests": given["digests"], "reason": WatchReason(given["reason"])}

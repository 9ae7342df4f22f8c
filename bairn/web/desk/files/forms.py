"""Forms of files: beginning to view, locking, grounds, digest-only entries."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bairn.access.terms import Purpose
from bairn.evidence import reading_book
from bairn.evidence.terms.files import DigestOnly
from bairn.evidence.terms.locks import LockKind
from bairn.web.desk import case_words, purposes, words

_CLASSES = {"other": gettext_lazy("other"), "unknown": gettext_lazy("unknown")}
_HEX = re.compile(r"[0-9a-fA-F]+")


class View(forms.Form):
    """For which purpose somebody looks."""

    def __init__(self, *args: Any, roles: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"] = forms.ChoiceField(
            label=gettext_lazy("What do you look for?"),
            choices=[(one.value, words.PURPOSES[one]) for one in purposes.fitting(roles)],
        )

    @property
    def purpose(self) -> Purpose:
        """What was chosen."""
        return Purpose(self.cleaned_data["purpose"])


class Lock(forms.Form):
    """Which lock somebody puts on a file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lock"] = forms.ChoiceField(
            label=gettext_lazy("Why it stays shut"),
            choices=[
                (kind.value, case_words.said(rule.title))
                for kind, rule in reading_book.book().locks.items()
            ],
        )


class Ground(forms.Form):
    """The lawful ground that lifts one lock."""

    kind = forms.CharField(widget=forms.HiddenInput)
    reference = forms.CharField(
        label=gettext_lazy("Where it can be looked up"),
        help_text=gettext_lazy("Court or office, number and day. It is sealed."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=4000,
    )

    def __init__(self, *args: Any, lock: LockKind, **kwargs: Any) -> None:
        kwargs |= {"initial": {"kind": lock.value}, "auto_id": f"id_{lock.value}_%s"}
        super().__init__(*args, **kwargs)
        book = reading_book.book()
        self.lock = lock
        self.rule = book.locks[lock]
        self.fields["ground"] = forms.ChoiceField(
            label=gettext_lazy("Lawful ground"),
            choices=[(code, case_words.said(book.grounds[code])) for code in self.rule.lifted_by],
        )
        self.order_fields(["kind", "ground", "reference"])


class Digest(forms.Form):
    """A file that lies elsewhere: what names it, and who has it."""

    sha256 = forms.CharField(
        label="SHA-256",
        help_text=gettext_lazy("64 hexadecimal digits; “bairn evidence digest FILE” prints them."),
        max_length=64,
    )
    sha1 = forms.CharField(label="SHA-1", required=False, max_length=40)
    md5 = forms.CharField(label="MD5", required=False, max_length=32)
    size = forms.IntegerField(label=gettext_lazy("Size in bytes"), min_value=0, max_value=2**62)
    classification = forms.ChoiceField(
        label=gettext_lazy("Classification"),
        help_text=gettext_lazy("The code that whoever classified it gave; nobody here looks."),
        choices=lambda: [
            (code, _CLASSES.get(code, code)) for code in reading_book.book().classifications
        ],
        initial="unknown",
    )
    locator = forms.CharField(
        label=gettext_lazy("Where it lies"),
        help_text=gettext_lazy("A shelf, a system and number, an address. It is sealed."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )
    custodian = forms.CharField(
        label=gettext_lazy("Who keeps it"),
        help_text=gettext_lazy("Office and person. It is sealed."),
        max_length=400,
    )

    def clean_sha256(self) -> bytes:
        """The digest as bytes."""
        return self._digest("sha256", 64)

    def clean_sha1(self) -> bytes:
        """The digest as bytes; none where none was given."""
        return self._digest("sha1", 40)

    def clean_md5(self) -> bytes:
        """The digest as bytes; none where none was given."""
        return self._digest("md5", 32)

    def _digest(self, name: str, digits: int) -> bytes:
        said = "".join(self.cleaned_data[name].split())
        if not said and not self.fields[name].required:
            return b""
        if len(said) != digits or not _HEX.fullmatch(said):
            raise ValidationError(
                _("This needs %(digits)d hexadecimal digits.") % {"digits": digits}
            )
        return bytes.fromhex(said)

    def said(self) -> DigestOnly:
        """Everything that was filled in."""
        return DigestOnly(**self.cleaned_data)

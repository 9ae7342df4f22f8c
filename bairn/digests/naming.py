"""What is said of a list before it is read, checked and put in order."""

from dataclasses import replace

from bairn.digests.terms import NewList
from bairn.kernel.refusal import Refusal

_MOST = {"name": 120, "source": 120, "edition": 60, "agreement": 200}
MOST_CATEGORIES = 100


def check(said: NewList) -> NewList:
    """The same, tidied. Raises Refusal digests.name, digests.long, digests.categories."""
    tidy = replace(
        said,
        name=_tidy(said.name),
        source=_tidy(said.source),
        edition=_tidy(said.edition),
        agreement=_tidy(said.agreement),
    )
    if not tidy.name:
        raise Refusal("digests.name", "Give the list a name.", field="name")
    for name, most in _MOST.items():
        if len(getattr(tidy, name)) > most:
            raise Refusal("digests.long", "This is too long for its place.", field=name)
    codes = frozenset(code for one in said.other_categories if (code := category(one)))
    if len(codes) > MOST_CATEGORIES:
        raise Refusal(
            "digests.categories",
            "At most 100 categories can be named.",
            field="other_categories",
        )
    return replace(tidy, other_categories=codes)


def category(said: object) -> str:
    """A category as its code: small letters and digits, joined by `_`; empty when too long."""
    words = "".join(char if char.isalnum() else " " for char in str(said).lower()).split()
    code = "_".join(words)
    return code if len(code) <= 64 else ""


def _tidy(text: str) -> str:
    return " ".join(text.replace("\0", "").split())

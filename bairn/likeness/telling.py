"""Reasons in words: from codes to a sentence in the language of who judges."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import yaml

from bairn.likeness.matches import Reason
from bairn.likeness.model import CATALOGUE

_BETWEEN: Final = {"en": "; ", "zh": "；"}


def title(evidence: str, language: str) -> str:
    """What a piece of evidence is called."""
    return str(_words()["evidence"][evidence][language])


def sentence(reason: Reason, language: str) -> str:
    """What agrees, and how far."""
    words = _words()
    if reason.evidence != "name":
        return str(words[reason.evidence][reason.level][language])
    family, given, *order = reason.level.split(".")
    parts = [words["family"][family], words["given"][given]]
    parts += [words["order"][one] for one in order]
    return _BETWEEN[language].join(part[language] for part in parts)


@cache
def _words() -> Mapping[str, Any]:
    told: Mapping[str, Any] = yaml.safe_load((CATALOGUE / "evidence.yaml").read_text("utf-8"))
    return told

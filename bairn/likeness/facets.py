"""A name as the components of a print; each way to read it is one facet."""

from collections.abc import Mapping
from dataclasses import asdict

from bairn.likeness.names.forms import forms
from bairn.likeness.terms import Name


def facets_of_name(name: Name) -> tuple[Mapping[str, str], ...]:
    """Component to text for each reading, the likeliest first; empty for a name without letters."""
    return tuple(
        {component: text for component, text in asdict(one).items() if text} for one in forms(name)
    )

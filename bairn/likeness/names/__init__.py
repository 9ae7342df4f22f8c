"""Names: the forms under which the same one is found again, and how alike two are."""

from bairn.likeness.names.comparing import NameLevel, NameLikeness, compare
from bairn.likeness.names.forms import NameForms, forms

__all__ = ["NameForms", "NameLevel", "NameLikeness", "compare", "forms"]

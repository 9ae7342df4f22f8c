"""What a lint says: one fault or warning, with the row it stands in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a pack: where, a code to grep for, what to mend. Only a warning may ship."""

    row: str
    code: str
    text: str
    warning: bool = False

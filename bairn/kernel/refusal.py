"""How a rule says no: a code to grep for and a reason in plain words."""

from collections.abc import Callable
from typing import Any, ParamSpec

from bairn.kernel.text import Text

P = ParamSpec("P")


class Refusal(Exception):
    """A rule's no. `code` is stable and greppable; `reason` says what to mend, without any name.

    `field` names the input that has to be mended, where there is one; `text` is the reason in both
    languages where it names rows of data, which no door's translations can know.
    """

    def __init__(
        self, code: str, reason: str, *, field: str = "", text: Text | None = None
    ) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason
        self.field = field
        self.text = text


def why_not(rule: Callable[P, Any], *args: P.args, **kwargs: P.kwargs) -> Refusal | None:
    """The refusal that `rule` would raise, or None when it would pass: for buttons that are off."""
    try:
        rule(*args, **kwargs)
    except Refusal as refusal:
        return refusal
    return None

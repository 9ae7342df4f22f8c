"""What a rule says no with is said to the reader in their own language."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext

from bairn.web.desk.reasons import REASONS

HOUSE = Path(__file__).resolve().parents[3] / "bairn"
# What only operators meet at the command line, or machines at their own door, needs no translation.
SPOKEN = (
    "cases/closing.py",
    "cases/promising.py",
    "cases/actions/closing.py",
    "cases/actions/promising.py",
    "journeys/close_case.py",
    "journeys/hand_over.py",
    "preservation",
    "supervision",
    "protocols/waiving.py",
    "vault/opening.py",
    "vault/pacing.py",
    "web/desk",
)


def reasons(path: Path) -> Iterator[str]:
    """The reasons of every refusal in a file that are written out as one text."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal":
            said = node.args[1] if len(node.args) > 1 else None
            if isinstance(said, ast.Constant) and isinstance(said.value, str):
                yield said.value


def test_every_reason_that_a_page_can_show_is_translated() -> None:
    files = [
        f
        for name in SPOKEN
        for f in ([HOUSE / name] if name.endswith(".py") else (HOUSE / name).rglob("*.py"))
    ]
    said = {reason for file in files for reason in reasons(file)} | set(REASONS)
    assert len(said) > 30
    with translation.override("zh-hans"):
        assert [one for one in sorted(said) if gettext(one) == one] == []

"""A key of a file is asked for by named modules alone, so that no lock can be walked around."""

import ast
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2] / "bairn"
# A bundle that was made is a file too, and its own journey hands it out.
MAY = {
    "evidence/queries/viewing.py",
    "evidence/actions/uploads.py",
    "journeys/fetch_bundle.py",
}
_WAYS = {"file_keys", "keys_to_go_on"}


def _asking() -> set[str]:
    found = set()
    for path in HOUSE.rglob("*.py"):
        names = {
            node.attr if isinstance(node, ast.Attribute) else node.id
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute | ast.Name)
        }
        if names & _WAYS:
            found.add(str(path.relative_to(HOUSE)))
    return found


def test_nobody_but_the_named_modules_asks_for_the_key_of_a_file() -> None:
    assert _asking() - MAY == set()
    assert _asking() >= MAY

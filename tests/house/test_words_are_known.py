"""Every word of a room's terms stands in the glossary; every text of a door in both languages."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.rooms import CHECKOUT, HOUSE, room_of, sources, tree
from tests.house.texts import known_to, texts_of

_GLOSSARY = CHECKOUT / "docs" / "glossary.md"
_TERMS = [p for p in sources() if p.name == "terms.py" or p.parent.name == "terms"]
_CLASSES = sorted(
    (room_of(path), node.name)
    for path in _TERMS
    for node in tree(path).body
    if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
)
_DOORS = sorted(p.parents[2] for p in HOUSE.glob("web/*/locale/*/LC_MESSAGES/"))


@pytest.mark.parametrize(("room", "name"), _CLASSES, ids=[f"{r}.{n}" for r, n in _CLASSES])
def test_a_word_of_the_terms_stands_in_the_glossary_under_its_room(room: str, name: str) -> None:
    section = _GLOSSARY.read_text().split(f"\n## {room}\n")[1].split("\n## ")[0]
    assert f"| `{name}` |" in section


def test_every_text_of_every_door_is_translated() -> None:
    done = subprocess.run(
        [sys.executable, CHECKOUT / "tools" / "words", "check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "every text is translated")


@pytest.mark.parametrize("door", ["report", "desk", "kit", "hall"])
def test_every_text_in_a_page_or_a_file_of_a_door_is_in_its_words(door: str) -> None:
    """Found by their marks in the files themselves, so that no gettext is needed."""

    folder = HOUSE / "web" / door
    assert sorted(texts_of(folder) - known_to(folder)) == []


def test_doors_with_texts_have_words() -> None:
    assert {Path(door).name for door in _DOORS} >= {"report", "desk", "kit"}

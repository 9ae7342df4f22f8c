"""The texts of a door as its files mark them, and those its words know: no gettext needed."""

import ast
import re
from pathlib import Path

import polib

from tests.house.rooms import tree

_CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "pgettext_lazy", "ngettext_lazy"}
_TRANSLATE = re.compile(r"""\{%\s*(?:translate|trans)\s+(?:"([^"]*)"|'([^']*)')""")
_BLOCK = re.compile(
    r"\{%\s*blocktrans(?:late)?\b[^%]*%\}(.*?)(?:\{%\s*plural\s*%\}(.*?))?"
    r"\{%\s*endblocktrans(?:late)?\s*%\}",
    re.S,
)
_VARIABLE = re.compile(r"\{\{\s*([\w.]+)[^}]*\}\}")


def texts_of(folder: Path) -> set[str]:
    """Every text that a page or a Python file of this door shows in a language."""
    found: set[str] = set()
    for path in folder.rglob("*.html"):
        text = path.read_text()
        # A per cent sign of a template is doubled in its message, as makemessages does it.
        found |= {(one or other).replace("%", "%%") for one, other in _TRANSLATE.findall(text)}
        for block in _BLOCK.findall(text):
            doubled = (part.replace("%", "%%") for part in block if part)
            found |= {_VARIABLE.sub(r"%(\1)s", part) for part in doubled}
    for path in folder.rglob("*.py"):
        found |= _marked(path)
    return found


def _marked(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id not in _CALLS:
            continue
        strings = [a.value for a in node.args if isinstance(a, ast.Constant)]
        strings = [s for s in strings if isinstance(s, str)]
        if node.func.id.startswith("pgettext"):
            strings = strings[1:]
        found |= set(strings)
    return found


def known_to(folder: Path) -> set[str]:
    """Every text that this door's words, or the kit's which it stands on, have a translation of."""
    known: set[str] = set()
    for home in (folder, folder.parent / "kit"):
        for source in home.glob("locale/zh_Hans/LC_MESSAGES/django.po"):
            for entry in polib.pofile(str(source)):
                if entry.translated():
                    known |= {entry.msgid, entry.msgid_plural} - {""}
    return known

"""The house as its own files show it: modules, floors, the names in them."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import bairn

HOUSE = Path(bairn.__file__).parent
CHECKOUT = HOUSE.parent
# From the ground up, as in .importlinter; what stands side by side shares a floor.
FLOORS = (
    ("kernel",), ("oversight",), ("access",), ("jobs", "house", "paper", "likeness"),
    ("vault", "outbox", "digests"),
    ("cases",), ("protocols", "intake", "records"),
    ("triage", "proof", "interviews", "supervision", "evidence", "preservation",
     "linkage", "series"),
    ("vigilance", "disclosure", "nonrecent"), ("feed",), ("journeys",), ("web", "api", "demo"),
    ("cli",),
)  # fmt: skip
FLOOR = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}
_RUN_ON_IMPORT = {"bairn.cli.__main__", "bairn.house.settings_test", "bairn.oversight.verify"}


def sources(*, migrations: bool = False) -> list[Path]:
    """Every Python file of the product."""
    return [
        path for path in sorted(HOUSE.rglob("*.py")) if migrations or "migrations" not in path.parts
    ]


def room_of(path: Path) -> str:
    """The room a file stands in."""
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def tree(path: Path) -> ast.Module:
    """The file, parsed."""
    return ast.parse(path.read_text(), filename=str(path))


def import_everything() -> list[str]:
    """Import every module of the product but WSGI entries and scripts; their names."""
    names = []
    for module in pkgutil.walk_packages([str(HOUSE)], "bairn."):
        if module.name in _RUN_ON_IMPORT or ".wsgi." in module.name or ".migrations" in module.name:
            continue
        importlib.import_module(module.name)
        names.append(module.name)
    return names


def imported(module: ast.Module) -> Iterator[str]:
    """Every dotted name that a file imports."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)

"""The coding form as the catalogue has it: themes, items, values, limits, reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from bairn.kernel import catalogue
from bairn.kernel.text import Text
from bairn.series.terms import Block, Item, Limit, Theme

FOLDER = Path(__file__).parent / "catalogue"
UNKNOWN = "unknown"
MOST_VALUES = 7  # two items share a byte in the kernel
_YES_NO = {"yes": Text("yes", "是"), "no": Text("no", "否")}


@dataclass(frozen=True)
class Book:
    """Everything that the room's catalogue says."""

    themes: tuple[Theme, ...]
    lead: Text
    limits: tuple[Limit, ...]
    amending: Mapping[str, Text]
    judging: Mapping[str, Text]
    leaving: Mapping[str, Text]
    proposing: Mapping[str, Text]

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item by its code, in the order of the form."""
        return {item.code: item for theme in self.themes for item in theme.items}


@cache
def book() -> Book:
    """The form. Raises CatalogueError for an item of an unknown theme or with too many values."""
    behaviours: Any = catalogue.load(FOLDER / "behaviours.yaml")
    limits: Any = catalogue.load(FOLDER / "limits.yaml")
    reasons: Any = catalogue.load(FOLDER / "reasons.yaml")
    items = [_item(code, row, behaviours["themes"]) for code, row in behaviours["items"].items()]
    return Book(
        themes=tuple(
            Theme(
                code=code,
                title=Text(**row["title"]),
                items=tuple(item for item in items if item.theme == code),
            )
            for code, row in behaviours["themes"].items()
        ),
        lead=Text(**limits["lead"]),
        limits=tuple(
            Limit(code=code, text=Text(**row["text"]), source=row["source"], mark=row["mark"])
            for code, row in limits["limits"].items()
        ),
        **{
            kind: {code: Text(**row) for code, row in rows.items()}
            for kind, rows in reasons.items()
        },
    )


def _item(code: str, row: Mapping[str, Any], themes: Mapping[str, Any]) -> Item:
    if row["theme"] not in themes:
        raise catalogue.CatalogueError(f"behaviours.yaml: {code} stands under no theme")
    own = row["values"]
    values = _YES_NO if own == "yes_no" else {name: Text(**said) for name, said in own.items()}
    if not 2 <= len(values) <= MOST_VALUES or UNKNOWN in values:
        raise catalogue.CatalogueError(f"behaviours.yaml: {code} has 2 to {MOST_VALUES} values")
    return Item(
        code=code,
        theme=row["theme"],
        block=Block(themes[row["theme"]]["block"]),
        title=Text(**row["title"]),
        means=Text(**row["means"]),
        values=values,
        mark=row["mark"],
    )

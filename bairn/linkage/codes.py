"""Reads the codes of judging, and refuses a catalogue that does not hold together."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bairn.kernel import catalogue
from bairn.kernel.text import Text
from bairn.linkage.terms.judging import Book
from bairn.linkage.terms.leads import Verdict

FILE = Path(__file__).parent / "catalogue" / "judging.yaml"


@cache
def book() -> Book:
    """The codes on disk, read once. Raises CatalogueError."""
    rows: Any = catalogue.load(FILE)
    try:
        return Book(
            verdicts={Verdict(code): text for code, text in _texts(rows["verdicts"]).items()},
            reasons=_texts(rows["reasons"]),
            reason_of={code: Verdict(row["of"]) for code, row in rows["reasons"].items()},
            unmerging=_texts(rows["unmerging"]),
            relations=_texts(rows["relations"]),
            plans=_texts(rows["plans"]),
            talks=_texts(rows["talks"]),
            traces=_texts(rows["traces"]),
            trace_fields={code: row["field"] for code, row in rows["traces"].items()},
            sources=_texts(rows["sources"]),
        )
    except (KeyError, ValueError) as malformed:
        raise catalogue.CatalogueError(f"{FILE.name}: {malformed}") from malformed


def of_leads(*, of_files: bool) -> frozenset[str]:
    """The reasons that fit what is judged: two people, or two files in which the same one lies."""
    rows: Any = catalogue.load(FILE)["reasons"]
    left_out = "people" if of_files else "files"
    return frozenset(code for code, row in rows.items() if row.get("only") != left_out)


def _texts(rows: Mapping[str, Any]) -> dict[str, Text]:
    return {code: Text(row["en"], row["zh"]) for code, row in rows.items()}

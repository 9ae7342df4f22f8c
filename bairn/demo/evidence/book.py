"""What `catalogue/evidence.yaml` tells of the evidence of the demo."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from bairn.demo.cast import FOLDER
from bairn.kernel import catalogue

Row = Mapping[str, Any]


@cache
def book() -> Row:
    """Places, cases with what they hold, kits without a report, the list of digests."""
    document: Row = catalogue.load(FOLDER / "evidence.yaml")
    return document

"""What `catalogue/linkage.yaml` tells of the links of the demo."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from bairn.demo.cast import FOLDER
from bairn.kernel import catalogue

Row = Mapping[str, Any]


@cache
def book() -> Row:
    """People, what was said of their leads, requests, plans, older records, offences."""
    document: Row = catalogue.load(FOLDER / "linkage.yaml")
    return document

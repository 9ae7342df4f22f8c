"""Reading JSON from outside: bounded, without twin keys, without numbers that are none."""

import json
import math
from collections.abc import Iterator
from typing import Any, NoReturn, cast

from django.http import HttpRequest
from ninja.parser import Parser
from ninja.types import DictStrAny

from bairn.intake.terms import Element

MAX_DEPTH = 16
MAX_VALUES = 20_000


class Reader(Parser):
    """The API's way to read a body. Raises ValueError, which the door answers with 400."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        """The object in the body."""
        return read(request.body)


def read(content: bytes) -> DictStrAny:
    """The one JSON object in `content`, UTF-8. Raises ValueError, or RecursionError when deep."""
    found = json.loads(
        content.decode("utf-8"), object_pairs_hook=_object, parse_constant=_no_number
    )
    if not isinstance(found, dict):
        raise ValueError("not an object")
    _check(found)
    return cast(DictStrAny, found)


def elements(content: DictStrAny, root: str) -> Iterator[Element]:
    """Every value that was sent, with its path: `report/people[2]/role`, numbered from one."""
    waiting: list[tuple[str, Any]] = [(root, content)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(reversed([(f"{path}/{key}", one) for key, one in value.items()]))
        elif isinstance(value, list):
            numbered = [(f"{path}[{place}]", one) for place, one in enumerate(value, start=1)]
            waiting.extend(reversed(numbered))
        else:
            yield Element(path, value if isinstance(value, str) else json.dumps(value))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(_said: str) -> NoReturn:
    raise ValueError("not a number of JSON")


def _check(root: Any) -> None:
    """Refuse what is deep, endless, or no text: half a surrogate pair can be kept nowhere."""
    waiting: list[tuple[int, Any]] = [(1, root)]
    seen = 0
    while waiting:
        depth, value = waiting.pop()
        seen += 1
        if depth > MAX_DEPTH or seen > MAX_VALUES:
            raise ValueError("too deep or too much")
        if isinstance(value, dict):
            for key in value:
                key.encode("utf-8")
            waiting.extend((depth + 1, one) for one in value.values())
        elif isinstance(value, list):
            waiting.extend((depth + 1, one) for one in value)
        elif isinstance(value, str):
            value.encode("utf-8")
        elif isinstance(value, float) and not math.isfinite(value):
            raise ValueError("not a finite number")

"""Every address and every command of the house, with what its door says about who may."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from bairn.api.who_may import WHO_MAY as API
from bairn.cli import main
from bairn.web.desk.who_may import WHO_MAY as DESK
from bairn.web.report.who_may import WHO_MAY as REPORT

ALL_DOORS = "bairn.house.urls.all_doors"
# Leaving, the language, which door, how the house is: for anybody, and nothing of anybody in them.
FOR_ANYBODY = frozenset({"kit:leave", "kit:language", "hall:health", "which_door"})
DOORS: Mapping[str, tuple[str, ...]] = {**REPORT, **DESK, **API}
MARKERS = frozenset({"public", "signed_in", "platform"})


@dataclass(frozen=True)
class Route:
    """One address: its full name and the parts that have to be filled in."""

    name: str
    parts: tuple[str, ...]


def routes() -> list[Route]:
    """Every named address of all doors."""
    return sorted(_below(get_resolver(ALL_DOORS), ()), key=lambda route: route.name)


def _below(resolver: URLResolver, spaces: tuple[str, ...]) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield Route(":".join((*spaces, entry.name or "unnamed")), tuple(_parts(entry)))
        else:
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from _below(entry, inner)


def _parts(entry: URLPattern) -> Iterator[str]:
    yield from entry.pattern.converters


def commands() -> set[str]:
    """Every command by its path, as one types it."""
    found = set()
    for name in main.GROUPS:
        command = main.load(name)
        inner = getattr(command, "commands", None)
        found |= {f"{name} {sub}" for sub in inner} if inner else {name}
    return found

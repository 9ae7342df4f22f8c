"""The words of the surroundings of a case: node, edge, graph."""

import uuid
from dataclasses import dataclass
from enum import StrEnum


class NodeKind(StrEnum):
    """What a node is."""

    FILE = "file"  # a case, report or collection in one's reach
    SUBJECT = "subject"  # somebody in it, under their pseudonym


class EdgeKind(StrEnum):
    """What joins two nodes."""

    IN = "in"  # somebody is in a file
    LEAD = "lead"  # may be the same, judged by nobody
    SAME = "same"  # judged the same
    UNSURE = "unsure"
    RELATED = "related"  # belong together and are not the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A file, or somebody in one."""

    id: uuid.UUID
    kind: NodeKind
    holder_id: uuid.UUID
    label: str  # reference or pseudonym; never a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """What joins two nodes, and how."""

    one: uuid.UUID
    other: uuid.UUID
    kind: EdgeKind
    lead_id: uuid.UUID | None = None
    how: str = ""  # of a relation
    shares: tuple[str, ...] = ()  # of a lead: the kinds of identifiers that are the same in both
    of_files: bool = False  # a lead between two files in which the same one lies


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The surroundings of a case within one's circle. What lies elsewhere is one yes or no."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    elsewhere: bool
    cut: bool  # more than can be drawn; the nearest are shown

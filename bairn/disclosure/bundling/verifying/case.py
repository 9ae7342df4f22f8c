"""What the bundle tells of the case, held against itself and against the record."""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
import json
import re
import uuid
from datetime import datetime
from typing import Any, NamedTuple

from .words import Wrong

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
NODES = uuid.UUID("6d9f3b66-8f14-4a8e-9d43-0f8b4c1f7a10")  # of the graph's ids
CUSTODY, SCHEDULE = "data/custody.csv", "data/schedule.csv"
GRAPH, ACCESS, SALTS = "data/case.jsonld", "data/access.csv", "data/record/salts.csv"

Row = dict[str, str]  # of a table: column -> text


class Told(NamedTuple):
    """An entry of the record, and its place."""

    place: int
    entry: dict[str, Any]


class Story(NamedTuple):
    """What of the graph is compared with the tables."""

    case: str  # its id in the graph, as are those below
    exhibits: dict[str, tuple[str, str]]  # code -> (id, code of the root)
    actions: dict[str, tuple[str, ...]]  # id -> code of the exhibit, start, end, by, to
    files: dict[str, str]  # path below data/ -> digest


def number(text: str) -> int:
    if len(text) > 18:
        raise ValueError("a number too large")
    return int(text)


def read_json(data: bytes) -> Any:
    return json.loads(data.decode("utf-8"), parse_int=number, object_pairs_hook=once)


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def table(data: bytes, where: str, columns: tuple[str, ...]) -> list[Row]:
    """The rows of a CSV with these columns among others."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    if not rows or not set(columns) <= set(rows[0]) or len(set(rows[0])) != len(rows[0]):
        raise Wrong("format", where)
    if any(len(row) != len(rows[0]) for row in rows):
        raise Wrong("format", where)
    return [dict(zip(rows[0], row)) for row in rows[1:]]  # noqa: B905 - since Python 3.10


def moment(text: str, where: str) -> datetime:
    if not MOMENT.fullmatch(text):
        raise Wrong("format", where)
    return datetime.fromisoformat(text[:-1])


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def node_id(one: object) -> str:
    """The UUID under which something stands in the graph: CASE knows no UUID of version 7."""
    return str(uuid.uuid5(NODES, str(one)))


def last(identifier: str) -> str:
    """The UUID with which an identifier of the graph ends."""
    return identifier[-36:]


def read_graph(data: bytes) -> Story:
    nodes = read_json(data)["@graph"]
    known = {node["@id"]: node for node in nodes}
    if len(known) != len(nodes):
        raise Wrong("twice", GRAPH)
    kinds: dict[str, list[Any]] = {}
    for node in nodes:
        kinds.setdefault(node["@type"], []).append(node)
        for reference in references(node):
            if reference not in known:
                raise Wrong("dangling", f"{GRAPH} {node['@id']} -> {reference}")
    (investigation,) = kinds["case-investigation:Investigation"]
    exhibits, codes = read_exhibits(kinds.get("case-investigation:ProvenanceRecord", []))
    actions = {}
    for node in kinds.get("case-investigation:InvestigativeAction", []):
        start, end = node["uco-action:startTime"]["@value"], node["uco-action:endTime"]["@value"]
        if moment(end, node["@id"]) < moment(start, node["@id"]):
            raise Wrong("ends_first", f"{GRAPH} {node['@id']}")
        (thing,) = [codes[one["@id"]] for one in listed(node.get("uco-action:object"))]
        before = listed(node.get("case-investigation:wasInformedBy"))
        if any(known[one["@id"]]["@type"] != node["@type"] for one in before):
            raise Wrong("dangling", f"{GRAPH} {node['@id']}")
        people = [node["uco-action:performer"], *listed(node.get("uco-action:participant"))]
        hands = (last(one["@id"]) for one in people)
        actions[last(node["@id"])] = (thing, start, end, *hands)
    return Story(last(investigation["@id"]), exhibits, actions, read_files(kinds))


def references(value: Any) -> list[str]:
    """Every `{"@id": …}` in a node that stands alone: it points at another node."""
    found, waiting = [], [one for key, one in value.items() if key != "@id"]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            found += [one["@id"]] if set(one) == {"@id"} else []
            waiting += one.values()
    return found


def read_exhibits(nodes: list[Any]) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    exhibits: dict[str, tuple[str, str]] = {}
    codes: dict[str, str] = {}
    for node in nodes:
        code = node["case-investigation:exhibitNumber"]
        if not listed(node.get("uco-core:object")):
            raise Wrong("no_object", f"{GRAPH} {code}")
        if code in exhibits:
            raise Wrong("twice", f"{GRAPH} {code}")
        exhibits[code] = last(node["@id"]), node["case-investigation:rootExhibitNumber"]
        codes[node["@id"]] = code
    for code, (_, root) in exhibits.items():
        if root not in exhibits:
            raise Wrong("dangling", f"{GRAPH} {code} -> {root}")
    return exhibits, codes


def read_files(kinds: dict[str, list[Any]]) -> dict[str, str]:
    files = {}
    for node in kinds.get("uco-observable:File", []):
        facets = {facet["@type"]: facet for facet in node["uco-core:hasFacet"]}
        path = facets["uco-observable:FileFacet"]["uco-observable:filePath"]
        (digest,) = facets["uco-observable:ContentDataFacet"]["uco-observable:hash"]
        if path in files:
            raise Wrong("twice", f"{GRAPH} {path}")
        files[path] = digest["uco-types:hashValue"]["@value"].lower()
    return files


def whom(entry: dict[str, Any]) -> str:
    return f"{entry['actor_kind']}:{entry['actor']}"


def on_record(entry: str, record: dict[str, Told], where: str) -> Told:
    if entry not in record:
        raise Wrong("no_entry", where)
    return record[entry]


def check_schedule(data: bytes, story: Story, digests: dict[str, str]) -> None:
    """Every exhibit and every file of the bundle is on the schedule, and as it says."""
    columns = ("exhibit", "use", "reason", "agreed_by", "file", "path", "sha256", "copy_of")
    rows = table(data, SCHEDULE, columns)
    files, paths = {row["file"] for row in rows}, [row["path"] for row in rows if row["path"]]
    for count, row in enumerate(rows, 2):
        where = f"{SCHEDULE} {count}"
        check_use(row, where)
        if row["path"]:
            folder = row["path"].split("/")[1]
            if folder != row["exhibit"] or folder not in story.exhibits:
                raise Wrong("disagree", where)
            if digests.get(f"data/{row['path']}") != row["sha256"]:
                raise Wrong("disagree", where)
        if row["copy_of"] and row["copy_of"] not in files:
            raise Wrong("dangling", where)
    for code in sorted(set(story.exhibits) - {row["exhibit"] for row in rows}):
        raise Wrong("unscheduled", f"{SCHEDULE} {code}")
    there = {path[5:] for path in digests if path.startswith("data/exhibits/")}
    for path in sorted(there ^ set(paths)):
        raise Wrong("unscheduled", f"data/{path}")
    if len(paths) != len(there):
        raise Wrong("twice", SCHEDULE)
    if story.files != {path: digests[f"data/{path}"] for path in there}:
        raise Wrong("disagree", GRAPH)


def check_use(row: Row, where: str) -> None:
    if row["use"] not in ("used", "unused", "withheld"):
        raise Wrong("format", where)
    if row["use"] == "withheld" and (row["path"] or not row["reason"] or not row["agreed_by"]):
        raise Wrong("withheld", where)


def check_commitments(data: bytes, digests: dict[str, str], record: dict[str, Told]) -> None:
    """Every file is the one of which the record has kept the commitment since it came in."""
    rows = {row["path"]: row for row in table(data, SALTS, ("path", "file", "entry", "salt"))}
    for path in sorted(one for one in digests if one.startswith("data/exhibits/")):
        row = rows.get(path[5:])
        if row is None:
            raise Wrong("commitment", path)
        told = on_record(row["entry"], record, f"{SALTS} {path}")
        made = hmac.new(bytes.fromhex(row["salt"]), bytes.fromhex(digests[path]), hashlib.sha256)
        kept = told.entry.get("detail", {}).get("commitment")
        if told.entry["act"] != "evidence.take_file" or kept != made.hexdigest():
            raise Wrong("commitment", path)
        if told.entry.get("subject") not in (None, row["file"]):
            raise Wrong("entry", path)


def check_access(data: bytes, record: dict[str, Told]) -> None:
    """Every look on the record of this bundle is told, once, and as it was."""
    columns = ("at", "act", "by", "roles", "subject", "outcome", "entry")
    looks = {one for one, told in record.items() if told.entry["kind"] == "look"}
    for count, row in enumerate(table(data, ACCESS, columns), 2):
        where = f"{ACCESS} {count}"
        entry = on_record(row["entry"], record, where).entry
        if row["entry"] not in looks:
            raise Wrong("twice" if entry["kind"] == "look" else "entry", where)
        looks.remove(row["entry"])
        told = entry["at"], entry["act"], whom(entry), " ".join(entry.get("roles", []))
        if told != (row["at"], row["act"], row["by"], row["roles"]):
            raise Wrong("entry", where)
        if (entry.get("subject", ""), entry["outcome"]) != (row["subject"], row["outcome"]):
            raise Wrong("entry", where)
    for one in sorted(looks):
        raise Wrong("missing", f"{ACCESS} {one}")

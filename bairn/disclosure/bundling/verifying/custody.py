"""What a bundle tells of custody, event by event, held against the graph and the record."""

from __future__ import annotations

from .case import CUSTODY, Row, Story, Told, moment, node_id, on_record, table, whom
from .words import Wrong

COLUMNS = (
    *("number", "id", "exhibit", "kind", "at", "until", "recorded_at", "by", "by_role", "to"),
    *("handover", "place", "entry"),
)
WRITTEN_BY = {  # what happened -> the act that wrote it, and what that act's entry is about
    "collected": ("register", "exhibit"),
    "received": ("register", "exhibit"),
    "sealed": ("seal", "exhibit"),
    "seal_broken": ("break_seal", "exhibit"),
    "offered": ("offer", "handover"),
    "accepted": ("accept", "handover"),
    "refused": ("refuse", "handover"),
    "taken_back": ("take_back", "handover"),
    "accepted_outside": ("accepted_outside", "handover"),
    "came_back": ("came_back", "exhibit"),
    "claimed": ("claim", "exhibit"),
    "stored": ("store", "exhibit"),
    "taken_out": ("take_out", "exhibit"),
    "examined": ("examine", "exhibit"),
    "missed": ("audit_place", "place"),
    "found": ("audit_place", "place"),
    "given_back": ("give_back", "exhibit"),
    "disposed": ("dispose", "exhibit"),
}
INTO_CASE = "evidence.kit_into_case"  # brings a kit with all that happened to it before
TELLS = frozenset(  # acts that each wrote an event about the exhibit that they name
    f"evidence.{act}" for act, about in WRITTEN_BY.values() if about == "exhibit"
)
ANSWERS = ("accepted", "accepted_outside", "refused", "taken_back")


def check(data: bytes, story: Story, record: dict[str, Told]) -> int:
    """Every event of custody: as the graph tells it, and as the record has it, in order."""
    rows, place = table(data, CUSTODY, COLUMNS), -1
    seen: set[str] = set()
    written: set[tuple[str, str, str]] = set()
    offered: dict[tuple[str, str], str] = {}
    for count, row in enumerate(rows, 1):
        where = f"{CUSTODY} {count}"
        once = row["entry"], row["exhibit"], row["kind"]
        told = on_record(row["entry"], record, where)
        came = told.entry["act"] == INTO_CASE
        if row["id"] in seen or (once in written and not came):
            raise Wrong("twice", where)
        seen.add(row["id"])
        written.add(once)
        if row["number"] != str(count) or told.place < place:
            raise Wrong("order", where)
        place = told.place
        check_entry(row, told, story, where)
        check_times(row, told, where)
        until = row["until"] or row["at"]
        hands = (node_id(one) for one in (row["by"], row["to"]) if one)
        if story.actions.get(node_id(row["id"])) != (row["exhibit"], row["at"], until, *hands):
            raise Wrong("disagree", where)
        key = row["handover"], row["exhibit"]
        if row["kind"] == "offered":
            offered[key] = row["at"]
        elif row["kind"] in ANSWERS and not offered.get(key, "~") <= row["at"]:
            raise Wrong("not_offered", where)
    if set(map(node_id, seen)) != set(story.actions):
        raise Wrong("disagree", CUSTODY)
    nothing_left_out({row["entry"] for row in rows}, story, record)
    return len(rows)


def check_entry(row: Row, told: Told, story: Story, where: str) -> None:
    """The entry is of the act that writes such an event, and about this very thing."""
    entry, known = told.entry, story.exhibits.get(row["exhibit"])
    act, about = WRITTEN_BY.get(row["kind"], ("", ""))
    if known is None or not act or entry["outcome"] != "done":
        raise Wrong("entry", where)
    subject = entry.get("subject", "")
    if entry["act"] == INTO_CASE:
        fits = node_id(subject) == story.exhibits.get(known[1], known)[0]
    elif about == "exhibit":
        fits = node_id(subject) == known[0]
    else:
        fits = bool(subject) and subject == row[about]
    if entry["act"] not in (f"evidence.{act}", INTO_CASE) or not fits:
        raise Wrong("entry", where)


def check_times(row: Row, told: Told, where: str) -> None:
    start, recorded = moment(row["at"], where), moment(row["recorded_at"], where)
    if row["until"] and moment(row["until"], where) < start:
        raise Wrong("ends_first", where)
    if start > recorded:
        raise Wrong("before", where)
    entry = told.entry
    if entry["act"] == INTO_CASE:
        if recorded > moment(entry["at"], where):
            raise Wrong("entry", where)
    elif (entry["at"], whom(entry), " ".join(entry.get("roles", []))) != (
        *(row["recorded_at"], row["by"], row["by_role"]),
    ):
        raise Wrong("entry", where)


def nothing_left_out(named: set[str], story: Story, record: dict[str, Told]) -> None:
    known = {one for one, _ in story.exhibits.values()}
    for one, (_, entry) in sorted(record.items()):
        done = entry["act"] in TELLS and entry["outcome"] == "done"
        if done and one not in named and node_id(entry.get("subject", "")) in known:
            raise Wrong("missing", f"{CUSTODY} {one}")

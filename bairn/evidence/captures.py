"""What a capture of a web page says, WARC or WACZ: read, computed anew, never shown or fetched."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from bairn.evidence import media, zips
from bairn.evidence.inflating import (
    Budget,
    Inflated,
    Limits,
    MalformedError,
    Source,
    Stretch,
    TooMuchError,
)
from bairn.evidence.terms.captures import Agreement, Capture, Page, Record, Resource
from bairn.evidence.warc import Keeper, records
from bairn.kernel.refusal import Refusal

MOST_RECORDS = 200  # that are kept for a page; all are counted and computed
MOST_PAGES = 100
_MOST_JSON = 4 * 1024**2
LIMITS = Limits(out_bytes=8 * 1024**3, seconds=300.0, entries=200_000)
_OF_THE_PAGE = frozenset({"response", "resource", "revisit"})  # others say when they were written
_HASH = re.compile(r"(sha256|md5):([0-9a-fA-F]{32,64})")


def is_capture(source: Source) -> bool:
    """Whether this begins as a WARC does, or is a zip with the list of a WACZ in it."""
    head = source.read(0, media.HEAD)
    kind = media.found(head)
    budget = Budget(Limits(entries=20_000))
    try:
        if kind == media.ZIP:
            return any(one.name == "datapackage.json" for one in zips.entries(source, budget))
        if kind == "application/gzip":
            return Inflated(Stretch(source, budget), "gz", budget).read(5) == b"WARC/"
    except (MalformedError, TooMuchError):
        return False
    return kind == media.WARC


def read(
    source: Source, *, limits: Limits = LIMITS, spent: Callable[[], float] = lambda: 0.0
) -> Capture:
    """What this capture says. What is damaged is shown as such, up to where it can be read.

    Raises Refusal evidence.no_capture for what is none.
    """
    if not is_capture(source):
        raise Refusal("evidence.no_capture", "This is neither a WARC nor a WACZ file.")
    reading = _Reading(source, Budget(limits, spent))
    if media.found(source.read(0, media.HEAD)) == media.ZIP:
        return reading.wacz()
    return reading.warc()


class _Reading:
    def __init__(self, source: Source, budget: Budget) -> None:
        self._source, self._budget = source, budget
        self._agreements: Counter[str] = Counter()
        self._records: list[Record] = []
        self._pages: list[Page] = []
        self._resources: list[Resource] = []
        self._faults: list[str] = []
        self._software = ""
        self._times: list[datetime] = []
        self._count = 0

    def warc(self) -> Capture:
        with _Faults(self._faults, "records"):
            for one in records(warc_reader(self._source, self._budget), self._budget):
                self._add(one)
        return self._made("warc")

    def wacz(self) -> Capture:
        with _Faults(self._faults, "archive"):
            listed = {one.name: one for one in zips.entries(self._source, self._budget)}
            said = self._json(listed, "datapackage.json")
            self._list_itself(listed)
            self._parts(said, listed)
            self._say_pages(listed)
            self._software = _whole_signs(str(said.get("software", ""))[:200])
            for name in sorted(listed):
                if re.fullmatch(r"archive/[^/]+\.warc(\.gz)?", name):
                    self._inner(listed[name])
        return self._made("wacz")

    def _inner(self, one: zips.Stated) -> None:
        with _Faults(self._faults, "records"):
            kind = (
                "gz" if zips.beginning(self._source, one, self._budget)[:2] == b"\x1f\x8b" else ""
            )
            inside = zips.opened(self._source, one, self._budget)
            reader = Inflated(inside, kind, self._budget)
            for record in records(reader, self._budget, start=self._count):
                self._add(record)

    def _add(self, one: Record) -> None:
        self._count += 1
        self._agreements[f"block.{one.block}"] += 1
        self._agreements[f"payload.{one.payload}"] += 1
        if one.at and one.kind in _OF_THE_PAGE:
            self._times = [min([*self._times, one.at]), max([*self._times, one.at])]
        if one.kind == "warcinfo" and not self._software:
            self._software = _software(one.says)
        if len(self._records) < MOST_RECORDS:
            self._records.append(one)

    def _made(self, kind: str) -> Capture:
        pages = self._pages or [
            Page(url=one.url, at=one.at)
            for one in self._records
            if one.kind in {"response", "resource"} and one.url
        ]
        return Capture(
            kind=kind,
            pages=tuple(pages[:MOST_PAGES]),
            software=self._software,
            captured_at=self._times[0] if self._times else None,
            captured_until=self._times[-1] if self._times else None,
            records=tuple(self._records),
            count=self._count,
            agreements=dict(sorted(self._agreements.items())),
            resources=tuple(self._resources),
            faults=tuple(dict.fromkeys(self._faults)),
        )

    def _json(self, listed: Mapping[str, zips.Stated], name: str) -> dict[str, Any]:
        try:
            said = json.loads(self._small(listed[name]))
        except (KeyError, ValueError, RecursionError) as fault:
            raise MalformedError(name) from fault
        if not isinstance(said, dict):
            raise MalformedError(name)
        return said

    def _small(self, one: zips.Stated) -> bytes:
        return b"".join(_up_to(zips.content(self._source, one, self._budget), _MOST_JSON))

    def _list_itself(self, listed: Mapping[str, zips.Stated]) -> None:
        """The list of the parts has a digest of its own."""
        if "datapackage-digest.json" not in listed:
            self._faults.append("list_not_sealed")
            return
        said = self._json(listed, "datapackage-digest.json")
        one = listed["datapackage.json"]
        agrees = self._agreement(one, str(said.get("hash", "")))
        self._resources.append(Resource(path=one.name, size=one.size, agrees=agrees))

    def _parts(self, said: Mapping[str, Any], listed: Mapping[str, zips.Stated]) -> None:
        stated = said.get("resources")
        if not isinstance(stated, list):
            raise MalformedError("resources")
        named = set()
        for row in stated[:1000]:
            path = str(row.get("path", "")) if isinstance(row, dict) else ""
            named.add(path)
            if path not in listed:
                self._faults.append("part_missing")
                continue
            one = listed[path]
            agrees = self._agreement(one, str(row.get("hash", "")))
            self._resources.append(Resource(path=path[:400], size=one.size, agrees=agrees))
        known = {*named, "datapackage.json", "datapackage-digest.json"}
        if any(name not in known and not name.endswith("/") for name in listed):
            self._faults.append("part_not_listed")

    def _agreement(self, one: zips.Stated, said: str) -> Agreement:
        if not said:
            return Agreement.NOT_SAID
        stated = _HASH.fullmatch(said)
        if not stated:
            return Agreement.UNKNOWN
        made = hashlib.new(stated.group(1))
        for piece in zips.content(self._source, one, self._budget):
            made.update(piece)
        same = made.hexdigest() == stated.group(2).lower()
        return Agreement.AGREES if same else Agreement.DIFFERS

    def _say_pages(self, listed: Mapping[str, zips.Stated]) -> None:
        if "pages/pages.jsonl" not in listed:
            return
        for line in self._small(listed["pages/pages.jsonl"]).splitlines()[: MOST_PAGES + 1]:
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                self._faults.append("pages_unreadable")
                return
            if isinstance(row, dict) and isinstance(row.get("url"), str):
                title = _whole_signs(str(row.get("title", ""))[:300])
                at = _moment(str(row.get("ts", "")))
                self._pages.append(Page(url=_whole_signs(row["url"][:2000]), title=title, at=at))


class _Faults:
    """Turns what stops a reading into a code, so that what was read before it is kept."""

    def __init__(self, faults: list[str], where: str) -> None:
        self._faults, self._where = faults, where

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, fault: object, trace: object) -> bool:
        if isinstance(fault, TooMuchError):
            self._faults.append(f"limit_{fault.what}")
        elif isinstance(fault, MalformedError):
            self._faults.append(f"{self._where}_damaged")
        return isinstance(fault, TooMuchError | MalformedError)


def warc_reader(source: Source, budget: Budget) -> Inflated:
    """The records of a plain or compressed WARC, to be read from the first."""
    packed = "gz" if source.read(0, 2) == b"\x1f\x8b" else ""
    return Inflated(Stretch(source, budget), packed, budget)


def kept(source: Source, number: int, *, most: int, spent: Callable[[], float]) -> Keeper:
    """The payload of record `number` of a capture, cut at `most` bytes.

    Raises Refusal evidence.no_record where it cannot be reached.
    """
    budget, keeper = Budget(LIMITS, spent), Keeper(number, most)
    try:
        for one in _all(source, budget, keeper):
            if one.number == number:
                return keeper
    except (MalformedError, TooMuchError):
        pass  # said below: what stands behind the damage cannot be shown
    raise Refusal("evidence.no_record", "This record cannot be read.")


def _all(source: Source, budget: Budget, keeper: Keeper) -> Iterator[Record]:
    if media.found(source.read(0, media.HEAD)) != media.ZIP:
        yield from records(warc_reader(source, budget), budget, keeper)
        return
    listed = sorted(zips.entries(source, budget), key=lambda one: one.name)
    start = 0
    for one in listed:
        if re.fullmatch(r"archive/[^/]+\.warc(\.gz)?", one.name):
            kind = "gz" if zips.beginning(source, one, budget)[:2] == b"\x1f\x8b" else ""
            inside = Inflated(zips.opened(source, one, budget), kind, budget)
            for record in records(inside, budget, keeper, start=start):
                yield record
                start = record.number + 1


def _whole_signs(text: str) -> str:
    """JSON can write half a sign, which nothing else can: no text of ours may hold one."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _up_to(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    count = 0
    for piece in pieces:
        count += len(piece)
        if count > most:
            raise TooMuchError("bytes")
        yield piece


def _software(says: bytes) -> str:
    found = re.search(rb"(?im)^software:[ \t]*([^\r\n]{1,200})", says)
    return found.group(1).decode("utf-8", "replace").strip() if found else ""


def _moment(said: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(said[:32])
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # the first and the last day of all have no UTC
        return None

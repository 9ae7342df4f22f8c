#!/usr/bin/env python3
"""Check a bundle for court without the people who made it and without their server.

    python3 -I -S DIR/data/verify.py DIR            everything, against the keys in the bundle
    python3 -I -S DIR/data/verify.py DIR --zh       the same, said in Chinese
    ... --key FILE --witness FILE --tsa FILE        against keys that you got elsewhere

Prints OK and leaves with 0, or FAIL with what and where and 1; 2 when it was called wrongly.
Needs Python 3.9 and nothing else. What it reads is a stranger's: nothing of it is ever run, and no
link is followed. Formats: BagIt (RFC 8493), CASE/UCO, C2SP tlog-checkpoint, RFC 6962, RFC 3161.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
PARTS = f"{__package__}.verifying" if __package__ else "verifying"
if not __package__:
    sys.path.insert(0, str(HERE))
    sys.dont_write_bytecode = True  # a check leaves no file behind in what it checks
bag: Any = importlib.import_module(f"{PARTS}.bag")
case: Any = importlib.import_module(f"{PARTS}.case")
custody: Any = importlib.import_module(f"{PARTS}.custody")
stamp: Any = importlib.import_module(f"{PARTS}.stamp")
words: Any = importlib.import_module(f"{PARTS}.words")
Wrong = words.Wrong
RECEIPT, TOKEN, CERTIFICATES = bag.RECEIPT, bag.TOKEN, bag.CERTIFICATES
SKEW = timedelta(seconds=60)  # by which two good clocks may differ


def record_checks() -> Any:
    """The checks of the record: beside this file in a bundle, elsewhere in the program's tree."""
    if (HERE / "verifying" / "record.py").exists():
        return importlib.import_module(f"{PARTS}.record")
    path = HERE.parents[1] / "oversight" / "verify.py"
    spec = importlib.util.spec_from_file_location("bairn_record_verify", path)
    if spec is None or spec.loader is None:
        raise RuntimeError("verifying/record.py is missing beside this program")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


record: Any = record_checks()


class Anchors(NamedTuple):
    """What was got elsewhere than from the bundle."""

    key: Path | None = None
    witness: Path | None = None
    tsa: Path | None = None


def keys_of(folder: Path, anchors: Anchors) -> list[tuple[str, bytes]]:
    """The record's key and its witnesses'; those that were given have to be among them."""
    text = bag.read(folder, "data/record/public-key", 4000).decode()
    witnesses = folder / "data/record/witness-key"
    if witnesses.exists():
        text += bag.read(folder, "data/record/witness-key", 40_000).decode()
    keys: list[tuple[str, bytes]] = [record.read_key(line) for line in text.splitlines()]
    for given, own in ((anchors.key, keys[:1]), (anchors.witness, keys[1:])):
        lines = given.read_text().split() if given else []
        if given and not lines:  # an empty file vouches for nothing
            raise Wrong("key", str(given))
        if any(record.read_key(line) not in own for line in lines):
            raise Wrong("key", str(given))
    return keys


def head_of(note: str, keys: Any, where: str) -> tuple[int, bytes, set[str]]:
    """A checkpoint's size, root and signers: the record's key and every witness."""
    try:
        size, root, signers = record.open_note(note, keys)
    except ValueError as wrong:
        raise Wrong("record", f"{where}: {wrong}") from None
    if len(signers) < len(keys):
        raise Wrong("record", where)
    return size, root, signers


def entry_of(row: dict[str, Any], size: int, root: bytes, where: str) -> dict[str, Any]:
    """The entry of a row, when its proof leads to the root."""
    try:
        proof = [record.unbase64(one) for one in row["proof"][:64]]
        reached = record.root_above(row["entry"].encode(), row["index"], size, proof)
    except ValueError:
        reached = b""
    if reached != root:
        raise Wrong("proof", where)
    entry: dict[str, Any] = case.read_json(row["entry"].encode())
    return entry


def check_record(folder: Path, keys: Any, wanted: str) -> tuple[dict[str, Any], int]:
    """The entries of the case, each below the one checkpoint; and the checkpoint's size."""
    note = bag.read(folder, "data/record/checkpoint", 64_000).decode()
    size, root, _ = head_of(note, keys, "data/record/checkpoint")
    found: dict[str, Any] = {}
    place, where = -1, "data/record/entries.jsonl"
    for count, line in enumerate(bag.read(folder, where).splitlines(), 1):
        row = case.read_json(line)
        entry = entry_of(row, size, root, f"{where} {count}")
        if row["index"] <= place or entry["id"] in found:
            raise Wrong("order", f"{where} {count}")
        if entry.get("case") != wanted:
            raise Wrong("other_case", f"{where} {count}")
        place = row["index"]
        found[entry["id"]] = case.Told(place, entry)
    return found, size


def check_seal(folder: Path, keys: Any, wanted: tuple[str, str], size: int) -> tuple[Any, set[str]]:
    """The act that sealed this bundle, on the same record, under a checkpoint that covers it."""
    if not (folder / RECEIPT).exists():
        raise Wrong("not_sealed", RECEIPT)
    receipt = case.read_json(bag.read(folder, RECEIPT, 1_000_000))
    lines = [receipt["public_key"], *receipt["witness_keys"]]
    if [record.read_key(line) for line in lines] != keys:
        raise Wrong("key", RECEIPT)
    total, root, signers = head_of(receipt["checkpoint"], keys, RECEIPT)
    entry = entry_of(receipt, total, root, RECEIPT)
    if total < size:
        raise Wrong("record", RECEIPT)
    detail = entry.get("detail", {})
    if entry["act"] != "disclosure.seal_bundle" or entry["outcome"] != "done":
        raise Wrong("not_sealed", RECEIPT)
    if entry.get("case") != wanted[0]:
        raise Wrong("other_case", RECEIPT)
    if (detail.get("manifest"), detail.get("release")) != (
        bag.digest_of(folder, bag.TAGS),
        wanted[1],
    ):
        raise Wrong("seal", RECEIPT)
    return case.Told(receipt["index"], entry), signers


def check_stamp(folder: Path, anchors: Anchors, sealed: str) -> Any:
    if not (folder / TOKEN).exists():
        if anchors.tsa:
            raise Wrong("stamp_missing", TOKEN)
        return None
    given = folder / CERTIFICATES
    own = stamp.certificates(bag.read(folder, CERTIFICATES, stamp.LIMIT)) if given.exists() else []
    trusted = stamp.certificates(anchors.tsa.read_bytes()) if anchors.tsa else []
    digest = bytes.fromhex(bag.digest_of(folder, bag.TAGS))
    try:
        found = stamp.check(bag.read(folder, TOKEN, stamp.LIMIT), digest, own, trusted)
    except (ValueError, KeyError, IndexError, UnicodeDecodeError) as wrong:
        raise Wrong("stamp", f"{TOKEN}: {wrong}") from None
    if found.at.replace(tzinfo=None) + SKEW < case.moment(sealed, RECEIPT):
        raise Wrong("stamp_early", TOKEN)
    return found


def check(folder: Path, anchors: Anchors, say: Any) -> list[str]:
    """What there is to say of a bundle that holds; Wrong for any other."""
    payload = bag.check_bag(folder)
    info, keys = bag.info_of(folder), keys_of(folder, anchors)
    story = case.read_graph(bag.read(folder, case.GRAPH))
    own = info["External-Identifier"]
    if story.case != case.node_id(own):
        raise Wrong("other_case", case.GRAPH)
    entries, size = check_record(folder, keys, own)
    sealed, signers = check_seal(folder, keys, (own, info["Release"]), size)
    if any(told.place >= sealed.place for told in entries.values()):
        raise Wrong("order", "data/record/entries.jsonl")
    custody.check(bag.read(folder, case.CUSTODY), story, entries)
    case.check_schedule(bag.read(folder, case.SCHEDULE), story, payload)
    case.check_commitments(bag.read(folder, case.SALTS), payload, entries)
    case.check_access(bag.read(folder, case.ACCESS), entries)
    stamped = check_stamp(folder, anchors, sealed.entry["at"])
    files = sum(path.startswith("data/exhibits/") for path in payload)
    numbers = {"exhibits": len(story.exhibits), "files": files, "entries": len(entries)}
    lines = [f"{say('ok')} " + say("holds").format(case=own, **numbers)]
    lines.append(say("sealed").format(index=sealed.place, at=sealed.entry["at"]))
    lines.append(say("witnessed").format(signers=", ".join(sorted(signers))))
    lines += [] if keys[1:] else [say("no_witness")]
    said = {"at": stamped.at.isoformat(), "by": stamped.by} if stamped else {}
    lines.append(say("stamped").format(**said) if stamped else say("no_stamp"))
    used = [("key", anchors.key), *([("witness", anchors.witness)] if keys[1:] else [])]
    used += [("tsa", anchors.tsa)] if stamped else []
    for title, given in (("given", True), ("own", False)):
        what = [say(name) for name, anchor in used if bool(anchor) is given]
        lines += [say(title).format(what=", ".join(what))] if what else []
    return lines


def main(arguments: list[str]) -> int:
    rest = [one for one in arguments if one != "--zh"]
    language = int(len(rest) < len(arguments))
    names = rest[1::2]
    if len(rest) % 2 != 1 or rest[0].startswith("-") or len(set(names)) != len(names):
        names = ["--help"]
    if not set(names) <= {"--key", "--witness", "--tsa"} or not Path(rest[0]).is_dir():
        sys.stderr.write(__doc__ or "")
        return 2

    def say(name: str) -> str:
        return str(words.SAID[name][language])

    given = {name[2:]: Path(value) for name, value in zip(names, rest[2::2])}  # noqa: B905 - since Python 3.10
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr] # a text stream
    try:
        lines = check(Path(rest[0]), Anchors(**given), say)
    except Wrong as wrong:
        reason, where = words.REASONS[wrong.code][language], words.shown(wrong.where)
        sys.stdout.write(f"{say('fail')} {where}: {reason} [{wrong.code}]\n")
        return 1
    except Exception as wrong:  # whatever is odd about a stranger's file: it does not hold
        reason, where = words.REASONS["format"][language], words.shown(f"{wrong!r}")
        sys.stdout.write(f"{say('fail')} {where}: {reason} [format]\n")
        return 1
    sys.stdout.write("\n".join("".join(filter(str.isprintable, one)) for one in lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

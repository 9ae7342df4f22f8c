"""Measure the vault: goals G12 and G13 of the design, and the keyring with many keys.

    .venv/bin/python bench/vault.py [--quick] [--json FILE]

Prints a table in markdown and writes the same as JSON. Needs no database: what sealing and opening
cost with the record and PostgreSQL is measured by `tests/rooms/vault/test_vault_speed.py`.
"""

import argparse
import hashlib
import hmac
import json
import os
import random
import statistics
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bairn.vault import sealing, tokens  # noqa: E402 - the path comes first
from bairn.vault.keyring import Keyring  # noqa: E402
from bairn.vault.keyservice import Ground, KeyGoneError  # noqa: E402
from bairn.vault.terms import TokenSource  # noqa: E402

GROUP = 10_000
SURNAMES = 5_000


@dataclass(frozen=True)
class Row:
    """One measured figure beside what was asked of it."""

    goal: str
    what: str
    value: str
    asked: str
    met: bool | None


class EverythingRecorded:
    """A record that covers whatever is asked: the cost of the keyring alone is measured here."""

    def __init__(self, holder: uuid.UUID) -> None:
        self._ground = Ground("identity.open", frozenset({holder}), 0.0)

    def ground(self, entry_id: uuid.UUID, *, token: str) -> Ground | None:
        """The same for every entry."""
        return self._ground


def main() -> int:
    """Measure, print; 1 when a goal was missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="small sizes: a check, not a figure")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bairn-bench-") as name:
        rows = measure_keyring(Path(name), keks=20_000 if asked.quick else 1_000_000)
    rows += measure_sealing()
    rows += measure_tokens(people=10_000 if asked.quick else 50_000)
    print(markdown(rows))
    if asked.json:
        asked.json.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n")
    return int(any(row.met is False for row in rows))


def measure_keyring(folder: Path, *, keks: int) -> list[Row]:
    """G12: re-wrapping on a rotation, and what each call costs in a keyring of this size."""
    case, entry, data_keys = uuid.uuid4(), uuid.uuid4(), 100_000
    ring = Keyring(folder / "keys", EverythingRecorded(case))
    made = timed(lambda: fill(ring, keks))
    one = median_of(200, lambda: ring.create_keks([uuid.uuid4()]))
    ring.create_keks([case])
    wrapped = ring.wrap(case, [(b"place", os.urandom(32)) for _ in range(data_keys)])
    ring.rotate(case)
    rate = statistics.median(
        data_keys / timed(lambda: ring.rewrap(wrapped, into=case)) for _ in range(5)
    )
    unwrapping = median_of(2000, lambda: ring.unwrap(wrapped[:3], entry_id=entry, token=""))
    size = sum(path.stat().st_size for path in (folder / "keys").iterdir())
    destroying = timed(lambda: ring.destroy(case))
    left = opened_after(ring, wrapped[:1000], entry)
    return [
        Row("G12", "data keys re-wrapped on a rotation", f"{rate:,.0f}/s", ">= 50,000/s",
            rate >= 5e4),
        Row("G12", "of 1,000 wrapped keys of a backup, opened after the erasure", str(left), "0",
            left == 0),
        Row("", f"keyring of {keks:,} keys: made in groups of {GROUP:,}", f"{keks / made:,.0f}/s, "
            f"{size / 1e6:.0f} MB", "", None),
        Row("", "one key made durably, median", f"{one * 1e3:.2f} ms", "", None),
        Row("", "three data keys unwrapped, median", f"{unwrapping * 1e6:.0f} us", "", None),
        Row("", "one key destroyed, journal cut", f"{destroying * 1e3:.1f} ms", "", None),
    ]  # fmt: skip


def fill(ring: Keyring, keks: int) -> None:
    """Make this many keys, in groups."""
    for start in range(0, keks, GROUP):
        ring.create_keks([uuid.uuid4() for _ in range(min(GROUP, keks - start))])


def opened_after(ring: Keyring, wrapped: list, entry: uuid.UUID) -> int:
    """How many of these still open."""
    opened = 0
    for key in wrapped:
        try:
            opened += len(ring.unwrap([key], entry_id=entry, token=""))
        except KeyGoneError:
            continue
    return opened


def measure_sealing() -> list[Row]:
    """One field sealed and opened, for a name and for a platform's XML report."""
    key, nonce, subject = os.urandom(32), os.urandom(12), uuid.uuid4()
    bound_to = sealing.place(subject, "surname", 1)
    rows = []
    for what, value in (("a name", "Ekström"), ("an XML report of 5 kB", b"<report/>" * 560)):
        sealed = sealing.seal(value, key=key, nonce=nonce, bound_to=bound_to)
        there = median_of(
            5000, lambda value=value: sealing.seal(value, key=key, nonce=nonce, bound_to=bound_to)
        )
        back = median_of(
            5000,
            lambda sealed=sealed: sealing.unseal(sealed, key=key, nonce=nonce, bound_to=bound_to),
        )
        value = f"{there * 1e6:.1f} / {back * 1e6:.1f} us"
        rows.append(Row("", f"{what} sealed / opened, median", value, "", None))
    return rows


def measure_tokens(*, people: int) -> list[Row]:
    """G13: an attacker with the table and a census, without the key, ranks tokens and surnames."""
    draw, shares = random.Random(13), [1 / rank for rank in range(1, SURNAMES + 1)]
    surnames = draw.choices([surname(rank) for rank in range(1, SURNAMES + 1)], shares, k=people)
    born = [date(1940, 1, 1) + timedelta(days=draw.randrange(28_000)) for _ in range(people)]
    sources = map(TokenSource.surname_and_birth_date, surnames, born)
    written = [tokens.written_one_way(source) or "" for source in sources]
    key = os.urandom(32)
    stored = [tokens.cut(hmac.digest(key, w.encode(), hashlib.sha256)) for w in written]
    alone = [tokens.cut(hmac.digest(key, s.encode(), hashlib.sha256)) for s in surnames]
    shared = sum(count * (count - 1) for count in Counter(stored).values()) / people
    guessing = Counter(surnames).most_common(1)[0][1]
    ours, theirs = ranked_right(surnames, stored, shares), ranked_right(surnames, alone, shares)
    return [
        Row("G13", f"surnames found by rank among {people:,} people, against guessing",
            f"{ours / guessing:.2f} x", "<= 1.2 x", ours <= 1.2 * guessing),
        Row("", "the same attack, had there been a token of the surname alone",
            f"{theirs / guessing:.2f} x", "", None),
        Row("", "other subjects that share one's token, on average",
            f"{shared:.2f}", "", None),
    ]  # fmt: skip


def ranked_right(surnames: list[str], stored: list[bytes], shares: list[float]) -> int:
    """How many surnames come out right when each name is handed out by rank up to its share."""
    total, people = sum(shares), len(surnames)
    ranks = iter(range(1, len(shares) + 1))
    rank = next(ranks)
    left, given = shares[rank - 1] / total * people, {}
    for token, count in Counter(stored).most_common():
        given[token] = surname(rank)
        left -= count
        if left <= 0:
            rank = next(ranks, rank)
            left = shares[rank - 1] / total * people
    return sum(given[token] == surname for token, surname in zip(stored, surnames, strict=True))


def surname(rank: int) -> str:
    """An invented surname for this rank, of letters alone: digits are no part of a name."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{rank:04d}")


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def median_of(count: int, work: Callable[[], object]) -> float:
    """The median of the seconds that the work takes, over this many times."""
    return statistics.median(timed(work) for _ in range(count))


def markdown(rows: list[Row]) -> str:
    """The figures as a table for bench/README.md."""
    signs = {True: "yes", False: "NO", None: ""}
    lines = ["| goal | what | measured | asked | met |", "|---|---|---|---|---|"]
    lines += [f"| {r.goal} | {r.what} | {r.value} | {r.asked} | {signs[r.met]} |" for r in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

"""Rows into the tables, fast: copied beside, then put in order. Part of the act that takes them."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import connection

from bairn import jobs
from bairn.digests import sealing
from bairn.digests.models import Bad, KnownList, Piece, Words
from bairn.digests.terms import BadRow, Row

BLOCK = 1000  # rows whose words are packed together
MOST_BAD = 1000  # bad rows of a list that are kept by line; all are counted
_MOST_CATEGORIES, _OTHERS = 500, "…"
_AWAY = 100_000
_PIECE = 1 << 20
_BESIDE = """
create temporary table if not exists digests_beside (
    algorithm smallint, digest bytea, row integer, category text
) on commit drop
"""
_COPY = "copy digests_beside (algorithm, digest, row, category) from stdin (format binary)"
_IN_ORDER = """
insert into digests_known (algorithm, digest, list_number, row, category)
select distinct on (algorithm, digest) algorithm, digest, %s, row, category
from digests_beside order by algorithm, digest, row
on conflict do nothing
"""
_TAKE_AWAY = """
delete from digests_known where ctid = any (array(
    select ctid from digests_known where list_number = %s limit %s))
"""


def fill(held: KnownList, rows: Sequence[Row], bad: Sequence[BadRow]) -> int:
    """Write these rows of a list; how many of its digests stood there not yet."""
    _keep_words(held, rows)
    room = MOST_BAD - held.bad
    Bad.objects.bulk_create(
        (
            Bad(list_number=held.number, line=one.line, reason=one.reason.value)
            for one in bad[: max(room, 0)]
        ),
        ignore_conflicts=True,
    )
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE)
        cursor.execute("truncate digests_beside")
        with cursor.copy(_COPY) as copy:
            copy.set_types(["int2", "bytea", "int4", "text"])
            for row in rows:
                for one in row.digests:
                    copy.write_row((one.algorithm.value, one.value, row.number, row.category))
        cursor.execute(_IN_ORDER, [held.number])
        return int(cursor.rowcount)


def counted(held: Mapping[str, int], rows: Sequence[Row]) -> dict[str, int]:
    """How many rows each category has with these; past the first 500 the rest counts as one."""
    counts = Counter(held)
    for row in rows:
        known = row.category in counts or len(counts) < _MOST_CATEGORIES
        counts[row.category if known else _OTHERS] += 1
    return dict(counts)


def clear_later(list_id: uuid.UUID) -> None:
    """Have the rows of a retired list taken away by the worker."""
    jobs.defer("digests.clear", list_id=list_id)


def take_away(number: int) -> int:
    """Take away some rows of a list, its words with the last of them; how many."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_AWAY, [number, _AWAY])
        gone = int(cursor.rowcount)
    if gone < _AWAY:
        Words.objects.filter(list_number=number).delete()
    return gone


def hand_in(list_id: uuid.UUID, content: bytes) -> None:
    """Keep the content of a small file, sealed, in place of what was kept of it before."""
    held = KnownList.objects.get(id=list_id)
    forget_handed_in(held)
    Piece.objects.bulk_create(
        Piece(
            list_number=held.number,
            piece=start // _PIECE,
            sealed=sealing.seal(
                content[start : start + _PIECE], secret=secret(), list_id=list_id, place=start
            ),
        )
        for start in range(0, len(content), _PIECE)
    )


def handed_in(held: KnownList) -> bytes:
    """The content of the small file; empty when none is kept."""
    pieces = Piece.objects.filter(list_number=held.number).order_by("piece")
    return b"".join(
        sealing.unseal(
            bytes(one.sealed), secret=secret(), list_id=held.id, place=one.piece * _PIECE
        )
        for one in pieces
    )


def forget_handed_in(held: KnownList) -> None:
    """What was read is kept no longer."""
    Piece.objects.filter(list_number=held.number).delete()


def secret() -> bytes:
    """The house's own secret, from which the key of a list follows."""
    return settings.SECRET_KEY.encode()


def _keep_words(held: KnownList, rows: Sequence[Row]) -> None:
    blocks: dict[int, dict[int, dict[str, object]]] = defaultdict(dict)
    for row in rows:
        if row.words:
            blocks[(row.number - 1) // BLOCK][row.number] = dict(row.words)
    Words.objects.bulk_create(
        Words(
            list_number=held.number,
            block=block,
            sealed=sealing.pack(words, secret=secret(), list_id=held.id, block=block),
        )
        for block, words in blocks.items()
    )

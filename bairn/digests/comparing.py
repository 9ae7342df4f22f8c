"""What the lists say of a file: one answer for each list, and whether it is known, new, watched."""

from collections.abc import Collection, Iterable

from bairn.digests.terms import Checked, Digest, FileDigests, Known, ListKind

_KNOWN = frozenset({ListKind.KNOWN_ILLEGAL, ListKind.KNOWN_OTHER})


def of_one_file(file: FileDigests, known: Iterable[Known]) -> tuple[Known, ...]:
    """The file's own places, one for each list: the strongest algorithm that found it there."""
    best: dict[object, Known] = {}
    for one in known:
        if one.digest not in file.digests:
            continue
        held = best.get(one.list_id)
        if held is None or one.algorithm > held.algorithm:
            best[one.list_id] = one
    return tuple(best.values())


def count(
    files: Iterable[FileDigests],
    known: Collection[Known],
    *,
    named_before: Collection[Digest],
    watched: Collection[object],
) -> Checked:
    """How many of the files are known, new, watched for.

    Known is a file on a list; new is one that stands on none and that no report or case has named.
    Of a file without a digest nothing can be said. `watched` holds ids of files that a case
    watches for; a list of kind watch counts as well.
    """
    counts = {"known": 0, "new": 0, "watched": 0}
    for file in files:
        kinds = {one.kind for one in of_one_file(file, known)}
        seen = any(one in named_before for one in file.digests)
        counts["known"] += bool(kinds & _KNOWN)
        counts["new"] += bool(file.digests) and not kinds & _KNOWN and not seen
        counts["watched"] += ListKind.WATCH in kinds or file.file_id in watched
    return Checked(**counts)

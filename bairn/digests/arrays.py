"""Digests as the two arrays that a statement takes."""

from collections.abc import Iterable

from bairn.digests.terms import Digest


def arrays(digests: Iterable[Digest]) -> tuple[list[int], list[bytes]]:
    """The algorithms and the values, each digest once, in the order of the index."""
    asked = sorted(set(digests))
    return [one.algorithm.value for one in asked], [one.value for one in asked]

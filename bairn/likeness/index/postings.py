"""Who has which key: lists end to end for the snapshot, chains for what was added since."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bairn.likeness.compiled import compiled
from bairn.likeness.index.blocking import MOST_KEYS, keys_of

Numbers = NDArray[Any]

CHAIN_BITS: Final = 20  # heads of the chains of what was added since
_COUNT: Final = 4096  # steps of weight by which candidates are told apart
_FINE: Final = 32.0


@compiled
def count_keys(
    rows: Numbers, row_starts: Numbers, tokens: Numbers, token_starts: Numbers,
    shift: int, starts: Numbers,
) -> None:  # fmt: skip
    """First pass over all sightings: how long the list of each key becomes, one place later."""
    keys = np.empty(MOST_KEYS, np.uint64)
    for one in range(row_starts.shape[0] - 1):
        found = keys_of(
            rows[row_starts[one] : row_starts[one + 1]],
            tokens[token_starts[one] : token_starts[one + 1]],
            keys,
        )
        for n in range(found):
            starts[(keys[n] >> np.uint64(shift)) + np.uint64(1)] += np.uint32(1)


@compiled
def fill_lists(
    rows: Numbers, row_starts: Numbers, tokens: Numbers, token_starts: Numbers,
    shift: int, places: Numbers, lists: Numbers,
) -> None:  # fmt: skip
    """Second pass: each sighting into its lists; `places` moves on to the end of each list."""
    keys = np.empty(MOST_KEYS, np.uint64)
    for one in range(row_starts.shape[0] - 1):
        found = keys_of(
            rows[row_starts[one] : row_starts[one + 1]],
            tokens[token_starts[one] : token_starts[one + 1]],
            keys,
        )
        for n in range(found):
            bucket = keys[n] >> np.uint64(shift)
            lists[places[bucket]] = one
            places[bucket] += np.uint32(1)


@compiled
def chain(
    rows: Numbers, tokens: Numbers, one: int, heads: Numbers, lengths: Numbers,
    links: Numbers, members: Numbers, used: int,
) -> int:  # fmt: skip
    """Adds one sighting to its chains; says how many links are used now."""
    keys = np.empty(MOST_KEYS, np.uint64)
    found = keys_of(rows, tokens, keys)
    for n in range(found):
        bucket = keys[n] >> np.uint64(64 - CHAIN_BITS)
        links[used] = heads[bucket]
        members[used] = one
        used += 1
        heads[bucket] = used
        lengths[bucket] += 1
    return used


@compiled
def gather(
    rows: Numbers, tokens: Numbers, shift: int, starts: Numbers, lists: Numbers, heads: Numbers,
    lengths: Numbers, links: Numbers, members: Numbers, size: int, first: int,
    budget: int, few: int, weights: Numbers, touched: Numbers, common: Numbers,
) -> int:  # fmt: skip
    """Adds up, over the rarest keys first, what each sighting shares; says how many share any.

    Lists are read until `budget` places are used up: what is on the longest lists alone is told
    by nothing and would cost most. `weights` is all 0 before, and holds the sums after.
    """
    keys = np.empty(MOST_KEYS, np.uint64)
    found = keys_of(rows, tokens, keys)
    long = np.empty(found, np.int64)
    for n in range(found):
        bucket = keys[n] >> np.uint64(shift)
        behind = keys[n] >> np.uint64(64 - CHAIN_BITS)
        long[n] = np.int64(starts[bucket + np.uint64(1)]) - np.int64(starts[bucket])
        long[n] += np.int64(lengths[behind])
    for n in range(tokens.shape[0]):
        common[n] = long[n] > few
    touches = 0
    for n in np.argsort(long):
        budget -= long[n]
        if budget < 0:
            break
        if not long[n]:
            continue
        weight = np.float32(max(np.log(max(size, 2) / long[n]), 0.1))
        touches = _walk(
            keys[n], shift, starts, lists, heads, links, members, first, weight,
            weights, touched, touches,
        )  # fmt: skip
    return touches


@compiled
def _walk(
    key: Any, shift: int, starts: Numbers, lists: Numbers, heads: Numbers, links: Numbers,
    members: Numbers, first: int, weight: Any, weights: Numbers,
    touched: Numbers, touches: int,
) -> int:  # fmt: skip
    bucket = key >> np.uint64(shift)
    for place in range(starts[bucket], starts[bucket + np.uint64(1)]):
        one = lists[place]
        if weights[one] == 0:
            touched[touches] = one
            touches += 1
        weights[one] += weight
    link = heads[key >> np.uint64(64 - CHAIN_BITS)]
    while link:
        one = first + members[link - 1]
        if weights[one] == 0:
            touched[touches] = one
            touches += 1
        weights[one] += weight
        link = links[link - 1]
    return touches


@compiled
def best(
    weights: Numbers, touched: Numbers, touches: int, alive: Numbers, most: int, out: Numbers
) -> int:
    """The `most` of the touched that share most, the removed left out; clears `weights`."""
    steps = np.zeros(_COUNT, np.int64)
    for n in range(touches):
        one = touched[n]
        if alive[one]:
            steps[min(_COUNT - 1, int(weights[one] * _FINE))] += 1
    room = most
    least = _COUNT - 1
    while least > 0 and steps[least] <= room:
        room -= steps[least]
        least -= 1
    count = 0
    for n in range(touches):
        one = touched[n]
        step = min(_COUNT - 1, int(weights[one] * _FINE))
        if alive[one] and (step > least or (step == least and room > 0)):
            room -= step == least
            out[count] = one
            count += 1
        weights[one] = 0
    return count


@compiled
def tally(rows: Numbers, words: Numbers, mask: Any, counts: Numbers) -> None:
    """How often each name occurs, for what is rare says more."""
    for row in range(rows.shape[0]):
        for n in range(words.shape[0]):
            word = rows[row, words[n]]
            if word:
                counts[n, word & mask] += 1

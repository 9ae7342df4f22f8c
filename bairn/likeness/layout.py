"""Where what stands in a print: the words of a row, the kinds of tokens, the levels of evidence.

A row is one facet of a person (one name with all that is known beside it) in 32-bit keyed words,
0 where nothing is known. A token is one identifier: 56 keyed bits and, below, its kind. Numbers
here are the format of the index: a change is a new `FORMAT`, and so is another way to read names;
an index of another format is made anew from the vault.
"""

from typing import Final

FORMAT: Final = 2  # 2: names in every script

# Words of a row.
FAMILY: Final = 0
GIVEN: Final = 1
FAMILY_OTHER: Final = 2  # another spelling: Cantonese, Wade-Giles, the long form of a nickname
GIVEN_OTHER: Final = 3
FAMILY_SOUND: Final = 4
GIVEN_SOUND: Final = 5
HAN_FAMILY: Final = 6
HAN_GIVEN: Final = 7
GIVEN_FIRST: Final = 8  # the initial, hashed as a name, so that it equals a name that is only that
YEAR: Final = 9
MONTH: Final = 10  # month and day share a purpose: an exchange of the two shows
DAY: Final = 11
YEAR_TENS: Final = 12
YEAR_ENDS: Final = 13
ID_START: Final = 14
ID_END: Final = 15
PHONE_START: Final = 16
PHONE_END: Final = 17
HANDLE_START: Final = 18
ADDRESS: Final = 19
POSTCODE: Final = 20
TOWN: Final = 21
FAMILY_FIRST: Final = 22
MINS: Final = 23  # three words: six least hashes of the name's letter pairs, for near names
FAMILY_BITS: Final = 26  # eight words: keyed filter of 256 bits over letter pairs
GIVEN_BITS: Final = 34
WIDTH: Final = 42

# Kinds of tokens, in the lowest byte beside two marks.
KINDS: Final = {
    "national_id": 1,
    "phone": 2,
    "email": 3,
    "account": 4,
    "device": 5,
    "vehicle": 6,
    "address": 7,
    "digest": 8,
    "url": 9,
}
KIND_MASK: Final = 0x3F
FREE: Final = 0x40  # the form under which the value is found whatever its kind
NAMED: Final = 0x80  # a local part or handle that merely repeats the name

# Evidence, each with its levels: a number in the kernels, a code in the model and in the words.
PART_LEVELS: Final = (
    "unknown", "other", "weak", "part", "near", "initial", "sound", "form", "same", "han",
)  # fmt: skip
LEVELS: Final[dict[str, tuple[str, ...]]] = {
    "family": PART_LEVELS,
    "given": PART_LEVELS,
    "order": ("unknown", "straight", "swapped"),
    "whole": ("unknown", "apart", "one", "near", "same"),
    "birth": ("unknown", "other", "part", "year", "two", "swapped", "year_near", "same"),
    "national_id": ("unknown", "other", "part", "same"),
    "phone": ("unknown", "other", "part", "national", "common", "same"),
    "email": ("unknown", "other", "local_named", "local", "common", "same"),
    "account": ("unknown", "other", "start", "handle_named", "handle", "common", "same"),
    "device": ("unknown", "other", "common", "same"),
    "vehicle": ("unknown", "other", "common", "same"),
    "address": ("unknown", "other", "town", "postcode", "line", "same"),
    "digest": ("unknown", "other", "common", "same"),
    "other_kind": ("unknown", "named", "common", "same"),
}
EVIDENCE: Final = tuple(LEVELS)
DEEPEST: Final = max(len(levels) for levels in LEVELS.values())
NAME_PARTS: Final = ("family", "given", "order", "whole")  # told as one piece of evidence
RARITIES: Final = ("family", "given", "han_family", "han_given")  # what counts by how rare it is

"""What a barcode says: a code unique in the house that means nothing and finds its own slips."""

import secrets

from bairn.kernel.ids import ALPHABET

PREFIX = "B"
LETTERS = 9  # 45 bits: a clash is refused by the database, and another is drawn
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_MODULUS = 0b100101  # x^5 + x^2 + 1: its powers of x are 31 different letters


def new_code() -> str:
    """`B`, nine random letters with a digit among them, one that checks them."""
    while True:  # a code without a digit, 3 of 100, could be read as a word
        body = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))
        if not body.isalpha():
            return PREFIX + body + check_letter(body)


def check_letter(body: str) -> str:
    """The letter that makes the sum of all, each times its own power of x, nothing.

    In a field of 32 every single slip and every swap of neighbours changes that sum.
    """
    total = 0
    for place, letter in enumerate(body, start=1):
        total ^= _times_x(ALPHABET.index(letter), place)
    return ALPHABET[total]


def _times_x(value: int, times: int) -> int:
    for _ in range(times):
        value <<= 1
        if value & 0b100000:
            value ^= _MODULUS
    return value


def read(text: str) -> str | None:
    """The code that somebody scanned or typed; None when it cannot be one."""
    code = text.strip().upper().translate(_READ_AS)
    if len(code) != LETTERS + 2 or code[0] != PREFIX or set(code[1:]) - set(ALPHABET):
        return None
    return code if check_letter(code[1:-1]) == code[-1] else None

"""DER, certificates and their signatures, by hand: part of verify.py, standard library alone.

RSA PKCS#1 v1.5, and ECDSA on P-256 and P-384, over SHA-256, SHA-384 or SHA-512.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

STAMPING, EKU, BASIC, COMMON_NAME = "1.3.6.1.5.5.7.3.8", "2.5.29.37", "2.5.29.19", "2.5.4.3"
ANY = "2.5.29.37.0"
USAGE, SIGNS, COMMITS, SIGNS_CERTIFICATES = "2.5.29.15", 0, 1, 5  # bits, from the left
KNOWN = (EKU, BASIC, USAGE)  # what may be critical: anything else would have to be understood
RSA, EC = "1.2.840.113549.1.1.1", "1.2.840.10045.2.1"
UTC = timezone(timedelta(0))  # datetime.UTC came with Python 3.11
NAMES = ("sha256", "sha384", "sha512")
DIGESTS = {f"2.16.840.1.101.3.4.2.{n}": name for n, name in enumerate(NAMES, 1)}
SIGNED_BY = {  # algorithms that name their digest: RSA, then ECDSA
    **{f"1.2.840.113549.1.1.{n}": name for n, name in enumerate(NAMES, 11)},
    **{f"1.2.840.10045.4.3.{n}": name for n, name in enumerate(NAMES, 2)},
}
PREFIX = {  # what stands before a digest in PKCS#1 v1.5
    "sha256": bytes.fromhex("3031300d060960864801650304020105000420"),
    "sha384": bytes.fromhex("3041300d060960864801650304020205000430"),
    "sha512": bytes.fromhex("3051300d060960864801650304020305000440"),
}


class Curve(NamedTuple):
    p: int
    n: int
    b: int
    x: int
    y: int


POINTS = """
5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b
6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296
4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5
b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef
aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7
3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f
"""
NUMBERS = [int(line, 16) for line in POINTS.split()]  # b and the base point of P-256, then P-384
P256, P384 = 2**256 - 2**224 + 2**192 + 2**96 - 1, 2**384 - 2**128 - 2**96 + 2**32 - 1
N256 = 2**256 - 2**224 + 2**192 - 0x4319055258E8617B0C46353D039CDAAF
N384 = 2**384 - 0x389CB27E0BC8D220A7E5F24DB74F58851313E695333AD68D
CURVES = {
    "1.2.840.10045.3.1.7": Curve(P256, N256, *NUMBERS[:3]),
    "1.3.132.0.34": Curve(P384, N384, *NUMBERS[3:]),
}


class Node(NamedTuple):
    tag: int
    body: bytes
    whole: bytes


def nodes(data: bytes) -> list[Node]:
    """The elements that stand in `data` one after the other."""
    found, at = [], 0
    while at < len(data):
        tag, length, start = data[at], data[at + 1], at + 2
        if length & 0x80:
            count = length & 0x7F
            length, start = int.from_bytes(data[start : start + count], "big"), start + count
            if not 1 <= count <= 3 or length < 0x80:
                raise ValueError("a length that DER does not write")
        if tag & 0x1F == 0x1F or start + length > len(data):
            raise ValueError("cut short")
        found.append(Node(tag, data[start : start + length], data[at : start + length]))
        at = start + length
    return found


def inside(node: Node, tag: int = 0x30) -> list[Node]:
    if node.tag != tag:
        raise ValueError(f"element {node.tag:#x} where {tag:#x} belongs")
    return nodes(node.body)


def name_of(node: Node) -> str:
    """An object identifier in dots."""
    if node.tag != 6 or not 1 <= len(node.body) <= 40:
        raise ValueError("not an identifier")
    first = node.body[0]
    parts, number = [min(first // 40, 2), first - 40 * min(first // 40, 2)], 0
    for byte in node.body[1:]:
        number = number << 7 | byte & 0x7F
        if not byte & 0x80:
            parts.append(number)
            number = 0
    return ".".join(map(str, parts))


def number_of(node: Node) -> int:
    if node.tag != 2 or not 1 <= len(node.body) <= 1100:
        raise ValueError("not a number")
    return int.from_bytes(node.body, "big", signed=True)


def moment_of(node: Node) -> datetime:
    """UTCTime or GeneralizedTime, always in UTC."""
    text = node.body.decode("ascii")
    if node.tag == 0x17 and len(text) == 13:
        text = ("19" if text[:2] >= "50" else "20") + text
    if node.tag not in (0x17, 0x18) or not re.fullmatch(r"\d{14}(\.\d{1,6})?Z", text):
        raise ValueError("not a moment in UTC")
    moment = datetime.strptime(text[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return moment.replace(microsecond=int(text[15:-1].ljust(6, "0") or 0))


class Certificate:
    """What is needed of an X.509 certificate."""

    def __init__(self, der: bytes) -> None:
        (outer,) = nodes(der)
        body, algorithm, signature = inside(outer)
        fields = inside(body)
        fields = fields[1:] if fields[0].tag == 0xA0 else fields
        self.der, self.signed, self.signature = der, body.whole, signature.body[1:]
        self.serial, self.algorithm = number_of(fields[0]), name_of(inside(algorithm)[0])
        self.issuer, self.subject, self.key = fields[2].whole, fields[4].whole, fields[5]
        self.since, self.until = map(moment_of, inside(fields[3]))
        self.extensions: dict[str, tuple[bool, bytes]] = {}
        for field in fields[6:]:
            for extension in inside(inside(field, 0xA3)[0]) if field.tag == 0xA3 else []:
                name, *critical, value = inside(extension)
                if name_of(name) in self.extensions:
                    raise ValueError("a certificate that says something twice")
                self.extensions[name_of(name)] = (bool(critical), value.body)

    @property
    def name(self) -> str:
        """The common name, for people to read."""
        for part in inside(nodes(self.subject)[0]):
            kind, value = inside(inside(part, 0x31)[0])
            if name_of(kind) == COMMON_NAME:
                return "".join(c for c in value.body.decode("utf-8", "replace") if c.isprintable())
        return "?"

    def check(self, message: bytes, signature: bytes, digest: str) -> None:
        """Raise ValueError unless this certificate's key made `signature` over `message`."""
        algorithm, bits = inside(self.key)
        named, hashed = inside(algorithm), hashlib.new(digest, message).digest()
        if bits.tag != 3 or bits.body[:1] != b"\0":
            raise ValueError("not a public key")
        if name_of(named[0]) == RSA:
            fits = rsa_fits(bits.body[1:], PREFIX[digest] + hashed, signature)
        elif name_of(named[0]) == EC and name_of(named[1]) in CURVES:
            fits = ecdsa_fits(CURVES[name_of(named[1])], bits.body[1:], hashed, signature)
        else:
            raise ValueError("a key of a kind that is not known here")
        if not fits:
            raise ValueError("a signature does not fit")

    def may_stamp(self, moment: datetime) -> None:
        """Raise ValueError unless this is a certificate for time stamps alone, in force then."""
        critical, _ = self.extensions.get(EKU, (False, b""))
        if not critical or self.purposes() != {STAMPING}:
            raise ValueError("the certificate is not one for time stamps alone")
        allowed = self.usage()
        if allowed is not None and (not allowed & {SIGNS, COMMITS} or allowed - {SIGNS, COMMITS}):
            raise ValueError("the certificate's key is not one for signatures alone")
        self.understood()
        self.in_force(moment)

    def purposes(self) -> set[str]:
        return {name_of(one) for one in inside(nodes(self.extensions[EKU][1])[0])}

    def understood(self) -> None:
        for name, (critical, _) in self.extensions.items():
            if critical and name not in KNOWN:
                raise ValueError("a certificate demands something that is not known here")

    def usage(self) -> set[int] | None:
        """The bits of its key's usage; None where nothing limits it."""
        if USAGE not in self.extensions:
            return None
        (bits,) = nodes(self.extensions[USAGE][1])
        if bits.tag != 3 or not 2 <= len(bits.body) <= 3 or bits.body[0] > 7:
            raise ValueError("a key's usage that cannot be read")
        flags = "".join(f"{byte:08b}" for byte in bits.body[1:])
        return {place for place, flag in enumerate(flags) if flag == "1"}

    def authority(self) -> tuple[bool, int | None]:
        """Whether it may sign certificates, and how many authorities may stand below it."""
        if BASIC not in self.extensions:
            return False, None
        said = inside(nodes(self.extensions[BASIC][1])[0])
        if not said or (said[0].tag, said[0].body) != (1, b"\xff"):
            return False, None
        if len(said) == 1:
            return True, None
        longest = number_of(said[1])
        if said[1].tag != 2 or len(said) > 2 or longest < 0:
            raise ValueError("constraints that cannot be read")
        return True, longest

    def in_force(self, moment: datetime) -> None:
        if not self.since <= moment <= self.until:
            raise ValueError("a certificate was not in force at that time")

    def issued(self, other: Certificate, below: int = 0) -> bool:
        """Whether it may sign `other`, with so many authorities `below` it, and did."""
        if other.issuer != self.subject or other.algorithm not in SIGNED_BY:
            return False
        try:
            signs, longest = self.authority()
            allowed = self.usage()
            self.understood()
            if not signs or (longest is not None and below > longest):
                return False
            if allowed is not None and SIGNS_CERTIFICATES not in allowed:
                return False
            if EKU in self.extensions and not {STAMPING, ANY} & self.purposes():
                return False
            self.check(other.signed, other.signature, SIGNED_BY[other.algorithm])
        except (ValueError, KeyError, IndexError):
            return False
        return True


def rsa_fits(key: bytes, wanted: bytes, signature: bytes) -> bool:
    modulus, exponent = map(number_of, inside(nodes(key)[0]))
    size = (modulus.bit_length() + 7) // 8
    if not 2048 <= modulus.bit_length() <= 8192 or not 3 <= exponent < 2**33:
        raise ValueError("an RSA key of an unfit size")
    number = int.from_bytes(signature, "big")
    padded = b"\0\1" + b"\xff" * (size - 3 - len(wanted)) + b"\0" + wanted
    if len(signature) != size or number >= modulus:
        return False
    return pow(number, exponent, modulus).to_bytes(size, "big") == padded


def ecdsa_fits(curve: Curve, key: bytes, hashed: bytes, signature: bytes) -> bool:
    size, p, n = (curve.p.bit_length() + 7) // 8, curve.p, curve.n
    x, y = int.from_bytes(key[1 : 1 + size], "big"), int.from_bytes(key[1 + size :], "big")
    if key[:1] != b"\4" or len(key) != 2 * size + 1 or (y * y - x**3 + 3 * x - curve.b) % p:
        raise ValueError("not a point of the curve")
    r, s = map(number_of, inside(nodes(signature)[0]))
    if not (0 < r < n and 0 < s < n):
        return False
    e = int.from_bytes(hashed[:size], "big")
    inverse, total = pow(s, n - 2, n), None
    base, own = (curve.x, curve.y), (x, y)
    first, second = e * inverse % n, r * inverse % n
    for bit in range(n.bit_length() - 1, -1, -1):
        total = added(total, total, p)
        total = added(total, base if first >> bit & 1 else None, p)
        total = added(total, own if second >> bit & 1 else None, p)
    return total is not None and total[0] % n == r


def added(
    one: tuple[int, int] | None, two: tuple[int, int] | None, p: int
) -> tuple[int, int] | None:
    """The sum of two points of a curve with a = -3; None is the point at infinity."""
    if one is None or two is None:
        return one or two
    if one[0] == two[0]:
        if (one[1] + two[1]) % p == 0:
            return None
        slope = (3 * one[0] * one[0] - 3) * pow(2 * one[1], p - 2, p) % p
    else:
        slope = (two[1] - one[1]) * pow(two[0] - one[0], p - 2, p) % p
    x = (slope * slope - one[0] - two[0]) % p
    return x, (slope * (one[0] - x) - one[1]) % p

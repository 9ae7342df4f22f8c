"""An RFC 3161 time stamp, read and checked by hand: part of verify.py, standard library alone."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import datetime
from typing import NamedTuple

from .keys import (
    DIGESTS,
    RSA,
    SIGNED_BY,
    Certificate,
    Node,
    inside,
    moment_of,
    name_of,
    nodes,
    number_of,
)

LIMIT = 200_000  # bytes of a time stamp, or of a file of certificates
SIGNED_DATA, TST_INFO = "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
ESS_V1, ESS_V2 = "1.2.840.113549.1.9.16.2.12", "1.2.840.113549.1.9.16.2.47"


class Stamp(NamedTuple):
    """Who says that the digest was there, and when."""

    at: datetime
    by: str
    known: bool  # vouched for by a certificate that was got elsewhere


def check(response: bytes, digest: bytes, given: list[bytes], trusted: list[bytes]) -> Stamp:
    """The time stamp over `digest`, or ValueError.

    `given` are certificates that came with it, `trusted` those to which it has to lead: when there
    are none of these, whatever was given is taken.
    """
    if len(response) > LIMIT or len(given) > 20:
        raise ValueError("larger than a time stamp is")
    (outer,) = nodes(response)
    status, token = inside(outer)
    if number_of(inside(status)[0]) not in (0, 1):
        raise ValueError("a refusal, not a time stamp")
    kind, content = inside(token)
    signed = inside(inside(content, 0xA0)[0])
    inner_kind, inner = inside(signed[2])
    (info,) = inside(inner, 0xA0)
    if (name_of(kind), name_of(inner_kind), info.tag) != (SIGNED_DATA, TST_INFO, 4):
        raise ValueError("something else than a time stamp")
    held = [one.whole for part in signed[3:-1] if part.tag == 0xA0 for one in nodes(part.body)]
    pool = [Certificate(der) for der in dict.fromkeys([*held[:20], *given, *trusted])]
    (signer,) = inside(signed[-1], 0x31)
    own = signed_by(inside(signer), info.body, pool)
    moment = imprint(inside(nodes(info.body)[0]), digest)
    own.may_stamp(moment)
    if not leads_to(own, pool, trusted or given, moment):
        raise ValueError(f"the certificate of {own.name!a} does not lead to a known one")
    return Stamp(moment, own.name, bool(trusted))


def imprint(info: list[Node], digest: bytes) -> datetime:
    algorithm, hashed = inside(info[2])
    if DIGESTS.get(name_of(inside(algorithm)[0])) != "sha256" or hashed.body != digest:
        raise ValueError("it stamps something else")
    return moment_of(info[4])


def signed_by(signer: list[Node], info: bytes, pool: list[Certificate]) -> Certificate:
    """The certificate whose key signed; the attributes have to name it, and what it signed."""
    digest, attributes, algorithm, signature = DIGESTS[name_of(inside(signer[2])[0])], *signer[3:6]
    said = {name_of(one[0]): inside(one[1], 0x31) for one in map(inside, nodes(attributes.body))}
    if attributes.tag != 0xA0 or name_of(said[CONTENT_TYPE][0]) != TST_INFO:
        raise ValueError("the signature is not over a time stamp")
    if said[MESSAGE_DIGEST][0].body != hashlib.new(digest, info).digest():
        raise ValueError("the time stamp was altered after it was signed")
    own = next((one for one in pool if named(one, said)), None)
    if own is None:
        raise ValueError("the certificate that signed is not here")
    used = name_of(inside(algorithm)[0])
    if used != RSA and SIGNED_BY.get(used) != digest:
        raise ValueError("a signature of a kind that is not known here")
    own.check(b"\x31" + attributes.whole[1:], signature.body, digest)
    return own


def named(certificate: Certificate, said: dict[str, list[Node]]) -> bool:
    """Whether the signed attributes name this certificate by its digest (ESSCertID)."""
    value = said.get(ESS_V2) or said[ESS_V1]
    parts = inside(inside(inside(value[0])[0])[0])
    digest = "sha256" if ESS_V2 in said else "sha1"
    if ESS_V2 in said and parts[0].tag == 0x30:
        digest, parts = DIGESTS[name_of(inside(parts[0])[0])], parts[1:]
    return hashlib.new(digest, certificate.der).digest() == parts[0].body


def leads_to(own: Certificate, pool: list[Certificate], ends: list[bytes], at: datetime) -> bool:
    """Whether certificates that may sign others lead from `own` to one of the `ends`."""
    for below in range(5):
        own.in_force(at)
        if own.der in ends:
            return True
        above = (one for one in pool if one.der != own.der and one.issued(own, below))
        found = next(above, None)
        if found is None:
            return False
        own = found
    return False


def certificates(data: bytes) -> list[bytes]:
    """The certificates of a file, PEM or DER."""
    if len(data) > LIMIT:
        raise ValueError("larger than a file of certificates is")
    found = re.findall(rb"-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----", data)
    return [base64.b64decode(b"".join(one.split()), validate=True) for one in found] or [data]

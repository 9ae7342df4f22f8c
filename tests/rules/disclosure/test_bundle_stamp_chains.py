"""Which certificates may lead from a time stamp to a root: our reader and openssl judge alike."""

import subprocess
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID as Purpose
from cryptography.x509.oid import NameOID

from bairn.disclosure.bundling.verifying import stamp as reading
from bairn.disclosure.bundling.verifying.keys import Certificate

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
YEAR = timedelta(days=365)
BITS = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment"),
    *("key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)


def usage(*bits: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{bit: bit in bits for bit in BITS})


@dataclass(frozen=True)
class Made:
    """What one certificate of a chain says of itself."""

    name: str
    authority: bool = True
    path: int | None = None
    usage: x509.KeyUsage | None = None
    purposes: tuple[x509.ObjectIdentifier, ...] = ()
    critical: bool = True
    demands: x509.ExtensionType | None = None
    until: datetime = AT + YEAR


ROOT = Made("a root", usage=usage("key_cert_sign", "crl_sign"))
UPPER = replace(ROOT, name="an upper authority")
LOWER = replace(ROOT, name="a lower authority", path=0)
CLOCK = Made(
    "a clock", authority=False, usage=usage("digital_signature"), purposes=(Purpose.TIME_STAMPING,)
)


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def issue(said: Made, key: ec.EllipticCurvePrivateKey, by: str, signer) -> x509.Certificate:
    made = (
        x509.CertificateBuilder()
        .subject_name(named(said.name))
        .issuer_name(named(by))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(AT - YEAR)
        .not_valid_after(said.until)
        .add_extension(x509.BasicConstraints(ca=said.authority, path_length=said.path), True)
    )
    if said.usage:
        made = made.add_extension(said.usage, True)
    if said.purposes:
        made = made.add_extension(x509.ExtendedKeyUsage(said.purposes), said.critical)
    if said.demands:
        made = made.add_extension(said.demands, True)
    return made.sign(signer, hashes.SHA256())


def chain(*said: Made) -> list[x509.Certificate]:
    """From the root down."""
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in said]
    names = [said[0].name, *(one.name for one in said)]
    signers = [keys[0], *keys]
    return [
        issue(one, key, by, signer)
        for one, key, by, signer in zip(said, keys, names, signers, strict=False)
    ]


def ours(certificates: list[x509.Certificate]) -> bool:
    ders = [one.public_bytes(serialization.Encoding.DER) for one in certificates]
    pool = [Certificate(der) for der in ders]
    try:
        pool[-1].may_stamp(AT)
        return reading.leads_to(pool[-1], pool, ders[:1], AT)
    except ValueError:
        return False


def openssl(folder: Path, certificates: list[x509.Certificate]) -> bool:
    root, *middle, end = (one.public_bytes(serialization.Encoding.PEM) for one in certificates)
    for name, data in (("root", root), ("middle", b"".join(middle)), ("end", end)):
        (folder / name).write_bytes(data)
    call = ["openssl", "verify", "-purpose", "timestampsign", "-attime", str(int(AT.timestamp()))]
    call += ["-CAfile", "root", *(["-untrusted", "middle"] if middle else []), "end"]
    done = subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode == 0


HOLDS: dict[str, tuple[Made, ...]] = {
    "a root and a clock": (ROOT, CLOCK),
    "two authorities between": (ROOT, UPPER, LOWER, CLOCK),
    "just as many below as may be": (replace(ROOT, path=1), LOWER, CLOCK),
    "authorities that say nothing of their keys": (
        replace(ROOT, usage=None), replace(LOWER, usage=None), CLOCK,
    ),
    "an authority for time stamps": (
        ROOT, replace(LOWER, purposes=(Purpose.TIME_STAMPING,)), CLOCK,
    ),
    "a clock that commits to content": (ROOT, replace(CLOCK, usage=usage("content_commitment"))),
}  # fmt: skip
FAILS: dict[str, tuple[Made, ...]] = {
    "an authority that is none": (ROOT, replace(LOWER, authority=False, path=None), CLOCK),
    "an authority that may not sign certificates": (
        ROOT, replace(LOWER, usage=usage("digital_signature", "crl_sign")), CLOCK,
    ),
    "an authority below one that may have none": (ROOT, replace(UPPER, path=0), LOWER, CLOCK),
    "a root that may have no authority below": (replace(ROOT, path=0), LOWER, CLOCK),
    "a root that may not sign certificates": (
        replace(ROOT, usage=usage("digital_signature")), CLOCK,
    ),
    "an authority that was over": (ROOT, replace(LOWER, until=AT - timedelta(days=1)), CLOCK),
    "a clock that is a web server too": (
        ROOT, replace(CLOCK, purposes=(Purpose.TIME_STAMPING, Purpose.SERVER_AUTH)),
    ),
    "a clock whose purpose may be passed over": (ROOT, replace(CLOCK, critical=False)),
    "a clock without a purpose": (ROOT, replace(CLOCK, purposes=())),
    "a clock whose key enciphers": (
        ROOT, replace(CLOCK, usage=usage("digital_signature", "key_encipherment")),
    ),
    "a clock whose key does not sign": (ROOT, replace(CLOCK, usage=usage("key_agreement"))),
    "a clock that issues clocks": (ROOT, CLOCK, CLOCK),
}  # fmt: skip


@pytest.mark.parametrize("name", HOLDS)
def test_a_chain_of_authorities_leads_to_its_root(tmp_path, name) -> None:
    made = chain(*HOLDS[name])
    assert ours(made)
    assert openssl(tmp_path, made)


@pytest.mark.parametrize("name", FAILS)
def test_a_chain_that_may_not_be_leads_nowhere(tmp_path, name) -> None:
    made = chain(*FAILS[name])
    assert not openssl(tmp_path, made), "the mutant holds for openssl"
    assert not ours(made)


def test_an_authority_for_something_else_leads_nowhere_here_though_openssl_lets_it() -> None:
    web = replace(LOWER, purposes=(Purpose.SERVER_AUTH,))
    assert not ours(chain(ROOT, web, CLOCK))


@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_a_certificate_demands_and_nobody_here_knows_is_refused(place: int) -> None:
    said = [ROOT, LOWER, CLOCK]
    said[place] = replace(said[place], demands=x509.PolicyConstraints(0, None))
    assert not ours(chain(*said))


def test_a_chain_that_goes_on_for_ever_ends() -> None:
    many = [replace(UPPER, name=f"authority {n}") for n in range(8)]
    assert not ours(chain(ROOT, *many, CLOCK))


@pytest.mark.parametrize("place", [40, 200, -1])
def test_an_authority_that_was_altered_leads_nowhere(place: int) -> None:
    made = [one.public_bytes(serialization.Encoding.DER) for one in chain(ROOT, LOWER, CLOCK)]
    altered = bytearray(made[1])
    altered[place] ^= 1
    try:
        pool = [Certificate(one) for one in (made[0], bytes(altered), made[2])]
    except ValueError:
        return
    assert not reading.leads_to(pool[2], pool, made[:1], AT)

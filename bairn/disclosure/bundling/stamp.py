"""Time stamps by RFC 3161: from an authority that is asked over the network, or the house's own.

The house's own says when, not who independent says so; its certificate's name tells that.
"""

import hashlib
import os
import secrets
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

from bairn.disclosure.bundling.verifying import stamp as reading

PATIENCE = 20.0  # seconds
HOUSE_NAME = "Bairn, this house's own clock (not an independent authority)"
_POLICY = "2.25.330431231129563471217862309120934217301"  # from a UUID: needs no registry
_YEARS = timedelta(days=365 * 20)


class StampFault(RuntimeError):
    """No time stamp could be had; the message says why."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """A time stamp as it goes into a bundle: the DER of the response, certificates as PEM."""

    response: bytes
    certificates: bytes
    house: bool


def by_authority(url: str, data: bytes, *, patience: float = PATIENCE) -> Stamped:
    """A time stamp over the SHA-256 of `data` from the authority at `url`. Raises StampFault."""
    if not url.startswith(("https://", "http://")):
        raise StampFault("the address of a time authority begins with https:// or http://")
    wanted = TimestampRequestBuilder().hash_algorithm(HashAlgorithm.SHA256).data(data)
    asked = wanted.nonce(nonce=True).cert_request(cert_request=True).build()
    request = urllib.request.Request(  # noqa: S310 - the scheme is checked above
        url,
        data=asked.as_bytes(),
        headers={"Content-Type": "application/timestamp-query"},
    )
    try:
        with urllib.request.urlopen(request, timeout=patience) as answer:  # noqa: S310 - as above
            body: bytes = answer.read(reading.LIMIT + 1)
    except (urllib.error.URLError, OSError, ValueError) as wrong:
        kind = type(wrong).__name__
        raise StampFault(f"the time authority gave no time stamp ({kind})") from wrong
    return Stamped(response=body, certificates=_checked(body, asked.nonce, data), house=False)


def _checked(body: bytes, nonce: int | None, data: bytes) -> bytes:
    """The certificates in the answer, as PEM. It was asked for by us, and its signature fits.

    Read leniently: authorities are in use whose sets are not sorted as DER wants.
    """
    try:
        signed = tsp.TimeStampResp.load(body)["time_stamp_token"]["content"]
        found = [one.chosen.dump() for one in signed["certificates"]]
        if signed["encap_content_info"]["content"].parsed["nonce"].native != nonce:
            raise ValueError("it answers another question")
        reading.check(body, hashlib.sha256(data).digest(), found, [])
    except (ValueError, KeyError, IndexError, TypeError) as wrong:
        raise StampFault(f"the time authority's answer does not hold: {wrong}") from wrong
    certificates = [x509.load_der_x509_certificate(one) for one in found]
    return b"".join(one.public_bytes(serialization.Encoding.PEM) for one in certificates)


def by_house(keys: Path, data: bytes, *, at: datetime) -> Stamped:
    """A time stamp over the SHA-256 of `data` by the house's own key, made on first use."""
    key, certificate = _own(keys, at)
    der = certificate.public_bytes(serialization.Encoding.DER)
    info = tsp.TSTInfo(
        {
            "version": "v1",
            "policy": _POLICY,
            "message_imprint": {
                "hash_algorithm": {"algorithm": "sha256"},
                "hashed_message": hashlib.sha256(data).digest(),
            },
            "serial_number": secrets.randbits(63),
            "gen_time": at.astimezone(UTC),
        }
    )
    own = asn1_x509.Certificate.load(der)
    attributes = _attributes(info.dump(), der)
    signed = cms.SignedData(
        {
            "version": "v3",
            "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": {
                "content_type": "tst_info",
                "content": core.ParsableOctetString(info.dump()),
            },
            "certificates": [own],
            "signer_infos": [_signer(own, attributes, key)],
        }
    )
    response = tsp.TimeStampResp(
        {
            "status": {"status": "granted"},
            "time_stamp_token": {"content_type": "signed_data", "content": signed},
        }
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    return Stamped(response=response.dump(), certificates=pem, house=True)


def _attributes(info: bytes, certificate: bytes) -> cms.CMSAttributes:
    named = tsp.SigningCertificateV2(
        {"certs": [{"cert_hash": hashlib.sha256(certificate).digest()}]}
    )
    return cms.CMSAttributes(
        [
            {"type": "content_type", "values": ["tst_info"]},
            {"type": "message_digest", "values": [hashlib.sha256(info).digest()]},
            {"type": "signing_certificate_v2", "values": [named]},
        ]
    )


def _signer(
    own: asn1_x509.Certificate, attributes: cms.CMSAttributes, key: ec.EllipticCurvePrivateKey
) -> cms.SignerInfo:
    issuer = {"issuer": own.issuer, "serial_number": own.serial_number}
    return cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier({"issuer_and_serial_number": issuer}),
            "digest_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "signed_attrs": attributes,
            "signature_algorithm": {"algorithm": "sha256_ecdsa"},
            "signature": key.sign(attributes.dump(), ec.ECDSA(hashes.SHA256())),
        }
    )


def _own(keys: Path, at: datetime) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    path = keys / "timestamp.pem"
    if not path.exists():
        _make(path, at)
    data = path.read_bytes()
    key = serialization.load_pem_private_key(data, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise StampFault(f"{path} holds no key for time stamps")
    return key, x509.load_pem_x509_certificate(data)


def _make(path: Path, at: datetime) -> None:
    """Key and certificate in one file, whole; whoever comes second keeps the first's."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ) + _certificate(key, at).public_bytes(serialization.Encoding.PEM)
    aside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(pem)
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()


def _certificate(key: ec.EllipticCurvePrivateKey, at: datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOUSE_NAME)])
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + _YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(_signs_only(), critical=True)
        .sign(key, hashes.SHA256())
    )


def _signs_only() -> x509.KeyUsage:
    names = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    others = ("key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(digital_signature=True, **dict.fromkeys([*names, *others], False))

"""Time stamps, held against openssl and rfc3161-client; our own reader agrees with both."""

import hashlib
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from cryptography import x509
from rfc3161_client import VerifierBuilder, decode_timestamp_response

from bairn.disclosure.bundling import stamp
from bairn.disclosure.bundling.stamp import StampFault
from bairn.disclosure.bundling.verifying import stamp as reading

pytestmark = pytest.mark.slow

DATA = b"a tag manifest\n"
DIGEST = hashlib.sha256(DATA).digest()
AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def read(made: stamp.Stamped, digest: bytes = DIGEST, trusted: list[bytes] | None = None):
    own = reading.certificates(made.certificates)
    return reading.check(made.response, digest, own, trusted or [])


def test_the_houses_own_stamp_holds_by_openssl(tmp_path) -> None:
    made = stamp.by_house(tmp_path, DATA, at=AT)
    (tmp_path / "t.tsr").write_bytes(made.response)
    (tmp_path / "c.pem").write_bytes(made.certificates)
    (tmp_path / "d").write_bytes(DATA)
    call = ["openssl", "ts", "-verify", "-in", "t.tsr", "-data", "d", "-CAfile", "c.pem"]
    call += ["-attime", str(int(AT.timestamp()))]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Verification: OK" in done.stdout + done.stderr


def test_the_houses_own_stamp_holds_by_the_client_of_sigstore(tmp_path) -> None:
    made = stamp.by_house(tmp_path, DATA, at=AT)
    own = x509.load_pem_x509_certificate(made.certificates)
    verifier = VerifierBuilder(roots=[own], tsa_certificate=own).build()
    assert verifier.verify_message(decode_timestamp_response(made.response), DATA)


def test_our_reader_tells_when_and_by_whom(tmp_path) -> None:
    found = read(stamp.by_house(tmp_path, DATA, at=AT))
    assert (found.at, found.by, found.known) == (AT, stamp.HOUSE_NAME, False)


def test_the_key_is_made_once_and_for_the_owner_alone(tmp_path) -> None:
    first, second = (stamp.by_house(tmp_path, DATA, at=AT) for _ in range(2))
    assert first.certificates == second.certificates
    assert first.response != second.response
    assert (tmp_path / "timestamp.pem").stat().st_mode & 0o777 == 0o600


def test_a_stamp_over_something_else_is_refused(tmp_path) -> None:
    made = stamp.by_house(tmp_path, DATA, at=AT)
    with pytest.raises(ValueError, match="stamps something else"):
        read(made, hashlib.sha256(b"else").digest())


def test_a_stamp_outside_its_certificates_time_is_refused(tmp_path) -> None:
    stamp.by_house(tmp_path, DATA, at=AT)
    late = stamp.by_house(tmp_path, DATA, at=AT + timedelta(days=365 * 30))
    with pytest.raises(ValueError, match="in force"):
        read(late)


def test_no_byte_of_a_stamp_can_be_changed_where_it_counts(tmp_path) -> None:
    """Its own copy of the certificate and the issuer's name beside it prove nothing: skipped."""
    made = stamp.by_house(tmp_path, DATA, at=AT)
    own, held = reading.certificates(made.certificates), 0
    copy = made.response.index(own[0])
    places = [*range(0, copy, 5), *range(copy + len(own[0]), len(made.response), 5)]
    for place in places:
        data = bytearray(made.response)
        data[place] ^= 0x41
        try:
            found = reading.check(bytes(data), DIGEST, own, own)
        except (ValueError, KeyError, IndexError):
            continue
        held += 1
        assert (found.at, found.by) == (AT, stamp.HOUSE_NAME)
    assert held <= len(places) / 4


# ---------------------------------------------------------- an authority by openssl, RSA and EC


@pytest.fixture(params=["rsa:3072", "ec:P-256", "ec:P-384"])
def authority(request, tmp_path):
    """A root and, below it, a time authority whose tokens name its certificate."""
    kind, _, size = request.param.partition(":")
    key = ["-newkey", f"rsa:{size}"] if kind == "rsa" else ["-newkey", "ec", "-pkeyopt"]
    key += [] if kind == "rsa" else [f"ec_paramgen_curve:{size}"]

    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=tmp_path, check=True, capture_output=True)

    ca = ("-addext", "basicConstraints=critical,CA:TRUE", "-subj", "/CN=a root", "-days", "3650")
    openssl("req", "-x509", *key, "-nodes", "-keyout", "root.key", "-out", "root.pem", *ca)
    openssl("req", *key, "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=a clock")
    (tmp_path / "ext").write_text("extendedKeyUsage=critical,timeStamping\n")
    signer = ("-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "3650")
    openssl("x509", "-req", "-in", "tsa.csr", *signer, "-out", "tsa.pem", "-extfile", "ext")
    (tmp_path / "serial").write_text("01")
    (tmp_path / "conf").write_text(
        "[tsa]\ndefault_tsa=t\n[t]\nserial=serial\nsigner_cert=tsa.pem\nsigner_key=tsa.key\n"
        "certs=root.pem\ndefault_policy=1.2.3.4.1\ndigests=sha256,sha384,sha512\n"
        "signer_digest=sha384\ness_cert_id_alg=sha256\n"
    )
    return tmp_path


@pytest.fixture
def serving(authority):
    """The authority, behind HTTP on this machine."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            (authority / "q").write_bytes(body)
            subprocess.run(
                ["openssl", "ts", "-reply", "-config", "conf", "-queryfile", "q", "-out", "r"],
                cwd=authority,
                check=True,
                capture_output=True,
            )
            self.send_response(200)
            self.end_headers()
            self.wfile.write((authority / "r").read_bytes())

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_foreign_authoritys_stamp_leads_to_its_root(authority, serving) -> None:
    made = stamp.by_authority(serving, DATA)
    root = reading.certificates((authority / "root.pem").read_bytes())
    found = read(made, trusted=root)
    assert found.by == "a clock"
    assert found.known
    assert not made.house


def test_it_does_not_lead_to_another_root(serving, tmp_path) -> None:
    made = stamp.by_authority(serving, DATA)
    other = stamp.by_house(tmp_path / "other", DATA, at=AT)
    with pytest.raises(ValueError, match="does not lead"):
        read(made, trusted=reading.certificates(other.certificates))


def test_an_authority_that_is_away_is_told_plainly() -> None:
    with pytest.raises(StampFault, match="gave no time stamp"):
        stamp.by_authority("http://127.0.0.1:9/", DATA, patience=2)
    with pytest.raises(StampFault, match="begins with"):
        stamp.by_authority("file:///etc/passwd", DATA)

"""Small files that are whole and say nothing of anybody: text, a picture, captures, an archive."""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from hashlib import sha256

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

_URL = "https://meadow.example/calm-post"
_WHEN = "2026-03-01T08:00:00Z"
_PAGE = b"""<html><head><title>Demo page</title></head><body>
<h1>Demo page</h1><p>An invented page: the lake is calm today.</p></body></html>"""
_WIDE, _HIGH = 480, 320
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of a zip: the same bytes each time


def note() -> bytes:
    """A text of a few lines."""
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    return "".join(f"{day} 15:00 music school, room 4 (demo)\n" for day in days).encode()


def gradient() -> bytes:
    """A PNG of a plain gradient from blue to green."""
    rows = b"".join(b"\x00" + b"".join(_pixel(x, y) for x in range(_WIDE)) for y in range(_HIGH))
    head = struct.pack(">IIBBBBB", _WIDE, _HIGH, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in parts)


def _pixel(x: int, y: int) -> bytes:
    return bytes((90, 120 + 90 * x // _WIDE, 200 - 100 * y // _HIGH))


def _chunk(kind: bytes, data: bytes) -> bytes:
    tail = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + tail


def warc() -> bytes:
    """A saved page as WARC."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(writer.create_warcinfo_record("demo.warc", {"software": "demo 1"}))
    headers = StatusAndHeaders(
        "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
    )
    writer.write_record(
        writer.create_warc_record(
            _URL, "response", payload=io.BytesIO(_PAGE), http_headers=headers,
            warc_headers_dict={"WARC-Date": _WHEN},
        )
    )  # fmt: skip
    return out.getvalue()


def wacz() -> bytes:
    """The same page as WACZ, with the digests of its parts."""
    page = {"url": _URL, "title": "Demo page", "ts": _WHEN}
    pages = "\n".join(map(json.dumps, ({"format": "json-pages-1.0", "id": "pages"}, page)))
    files = {"archive/data.warc.gz": warc(), "pages/pages.jsonl": pages.encode()}
    package = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "software": "demo 1",
        "resources": [_resource(name, data) for name, data in files.items()],
    }
    files["datapackage.json"] = json.dumps(package).encode()
    digest = f"sha256:{sha256(files['datapackage.json']).hexdigest()}"
    said = {"path": "datapackage.json", "hash": digest}
    files["datapackage-digest.json"] = json.dumps(said).encode()
    return _zipped(files)


def _resource(name: str, data: bytes) -> dict[str, str | int]:
    digest = f"sha256:{sha256(data).hexdigest()}"
    return {"name": name.rpartition("/")[2], "path": name, "hash": digest, "bytes": len(data)}


def archive() -> bytes:
    """A zip with a text and a picture."""
    return _zipped({"notes/timetable.txt": note(), "pictures/lake.png": gradient()})


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name, data in files.items():
            made.writestr(zipfile.ZipInfo(name, _FIRST_DAY), data)
    return out.getvalue()


CONTENT: Mapping[str, Callable[[], bytes]] = {
    "note": note,
    "gradient": gradient,
    "warc": warc,
    "wacz": wacz,
    "zip": archive,
}

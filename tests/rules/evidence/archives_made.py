"""Archives and captures as a hostile or a careful hand makes them; invented and calm."""

import io
import json
import tarfile
import zipfile
from collections.abc import Mapping
from hashlib import sha256

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PAGE = "<html><head><title>t</title></head><body><p>Hello from the page.</p><script>x()</script>"


def zipped(files: Mapping[str, bytes], *, deflated: bool = True) -> bytes:
    out = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in files.items():
            made.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return out.getvalue()


def tarred(files: Mapping[str, bytes], mode: str = "w:") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as made:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            made.addfile(info, io.BytesIO(data))
    return out.getvalue()


def warc(*, gzip: bool = True, body: bytes = PAGE.encode(), url: str = "https://a.test/1") -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    info = writer.create_warcinfo_record("a.warc", {"software": "invented-writer 1.0"})
    writer.write_record(info)
    headers = StatusAndHeaders(
        "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
    )
    writer.write_record(
        writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": "2026-03-01T08:00:00Z"},
        )
    )
    return out.getvalue()


def wacz(*, change: Mapping[str, bytes | None] | None = None) -> bytes:
    pages = (
        json.dumps({"format": "json-pages-1.0", "id": "pages"})
        + "\n"
        + json.dumps({"url": "https://a.test/1", "title": "One", "ts": "2026-03-01T08:00:00Z"})
    ).encode()
    files: dict[str, bytes] = {"archive/data.warc.gz": warc(), "pages/pages.jsonl": pages}
    listed = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "software": "invented-capturer 2",
        "resources": [
            {
                "name": name.rpartition("/")[2],
                "path": name,
                "hash": f"sha256:{sha256(data).hexdigest()}",
                "bytes": len(data),
            }
            for name, data in files.items()
        ],
    }
    files["datapackage.json"] = json.dumps(listed).encode()
    files["datapackage-digest.json"] = json.dumps(
        {
            "path": "datapackage.json",
            "hash": f"sha256:{sha256(files['datapackage.json']).hexdigest()}",
        }
    ).encode()
    for name, data in (change or {}).items():
        if data is None:
            files.pop(name)
        else:
            files[name] = data
    return zipped(files, deflated=False)

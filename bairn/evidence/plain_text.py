"""The text of a captured page, as plain text: no markup, no picture, nothing that is fetched."""

import re
from html.parser import HTMLParser

from bairn.evidence.inflating import Budget, Bytes, Inflated, Limits, MalformedError, Stretch
from bairn.evidence.inflating import TooMuchError as _TooMuchError

MOST_PAYLOAD = 4 * 1024**2  # bytes of a page that are looked at
MOST_TEXT = 200_000  # signs that are shown
_SILENT = frozenset({"script", "style", "template", "noscript", "svg", "head"})
_BREAKS = frozenset(
    {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "article", "section", "blockquote"}
)
_CHARSET = re.compile(rb"charset=[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_CHARSETS = frozenset({"utf-8", "utf8", "gb2312", "gbk", "gb18030", "big5", "iso-8859-1", "ascii"})


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def of_page(headers: bytes, payload: bytes) -> str:
    """What a page says, for somebody who asks for it; empty where it is no text."""
    said = headers[:65_536].lower()
    body = _dechunked(payload) if b"transfer-encoding: chunked" in said else payload
    body = _inflated(body, said)
    kind = re.search(rb"content-type:[ \t]*([a-z0-9.+/-]{3,80})", said)
    name = kind.group(1) if kind else b""
    if b"html" not in name and not name.startswith(b"text/") and b"json" not in name:
        return ""
    text = _decoded(body, said)
    return _tidied(_without_markup(text) if b"html" in name else text)


def _without_markup(text: str) -> str:
    words = _Words()
    words.feed(text)
    words.close()
    return "".join(words.parts)


def _tidied(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.splitlines())
    kept = "\n".join(line for line in lines if line)
    return "".join(sign for sign in kept[:MOST_TEXT] if sign.isprintable() or sign == "\n")


def _decoded(body: bytes, said: bytes) -> str:
    named = _CHARSET.search(said) or _CHARSET.search(body[:2048])
    name = named.group(1).decode("ascii").lower() if named else "utf-8"
    return body.decode(name if name in _CHARSETS else "utf-8", "replace")


def _inflated(body: bytes, said: bytes) -> bytes:
    if b"content-encoding: gzip" not in said:
        return body
    budget = Budget(Limits(out_bytes=MOST_PAYLOAD))
    reader = Inflated(Stretch(Bytes(body), budget), "gz", budget)
    kept = bytearray()
    try:
        while piece := reader.read(16_384):
            kept += piece
    except (MalformedError, _TooMuchError):
        pass  # a page that was cut says what it says up to there
    return bytes(kept)


def _dechunked(payload: bytes) -> bytes:
    kept, at = bytearray(), 0
    while (end := payload.find(b"\r\n", at, at + 20)) >= 0:
        size = re.match(rb"[0-9a-fA-F]{1,8}", payload[at:end])
        if not size or not int(size.group(), 16):
            break
        length = int(size.group(), 16)
        kept += payload[end + 2 : end + 2 + length]
        at = end + 2 + length + 2
    return bytes(kept) or payload

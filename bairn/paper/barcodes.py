"""Code 128 as a picture that any hand scanner reads: bars alone, no text, no style of its own."""

from itertools import groupby

from barcode.codex import Code128
from barcode.errors import BarcodeError
from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET = 10  # modules left white on both sides: the standard asks for ten
HEIGHT = 40


class NotABarcode(ValueError):
    """The text holds letters that Code 128 does not know."""


def modules(text: str) -> str:
    """`text` as Code 128 without quiet zones: "1" for each dark module, "0" for each light one."""
    if not text:
        raise NotABarcode("An empty barcode")
    try:
        return str(Code128(text).build()[0])
    except (BarcodeError, KeyError, RuntimeError) as fault:
        raise NotABarcode(f"Code 128 cannot say {text!r}") from fault


def code128(text: str) -> SafeString:
    """`text` as an SVG whose width counts modules, so that a stylesheet alone gives it a size."""
    drawn = modules(text)
    width = len(drawn) + 2 * QUIET
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="barcode" role="img" aria-label="{}"'
        ' viewBox="0 0 {} {}" preserveAspectRatio="none" shape-rendering="crispEdges">'
        '<rect width="{}" height="{}" fill="#fff"/><path fill="#000" d="{}"/></svg>',
        text,
        width,
        HEIGHT,
        width,
        HEIGHT,
        _bars(drawn),
    )


def _bars(drawn: str) -> str:
    """The dark runs of `drawn` as one path."""
    parts, across = [], QUIET
    for dark, run in groupby(drawn):
        wide = len(list(run))
        if dark == "1":
            parts.append(f"M{across} 0h{wide}v{HEIGHT}h-{wide}z")
        across += wide
    return "".join(parts)

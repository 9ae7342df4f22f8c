"""The two addresses that a page may name: our own fonts. Everything else is refused, loudly."""

from typing import Any

import pylopdf_fonts_zh_cn
from weasyprint.urls import URLFetcher, URLFetcherResponse

_FONTS = {
    "paper:sans": pylopdf_fonts_zh_cn.sans_path,
    "paper:serif": pylopdf_fonts_zh_cn.serif_path,
}


class ReachesOut(ValueError):
    """A page names something outside itself."""


class OwnFontsOnly(URLFetcher):  # type: ignore[misc] # weasyprint is untyped
    """Hands out the fonts of the wheel; no network, no file, no data address."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("paper",), fail_on_errors=True)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The font that `url` names."""
        if url not in _FONTS:
            raise ReachesOut("A page for print names something outside itself")
        return URLFetcherResponse(url, _FONTS[url]().read_bytes(), {"Content-Type": "font/otf"})

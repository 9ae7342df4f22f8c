"""HTML becomes a tagged PDF: our own fonts and stylesheet, nothing fetched, equal each time."""

import hashlib
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from bairn.paper import footing
from bairn.paper.missing import PaperMissing, available

__all__ = ["PaperMissing", "available", "from_template", "pdf"]

logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # eight lines for each page
_CSS = Path(__file__).with_name("paper.css")
_TAGS = {"en": "en", "zh": "zh-Hans"}


def pdf(
    html: str, *, title: str, language: str, printed: datetime | None = None, entry: str = ""
) -> bytes:
    """The body `html` as PDF/UA-1; `printed` and the record's `entry` stand in every foot."""
    if not available():
        raise PaperMissing
    spoken = "zh" if language.lower().startswith("zh") else "en"
    when = timezone.localtime(printed) if printed is not None else None
    foot = footing.rules(title=title, language=spoken, printed=when, entry=entry)
    return _laid_out(_document(html, title=title, spoken=spoken, printed=printed), foot)


def from_template(
    name: str,
    context: Mapping[str, Any],
    *,
    language: str,
    title: str,
    printed: datetime | None = None,
    entry: str = "",
) -> bytes:
    """The template `name` in `language` as PDF; what `context` holds stays text."""
    spoken = "zh-hans" if language.lower().startswith("zh") else "en"
    with translation.override(spoken):
        html = render_to_string(name, dict(context))
    return pdf(html, title=title, language=language, printed=printed, entry=entry)


def _document(html: str, *, title: str, spoken: str, printed: datetime | None) -> str:
    """The whole document around the body `html`, with the metadata that PDF/UA asks for."""
    dates = ""
    if printed is not None:
        stamp = printed.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        dates = "".join(
            f'<meta name="dcterms.{which}" content="{stamp}">' for which in ("created", "modified")
        )
    return (
        f'<!doctype html><html lang="{_TAGS[spoken]}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>{dates}</head><body>{html}</body></html>"
    )


def _laid_out(document: str, foot: str) -> bytes:
    """`document` laid out; its identifier is made of its own bytes, so that equals stay equal."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 - needs pango, which may be missing
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415

    from bairn.paper.fetching import OwnFontsOnly, ReachesOut  # noqa: PLC0415

    fonts, fetcher = FontConfiguration(), OwnFontsOnly()
    css = _CSS.read_text("utf-8") + foot
    identifier = hashlib.sha256(f"{css}\n{document}".encode()).hexdigest()[:32].encode()
    try:
        made: bytes = HTML(string=document, url_fetcher=fetcher).write_pdf(
            stylesheets=[CSS(string=css, font_config=fonts, url_fetcher=fetcher)],
            font_config=fonts,
            pdf_variant="pdf/ua-1",
            pdf_identifier=identifier,
            pdf_tags=True,
        )
    except FatalURLFetchingError as fault:  # a BaseException: it would end the whole process
        raise ReachesOut("A page for print names something outside itself") from fault
    return made

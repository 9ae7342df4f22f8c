"""Pages: tagged, in our own letters, equal each time, and closed to everything outside."""

import io
import subprocess
import sys
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.template import engines
from pypdf import PdfReader

from bairn.paper import printing
from bairn.paper.missing import PACKAGES, available

pytestmark = pytest.mark.slow

AT = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)


class Opened:
    """What this process opens or connects to while somebody watches."""

    def __init__(self) -> None:
        self.seen: list[str] | None = None
        sys.addaudithook(self.note)

    def note(self, event: str, said: tuple[object, ...]) -> None:
        if self.seen is not None and event in {"open", "socket.connect", "socket.getaddrinfo"}:
            self.seen.append(repr(said))

    @contextmanager
    def watching(self):
        self.seen = []
        try:
            yield self.seen
        finally:
            self.seen = None


OPENED = Opened()
needs_pango = pytest.mark.skipif(not available(), reason="pango is missing")


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(data).pages)


@needs_pango
def test_a_page_is_tagged_and_says_that_it_is_pdf_ua() -> None:
    made = read(printing.pdf("<h1>One</h1><p>Two</p>", title="A page", language="en"))
    root = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    assert made.metadata.title == "A page"


@needs_pango
def test_every_letter_comes_from_a_font_inside_the_file() -> None:
    data = printing.pdf(
        "<h1>交接记录 Chain</h1><p>封条 <b>A-1</b></p>", title="连续性", language="zh", printed=AT
    )
    fonts = [
        font.get_object()
        for page in read(data).pages
        for font in page["/Resources"]["/Font"].get_object().values()
    ]
    names = {font["/BaseFont"].split("+")[-1] for font in fonts}
    assert names == {"Paper-Sans", "Paper-Serif"}
    for font in fonts:
        described = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(described)
    assert "交接记录 Chain" in text(data)


@needs_pango
def test_the_foot_says_page_moment_and_entry_in_the_language_of_the_page() -> None:
    html = "<p>Line</p>" * 90
    said = text(printing.pdf(html, title="Log", language="en", printed=AT, entry="e-17"))
    assert "Page 1 of 3" in said
    assert "Page 3 of 3" in said
    assert "(UTC+" in said
    assert "record entry e-17" in said
    said = text(printing.pdf(html, title="记录", language="zh-hans", printed=AT, entry="e-17"))
    assert "第 1 页，共 3 页" in said
    assert "记录条目 e-17" in said


@needs_pango
def test_the_same_page_has_the_same_bytes_in_another_process() -> None:
    script = (
        "import django; django.setup()\n"
        "import hashlib\nfrom datetime import UTC, datetime\nfrom bairn.paper import printing\n"
        "made = printing.pdf('<h1>封条 One</h1>', title='T', language='zh',"
        " printed=datetime(2026, 3, 4, 5, 6, tzinfo=UTC), entry='e-1')\n"
        "print(hashlib.sha256(made).hexdigest())"
    )
    run = lambda: subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)  # noqa: E731
    first, second = run().stdout, run().stdout
    assert len(first.strip()) == 64
    assert first == second


@needs_pango
@pytest.mark.parametrize(
    "html",
    [
        '<img src="http://127.0.0.1:9/x.png">',
        '<img src="file:///etc/hostname">',
        '<img src="data:image/svg+xml,<svg/>">',
        '<link rel="stylesheet" href="https://127.0.0.1:9/x.css">',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<style>@import url("file:///etc/hostname");</style>',
        '<style>p { background: url("ftp://127.0.0.1/x") }</style><p>x</p>',
        '<object data="file:///etc/hostname"></object>',
        '<svg><image href="file:///etc/hostname" width="9" height="9"/></svg>',
        '<svg><use href="file:///etc/hostname#a"/></svg>',
    ],
)
def test_nothing_outside_the_page_is_ever_fetched(html: str) -> None:
    from bairn.paper.fetching import ReachesOut

    with OPENED.watching() as opened, suppress(ReachesOut):  # a drawing leaves the thing out
        printing.pdf(html, title="T", language="en")
    assert not [what for what in opened if "hostname" in what or "127.0.0.1" in what]


@needs_pango
def test_a_page_that_reaches_out_is_refused_and_not_printed_without_it() -> None:
    from bairn.paper.fetching import ReachesOut

    with pytest.raises(ReachesOut):
        printing.pdf('<img src="file:///etc/hostname">', title="T", language="en")


def test_the_watch_over_what_is_opened_sees_a_file() -> None:
    with OPENED.watching() as opened:
        Path("/etc/hostname").read_bytes()
    assert [what for what in opened if "hostname" in what]


@needs_pango
@pytest.mark.parametrize("field", ["{{7*7}}", "{% load x %}", "<script>alert(1)</script>", "<b>"])
def test_what_somebody_typed_stays_text_on_the_page(field: str, monkeypatch) -> None:
    template = engines["django"].from_string("<p>Said: {{ said }}</p>")
    monkeypatch.setattr(
        printing, "render_to_string", lambda name, context: template.render(context)
    )
    made = printing.from_template("x.html", {"said": field}, language="en", title=field)
    assert f"Said: {field}" in " ".join(text(made).split())
    assert read(made).metadata.title == field
    assert "49" not in text(made)


@needs_pango
def test_a_title_that_tries_to_end_its_string_stays_a_title() -> None:
    hostile = '"; } @page { @top-left { content: "owned" } } \\22 \n'
    said = text(printing.pdf("<p>x</p>", title=hostile, language="en"))
    assert said.index("owned") > said.index("@page")


def test_without_pango_the_house_stands_and_says_what_to_install() -> None:
    script = (
        "import sys; sys.modules['weasyprint'] = None\n"
        "import django; django.setup()\n"
        "from bairn.paper import printing\n"
        "assert not printing.available()\n"
        "try: printing.pdf('<p>x</p>', title='T', language='en')\n"
        "except printing.PaperMissing as fault: print(fault, fault.packages)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert all(package in run.stdout for package in PACKAGES)

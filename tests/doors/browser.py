"""A real browser for the doors' tests: Debian's Chromium, two widths, axe, nothing from outside."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
WIDE = (1440, 900)
PHONE = (390, 844)
LOCALES = {"en": "en-GB", "zh-hans": "zh-CN"}
# What is waited for comes at last on a machine that does a lot beside: as long as for a click.
expect.set_options(timeout=30_000)
_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Visit:
    """One browser page with what it asked for and complained about."""

    page: Page
    requested: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def outside(self, home: str) -> list[str]:
        """Requests that left the server at `home`."""
        return [url for url in self.requested if not url.startswith((home, "data:"))]

    def sideways(self) -> int:
        """How many pixels the page is wider than its window."""
        return int(
            self.page.evaluate(
                "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
            )
        )

    def axe(self) -> list[str]:
        """Faults that axe finds: rule, how many nodes, the first one's markup."""
        found = Axe().run(self.page).response["violations"]
        return [f"{v['id']} x{len(v['nodes'])}: {v['nodes'][0]['html'][:160]}" for v in found]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_FLAGS)
        yield browser
        browser.close()


@contextmanager
def visit(
    browser: Browser,
    *,
    size: tuple[int, int] = WIDE,
    language: str = "en",
    dark: bool = False,
    scripts: bool = True,
) -> Iterator[Visit]:
    """A fresh visitor with an empty browser of this size, language and colour scheme."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale=LOCALES[language],
        color_scheme="dark" if dark else "light",
        java_script_enabled=scripts,
        bypass_csp=False,
    )
    page = context.new_page()
    seen = Visit(page)

    def note(request: Request) -> None:
        seen.requested.append(request.url)

    page.on("request", note)
    page.on("console", lambda line: seen.complaints.append(f"{line.type}: {line.text}"))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    yield seen
    context.close()

"""What all doors' tests share: the option that writes the pictures of the documentation."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.doors.browser import chromium

# Playwright's loop runs in this thread; Django's own guard would take that for an async view.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--pictures` writes the screenshots into docs/look instead of a temporary folder."""
    parser.addoption("--pictures", action="store_true", help="write docs/look/*.png")


@pytest.fixture(scope="session", autouse=True)
def _words() -> None:
    """The doors speak both languages: compile the words first."""
    words = Path(__file__).resolve().parents[2] / "tools" / "words"
    subprocess.run([sys.executable, str(words), "compile"], check=True)


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """One running Chromium for all the tests of a file."""
    with chromium() as running:
        yield running

"""What is said when the machine lacks the libraries that lay out pages."""

from functools import cache

# Debian's names; pango is loaded when WeasyPrint is, so that its absence shows at once.
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


class PaperMissing(RuntimeError):
    """This machine cannot make PDFs; `packages` would mend it."""

    def __init__(self) -> None:
        super().__init__(f"PDFs need: apt-get install {' '.join(PACKAGES)}")
        self.packages = PACKAGES


@cache
def available() -> bool:
    """Whether this machine can make PDFs."""
    try:
        import weasyprint  # noqa: F401, PLC0415 - the import itself is the question
    except (ImportError, OSError):
        return False
    return True

"""The index of prints: `Index` and what it raises and answers, loaded when first asked for."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bairn.likeness.index.book import Index, IndexBusyError, Sizes
    from bairn.likeness.index.sealed import IndexBrokenError

__all__ = ["Index", "IndexBrokenError", "IndexBusyError", "Sizes"]


def __getattr__(name: str) -> object:
    """The compiler of the kernels arrives with the first use, not with the import."""
    if name == "IndexBrokenError":
        from bairn.likeness.index import sealed  # noqa: PLC0415 - see above

        return sealed.IndexBrokenError
    if name in __all__:
        from bairn.likeness.index import book  # noqa: PLC0415 - see above

        return getattr(book, name)
    raise AttributeError(name)

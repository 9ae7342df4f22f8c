"""How seldom Python's collector looks for circles while many short-lived objects are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS = 500_000  # made between two looks


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """A page of cases is some hundred thousand objects that hang in no circle: few looks do."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()

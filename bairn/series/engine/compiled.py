"""numba's decorators with the types that they do not have themselves."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

_F = TypeVar("_F", bound=Callable[..., Any])


def compiled(function: _F) -> _F:
    """Compile once; the machine code is kept beside the file or where NUMBA_CACHE_DIR says."""
    return cast(_F, njit(cache=True)(function))


def on_every_core(function: _F) -> _F:
    """The same, with `prange` spread over the cores."""
    return cast(_F, njit(cache=True, parallel=True)(function))

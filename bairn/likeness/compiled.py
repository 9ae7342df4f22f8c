"""The compiler of the kernels: imported with them alone, since it takes a second to arrive."""

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

_F = TypeVar("_F", bound=Callable[..., object])


def compiled(function: _F) -> _F:
    """`function` as machine code, kept between runs beside it or in `NUMBA_CACHE_DIR`."""
    return cast(_F, njit(cache=True, nogil=True)(function))

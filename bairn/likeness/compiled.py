"""The compiler of the kernels: imported with them alone, since it takes a second to arrive."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit, types
from numba.core.typing.templates import Signature
from numba.extending import intrinsic

_F = TypeVar("_F", bound=Callable[..., object])


def compiled(function: _F) -> _F:
    """`function` as machine code, kept between runs beside it or in `NUMBA_CACHE_DIR`."""
    return cast(_F, njit(cache=True, nogil=True)(function))


@intrinsic
def _ones(_context: Any, word: Any) -> tuple[Signature, Callable[..., Any]]:

    def code(context: Any, builder: Any, signature: Signature, arguments: Any) -> Any:
        counted = builder.ctpop(arguments[0])
        return context.cast(builder, counted, word, signature.return_type)

    return types.int64(word), code


# How many bits of a word are set, by the one instruction that processors have for it.
ones: Callable[[Any], int] = cast(Any, _ones)

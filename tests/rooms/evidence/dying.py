"""A process that dies by kill -9 at its n-th step that matters, without the product knowing."""

import os
import signal
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from bairn.vault.files.chunked import Writer

# What changes anything outside the process: bytes, names, and what the database keeps.
_STEPS: tuple[tuple[Any, str], ...] = (
    (os, "fsync"),
    (Path, "rename"),
    (Path, "unlink"),
    (Writer, "_put"),
    (Writer, "finish"),
    (BaseDatabaseWrapper, "_commit"),
)


def dies_before(step: int, doing: Callable[[], object]) -> bool:
    """Do it in a process that is killed right before its n-th step; whether it got that far."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            _with_steps(step, doing)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _with_steps(last: int, doing: Callable[[], object]) -> None:
    taken = [0]

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def step(*args: Any, **kwargs: Any) -> object:
            taken[0] += 1
            if taken[0] == last:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)

        return step

    with ExitStack() as stack:
        for place, name in _STEPS:
            stack.enter_context(patch.object(place, name, counted(getattr(place, name))))
        doing()
        connection.close()

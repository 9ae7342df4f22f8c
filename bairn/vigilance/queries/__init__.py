"""What can be seen of vigilance: signals, the board, who oversees."""

from bairn.vigilance.queries.board import health, neglect_board
from bairn.vigilance.queries.signals import (
    listed,
    my_signals,
    overseers,
    signal,
    signals_of_case,
)

__all__ = [
    "health",
    "listed",
    "my_signals",
    "neglect_board",
    "overseers",
    "signal",
    "signals_of_case",
]

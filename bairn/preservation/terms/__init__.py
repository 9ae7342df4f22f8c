"""The words of preservation: what is asked of whom, on which ground, and what became of it."""

from bairn.preservation.terms.book import (
    Book,
    Choice,
    Clocks,
    HolderClass,
    LegalBasis,
    Refused,
    Term,
)
from bairn.preservation.terms.coded import Counted, Kind, Move, State
from bairn.preservation.terms.holder import Holder, Quality
from bairn.preservation.terms.reading import Moments, Reading
from bairn.preservation.terms.request import (
    Answer,
    DueCount,
    NewRequest,
    ProviderYear,
    Request,
    RequestFile,
    RequestWords,
    RunningOut,
    Step,
    WaitingRequest,
    WatchedRequest,
    WatchPage,
)

__all__ = [
    "Answer",
    "Book",
    "Choice",
    "Clocks",
    "Counted",
    "DueCount",
    "Holder",
    "HolderClass",
    "Kind",
    "LegalBasis",
    "Moments",
    "Move",
    "NewRequest",
    "ProviderYear",
    "Quality",
    "Reading",
    "Refused",
    "Request",
    "RequestFile",
    "RequestWords",
    "RunningOut",
    "State",
    "Step",
    "Term",
    "WaitingRequest",
    "WatchPage",
    "WatchedRequest",
]

"""The words of interviews. Everything hangs on one child of one case, under a pseudonym."""

from bairn.interviews.terms.coded import (
    Book,
    Choice,
    Fault,
    InterviewPurpose,
    InterviewState,
    NextMove,
)
from bairn.interviews.terms.interview import (
    Interview,
    NewInterview,
    PhaseHeld,
    Postponement,
    Present,
    Recording,
    Sitting,
    WaitingInterview,
)
from bairn.interviews.terms.ledger import (
    AccountAddition,
    ChildCounts,
    ChildLedger,
    FirstAccount,
    Questioning,
    Tally,
)

__all__ = [
    "AccountAddition",
    "Book",
    "ChildCounts",
    "ChildLedger",
    "Choice",
    "Fault",
    "FirstAccount",
    "Interview",
    "InterviewPurpose",
    "InterviewState",
    "NewInterview",
    "NextMove",
    "PhaseHeld",
    "Postponement",
    "Present",
    "Questioning",
    "Recording",
    "Sitting",
    "Tally",
    "WaitingInterview",
]

"""What can be seen of supervision: reviews, directions, what is due, hand-overs."""

from bairn.supervision.queries.handovers import (
    batches,
    handover,
    handovers_of_case,
    handovers_waiting,
)
from bairn.supervision.queries.reviews import (
    MOST_CASES,
    directions_across,
    due_reviews,
    last_reviews_across,
    my_directions,
    next_review,
    reviews,
)

__all__ = [
    "MOST_CASES",
    "batches",
    "directions_across",
    "due_reviews",
    "handover",
    "handovers_of_case",
    "handovers_waiting",
    "last_reviews_across",
    "my_directions",
    "next_review",
    "reviews",
]

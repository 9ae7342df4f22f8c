"""What a pack says beside its steps and windows: branches, gates, interview, privacy, review.

A pack kept before 1.1.0 says none of it; the readers then give what holds everywhere, marked as
our own default, so that an old case is read as before and still plans one interview alone.
"""

from bairn.kernel.periods import Span
from bairn.protocols import triggers
from bairn.protocols.pack_parts import Document, source_of, text_of, titled_of
from bairn.protocols.terms import (
    Branch,
    Contact,
    Gate,
    InterviewRule,
    Point,
    PrivacyRule,
    ReviewRule,
)

_OURS = {"ref": "our default", "mark": "D", "edition": "2026"}
PLAIN_INTERVIEW: Document = {
    "planned": 1,
    "alert_at": 3,
    "repeat_needs": ["open_questions", "supervisor"],
    "record": "as_law_allows",
    "present": [{"id": "trained_interviewer", "en": "A trained interviewer", "zh": "受训询问员"}],
    "excluded": [
        {
            "id": "implicated_person",
            "en": "Anybody implicated, or who may be",
            "zh": "涉案或可能涉案的人",
        }
    ],
    "phases": [
        {"id": "ground_rules", "en": "Introduction and ground rules", "zh": "介绍与基本规则"},
        {"id": "free_recall", "en": "Free recall, open questions", "zh": "自由叙述，开放式提问"},
        {"id": "close", "en": "Close", "zh": "结束"},
    ],
    "source": _OURS,
}
PLAIN_REVIEW: Document = {
    "every": "P30D",
    "role": "supervisor",
    "title": {"en": "A supervisor looks over the case", "zh": "主管复核案件"},
    "source": _OURS,
}


def branch(row: Document) -> Branch:
    """A course that some cases take."""
    return Branch(id=row["id"], title=text_of(row), trigger=triggers.parse(row["trigger"]))


def gate(row: Document, review_due: str) -> Gate:
    """What must stand before a stage."""
    return Gate(
        stage=row["stage"],
        title=text_of(row["title"]),
        needs=tuple(row["needs"]),
        holds=tuple(row.get("holds", ())),
        source=source_of(row["source"], review_due),
    )


def interview(row: Document | None, review_due: str) -> InterviewRule:
    """The pack's rule on questioning a child, or the plain one of a pack that says none."""
    row = row or PLAIN_INTERVIEW
    return InterviewRule(
        planned=row["planned"],
        alert_at=row["alert_at"],
        repeat_needs=tuple(row["repeat_needs"]),
        record=row["record"],
        present=titled_of(row["present"]),
        excluded=titled_of(row["excluded"]),
        phases=titled_of(row["phases"]),
        points=tuple(
            Point(id=one["id"], title=text_of(one), source=source_of(one["source"], review_due))
            for one in row.get("points", ())
        ),
        source=source_of(row["source"], review_due),
    )


def privacy(row: Document, review_due: str) -> PrivacyRule:
    """Who may see a kind of data."""
    return PrivacyRule(
        data=row["data"],
        title=text_of(row["title"]),
        visible_to=tuple(row["visible_to"]),
        reason_logged=row["reason_logged"],
        publish=row["publish"],
        source=source_of(row["source"], review_due),
    )


def review(row: Document | None, review_due: str) -> ReviewRule:
    """The pack's cadence of reviews, or the plain one of a pack that says none."""
    row = row or PLAIN_REVIEW
    return ReviewRule(
        every=Span.parse(row["every"]),
        role=row["role"],
        title=text_of(row["title"]),
        source=source_of(row["source"], review_due),
    )


def contact(row: Document) -> Contact:
    """How a role is reached, from an overlay."""
    return Contact(role=row["role"], text=text_of(row))

"""What the house itself says within a citation is said in the reader's language; names stay."""

import re

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

NOTES = frozenset(
    (
        _("from when is ours"),
        _("the 24 hours are ours"),
        _("the first 24 hours are ours"),
        _("the days are ours"),
        _("the urgent time is our reading"),
        _("the hour is ours"),
        _("the two hours are ours"),
        _("the four hours are ours"),
        _("the quarter of an hour is ours"),
        _("the day is ours"),
        _("the two days are ours"),
        _("the three days are ours"),
        _("the 72 hours are ours"),
        _("the 30 days are ours"),
        _("the four weeks are ours"),
        _("the days to write are ours"),
        _("the numbers are ours"),
        _("the last clause is ours"),
        _("the list of roles is ours"),
        _("outside unit and hour are ours"),
        _("elsewhere the month is ours"),
        _("that it holds the interview is ours"),
        _("that it holds the decision is ours"),
        _("that it holds the closing is ours"),
        _("plan one, alert at three is ours"),
        _("alert at three is ours"),
        _("urgent within 24 hours is ours"),
        _("urgent within 72 hours is ours"),
        _("never a voicemail is ours"),
        _("30 days recalled"),
        _("our default"),
        _("our wording"),
        _("recalled"),
        _("not read"),
        _("keeping the victim informed"),
        _("early prosecutor advice"),
        _("first response"),
        _("immediate risk"),
        _("supervision"),
        _("delay"),
        _("reason for no further action"),
        _("the section of your state"),
        _("state table"),
        _("case review"),
        _("same-day care"),
        _("Rule of corroboration"),
        _("State code"),
        _("state law"),
        _("common public holidays"),
        _("audit"),
        _("current"),
        _("last profile found in a series"),
        _("some substances"),
        _("the longest reported"),
        _("one US protocol"),
        _("volunteers 2025, half of the swabs"),
        _("61 cases, the longest found"),
        _("WHO baseline, value falls sharply after"),
        _("unwashed"),
        _("or while unwashed"),
        _("licence"),
        _("formulary"),
        _("immunoglobulin"),
        _("at most"),
        _("station cameras"),
        _("bus loops"),
        _("childabusemd triage"),
    )
)
_PIECE = re.compile(r"[^();]+")


def cited(text: str) -> str:
    """A reference or article with the notes of the house in the reader's language."""
    return _PIECE.sub(lambda found: _said(found.group()), text)


def _said(piece: str) -> str:
    """One piece between brackets and semicolons, or after the last comma of it, with its blanks."""
    if (note := piece.strip()) in NOTES:
        return piece.replace(note, gettext(note))
    head, comma, last = piece.rpartition(", ")
    return f"{head}{comma}{gettext(last.strip())}" if comma and last.strip() in NOTES else piece

"""Codes of interviews in the reader's words."""

from django.utils.translation import gettext_lazy as _

from bairn.interviews import codes
from bairn.interviews.terms import (
    ChildLedger,
    Fault,
    Interview,
    InterviewPurpose,
    InterviewState,
    NextMove,
    Present,
)
from bairn.web.desk import case_words
from bairn.web.desk.interviews.reading import LedgerFile

PURPOSES = {
    InterviewPurpose.FIRST: _("The child's interview"),
    InterviewPurpose.REPEAT: _("One more interview"),
    InterviewPurpose.SUPPLEMENT: _("The defence's questions"),
}
PLANS = {
    InterviewPurpose.FIRST: _("Plan the interview"),
    InterviewPurpose.REPEAT: _("Ask for one more interview"),
    InterviewPurpose.SUPPLEMENT: _("Plan the defence's questions"),
}
STATES = {
    InterviewState.ASKED: (_("waits for a supervisor"), "amber"),
    InterviewState.PLANNED: (_("planned"), "accent"),
    InterviewState.HELD: (_("held"), "green"),
    InterviewState.DECLINED: (_("declined"), ""),
    InterviewState.WITHDRAWN: (_("withdrawn"), ""),
}
FAULTS = {
    Fault.UNRECORDED: (_("held without a recording"), "red"),
    Fault.RECORDING_BROKEN: (_("the recording was cut"), "red"),
    Fault.NOT_ADAPTED: (_("the place was not made for children"), "amber"),
    Fault.LEADING: (_("leading prompts were logged"), "amber"),
}
MOVES = {
    NextMove.PLAN: _("Nobody has interviewed this child yet. Plan the one interview."),
    NextMove.APPROVE: _("One more interview waits for a supervisor who did not ask for it."),
    NextMove.HOLD: _("The interview is planned. Until then nobody asks the child."),
    NextMove.HOLD_LATE: _(
        "The planned time has passed: write down that it was held, put it off or withdraw it."
    ),
    NextMove.GO_ON: _("A planned sitting is still to come."),
    NextMove.ASK_NO_MORE: _("The child has been interviewed. Do not ask again."),
}
REPEAT_ONLY = _("Anything further needs open questions and a supervisor who did not ask.")


def coded(which: str, code: str) -> str:
    """What a code of the ledger's catalogue is called."""
    row = codes.book().lists[which].get(code)
    return case_words.said(row.text) if row else code


def choices(which: str) -> list[tuple[str, str]]:
    """A list of the catalogue to choose from."""
    return [(code, case_words.said(row.text)) for code, row in codes.book().lists[which].items()]


def seat(one: Present, shown: LedgerFile) -> str:
    """Who sat there: their role, and whom we know them as."""
    role = coded("present", one.role)
    part = shown.part(one.participant_id)
    card = shown.file.staff.get(one.staff_id) if one.staff_id else None
    who = case_words.called(part) if part else card.display_name if card else ""
    return f"{role} · {who}" if who else role


def child(row: ChildLedger, shown: LedgerFile) -> str:
    """The child's pseudonym in the reader's language."""
    part = shown.part(row.about)
    return case_words.called(part) if part else row.pseudonym


def when(one: Interview) -> object:
    """When it was held, else when it is planned."""
    return one.sittings[0].started_at if one.sittings else one.planned_at


def phase(code: str, shown: LedgerFile) -> str:
    """What a phase of the rule is called."""
    rows = shown.rule.phases if shown.rule else ()
    return next((case_words.said(row.title) for row in rows if row.id == code), code)

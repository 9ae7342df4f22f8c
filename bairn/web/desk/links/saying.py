"""The words of links and of requests to see more."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bairn.linkage.terms.leads import LeadSource, LeadState, Verdict
from bairn.linkage.terms.reveals import RevealPurpose, RevealState

PURPOSES: Mapping[RevealPurpose, str | Promise] = {
    RevealPurpose.PROTECT: _("Somebody may be in danger"),
    RevealPurpose.IDENTIFY: _("Whether it is the same person"),
    RevealPurpose.INVESTIGATE: _("Whether two inquiries belong together"),
    RevealPurpose.SUPPORT: _("Who already helps this person"),
}
# The same whatever other units hold and whatever they did not answer.
STATES: Mapping[RevealState, str | Promise] = {
    RevealState.ASKED: _("waits for a supervisor of your own"),
    RevealState.AGREED: _("asked; whoever agrees appears here"),
    RevealState.DECLINED: _("declined by your own side"),
    RevealState.WITHDRAWN: _("taken back"),
    RevealState.ENDED: _("over"),
}
SOURCES: Mapping[LeadSource, str | Promise] = {
    LeadSource.INTAKE: _("found when it came in"),
    LeadSource.EDIT: _("found after an addition"),
    LeadSource.BATCH: _("found among all records"),
    LeadSource.FILE: _("the same file lies in both"),
    LeadSource.HAND: _("put side by side by hand"),
}
LEAD_STATES: Mapping[LeadState, str | Promise] = {
    LeadState.OPEN: _("stands"),
    LeadState.WITHDRAWN: _("no longer found since something was amended"),
    LeadState.GONE: _("the other one was erased"),
}
VERDICTS: Mapping[Verdict, str | Promise] = {
    Verdict.POSITIVE: _("judged: the same person"),
    Verdict.NEGATIVE: _("judged: not the same"),
    Verdict.UNSURE: _("judged: not sure"),
}
BETWEEN_FILES: Mapping[Verdict, str | Promise] = {
    Verdict.POSITIVE: _("They belong together"),
    Verdict.NEGATIVE: _("They do not belong together"),
    Verdict.UNSURE: _("Cannot be said yet"),
}
OF_FILES: Mapping[Verdict, str | Promise] = {
    Verdict.POSITIVE: _("judged: they belong together"),
    Verdict.NEGATIVE: _("judged: they do not belong together"),
    Verdict.UNSURE: _("judged: not sure"),
}
KINDS: Mapping[str, str | Promise] = {
    "report": _("Report"),
    "case": _("Case"),
    "records": _("Older record"),
    "kit": _("Kit"),
    "signal": _("Signal"),
}


def reasons() -> tuple[str | Promise, ...]:
    """What the rules of reveals refuse with, so that it stands in both languages."""
    return (
        _("Say why you ask to see more."),
        _("Say it in at most 2,000 characters."),
        _("A request about this person stands already."),
        _("This request does not wait for you any more."),
        _("Somebody else than who asked agrees to a request."),
        _("This request is over already."),
        _("This was answered so already."),
        _("Nobody here has been compared under this number."),
        _("There is no such request here."),
        _("There is no such request to answer."),
        _("There is no such lead here."),
    )

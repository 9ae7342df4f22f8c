"""Codes of requests in the reader's words."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bairn.preservation import codes
from bairn.preservation.terms import Counted, Move, Request, State, Step
from bairn.web.desk import case_words
from bairn.web.kit.due import Unit
from bairn.web.kit.due import due as stand_of

STATES: Mapping[State, tuple[str | Lazy, str]] = {
    State.DRAFTED: (gettext_lazy("drafted, not sent"), "amber"),
    State.APPROVED: (gettext_lazy("agreed to, not sent"), "amber"),
    State.SENT: (gettext_lazy("sent, no receipt yet"), "accent"),
    State.ACKNOWLEDGED: (gettext_lazy("receipt is in"), "green"),
    State.RECEIVED: (gettext_lazy("answer is in"), "green"),
    State.REFUSED: (gettext_lazy("refused by the holder"), "red"),
    State.NOTHING_HELD: (gettext_lazy("nothing held"), ""),
    State.REMOVED: (gettext_lazy("content removed"), "green"),
    State.REUPLOADED: (gettext_lazy("came back"), "red"),
    State.EXPIRED: (gettext_lazy("no longer kept for us"), "red"),
    State.WITHDRAWN: (gettext_lazy("taken back by us"), ""),
}
MOVES: Mapping[Move, str | Lazy] = {
    Move.DRAFT: gettext_lazy("Drafted"),
    Move.APPROVE: gettext_lazy("Agreed to"),
    Move.SEND: gettext_lazy("Sent to the holder"),
    Move.ACKNOWLEDGE: gettext_lazy("The holder acknowledged it"),
    Move.EXTEND: gettext_lazy("Extended"),
    Move.RECEIVE: gettext_lazy("The answer came"),
    Move.REFUSE: gettext_lazy("The holder refused"),
    Move.FIND_NOTHING: gettext_lazy("The holder has nothing"),
    Move.REMOVE: gettext_lazy("The content is gone"),
    Move.REUPLOAD: gettext_lazy("The content came back"),
    Move.EXPIRE: gettext_lazy("The time ran out"),
    Move.WITHDRAW: gettext_lazy("Taken back"),
}
ASKED: Mapping[Move, str | Lazy] = {
    Move.APPROVE: gettext_lazy("Agree to it"),
    Move.SEND: gettext_lazy("It has left: when and how"),
    Move.ACKNOWLEDGE: gettext_lazy("The holder acknowledged it"),
    Move.EXTEND: gettext_lazy("The time was extended"),
    Move.RECEIVE: gettext_lazy("The answer came"),
    Move.REFUSE: gettext_lazy("The holder refused"),
    Move.FIND_NOTHING: gettext_lazy("The holder has nothing"),
    Move.REMOVE: gettext_lazy("The content is gone"),
    Move.REUPLOAD: gettext_lazy("The content came back"),
    Move.WITHDRAW: gettext_lazy("Take the request back"),
}
SENT_AGAIN = gettext_lazy("A second route was tried, or the letter followed the call")
COUNTED: Mapping[Counted, str | Lazy] = {
    Counted.ASK: gettext_lazy("The letter should have left"),
    Counted.DATA: gettext_lazy("The first of it may be gone"),
    Counted.ANSWER: gettext_lazy("The holder should answer"),
    Counted.SECOND_ROUTE: gettext_lazy("Without a receipt: try a second route"),
    Counted.EXTEND: gettext_lazy("The extension should have left"),
    Counted.HELD: gettext_lazy("Kept for us until"),
    Counted.REPORT_YEAR: gettext_lazy("The platform keeps what is behind its report until"),
}


def choices(which: str) -> list[tuple[str, str]]:
    """The codes of a list with their words."""
    return [(one.code, case_words.said(one.text)) for one in codes.book().lists[which].values()]


def listed(code: str) -> str:
    """What a code of any list is called; the code itself where no list has it."""
    for rows in codes.book().lists.values():
        if code in rows:
            return case_words.said(rows[code].text)
    refusal = codes.book().refusals.get(code)
    return case_words.said(refusal.text) if refusal else code


def holder_class(code: str) -> str:
    """What a class of holders is called."""
    row = codes.book().classes.get(code)
    return case_words.said(row.title) if row else code


def holder(one: Request) -> str:
    """Whom a request goes to: the company, or its class where the name is sealed."""
    return one.holder_name or holder_class(one.holder_class)


def basis(code: str) -> str:
    """What a legal basis is called."""
    row = codes.book().bases.get(code)
    return case_words.said(row.title) if row else code


def left(until: datetime, at: datetime) -> str:
    """How long is left, or since when it is over, in the unit a person would say it in."""
    words = {Unit.MINUTES: _("%(n)d min"), Unit.HOURS: _("%(n)d h"), Unit.DAYS: _("%(n)d d")}
    stand = stand_of(when=until, at=at)
    span = words[stand.unit] % {"n": stand.amount}
    return (_("over by %(span)s") if at >= until else _("%(span)s left")) % {"span": span}


def step_reason(step: Step) -> str:
    """The reason or the channel of a step."""
    return listed(step.reason or step.channel) if step.reason or step.channel else ""

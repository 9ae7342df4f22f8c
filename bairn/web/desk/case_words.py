"""Codes of a case in the reader's words: roles, ages, states, facts, milestones."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from bairn.cases import stages
from bairn.cases.terms import Milestone, Participant, ParticipantRole, Stage
from bairn.kernel import catalogue
from bairn.protocols import packs
from bairn.protocols.terms import Basis, Board, Required, StepState, Text, WindowState
from bairn.web.desk import words
from bairn.web.desk.brief import AgeBand

_FOLDER = Path(__file__).parent / "catalogue"

ROLES = {
    ParticipantRole.CHILD: gettext_lazy("Child"),
    ParticipantRole.VICTIM: gettext_lazy("Victim"),
    ParticipantRole.SUSPECT: gettext_lazy("Suspect"),
    ParticipantRole.WITNESS: gettext_lazy("Witness"),
    ParticipantRole.GUARDIAN: gettext_lazy("Guardian"),
    ParticipantRole.REPORTER: gettext_lazy("Reporter"),
    ParticipantRole.OTHER: gettext_lazy("Other person"),
}
AGES = {
    AgeBand.UNDER_6: gettext_lazy("under 6"),
    AgeBand.UNDER_10: gettext_lazy("6 to 9"),
    AgeBand.UNDER_14: gettext_lazy("10 to 13"),
    AgeBand.UNDER_18: gettext_lazy("14 to 17"),
    AgeBand.ADULT: gettext_lazy("18 or over"),
    AgeBand.MINOR: gettext_lazy("under 18"),
    AgeBand.UNKNOWN_CHILD: gettext_lazy("age not known: treated as a child"),
    AgeBand.UNKNOWN: gettext_lazy("age not known"),
}
STEP_STATES = {
    StepState.OVERDUE: (gettext_lazy("late"), "red"),
    StepState.DUE_SOON: (gettext_lazy("due soon"), "amber"),
    StepState.OPEN: (pgettext_lazy("step", "open"), "accent"),
    StepState.PAUSED: (gettext_lazy("clock stopped"), "violet"),
    StepState.NOT_YET: (gettext_lazy("waits for something before it"), ""),
    StepState.WAIVED: (gettext_lazy("left out"), ""),
    StepState.DONE: (gettext_lazy("done"), "green"),
}
WINDOW_STATES = {
    WindowState.URGENT: (gettext_lazy("urgent: now"), "red"),
    WindowState.OPEN: (pgettext_lazy("window", "open"), "green"),
    WindowState.CLINICIAN_DECIDES: (
        gettext_lazy("past the longest limit: a clinician decides"),
        "",
    ),
    WindowState.ASK_HOLDER: (gettext_lazy("probably gone: ask all the same"), ""),
    WindowState.NOT_YET: (gettext_lazy("works only later"), "violet"),
}
REQUIRED = {
    Required.MUST: gettext_lazy("must be done"),
    Required.SHOULD: gettext_lazy("should be done"),
    Required.MAY: gettext_lazy("may be done"),
}
BASIS = {
    Basis.LAW: gettext_lazy("law"),
    Basis.STANDARD: gettext_lazy("standard"),
    Basis.GUIDANCE: gettext_lazy("guidance"),
    Basis.DEFAULT: gettext_lazy("our default"),
}


def language() -> str:
    """`zh` or `en`, as catalogues name them."""
    return "zh" if (translation.get_language() or "en").startswith("zh") else "en"


def said(text: Text) -> str:
    """The pack's words in the reader's language."""
    return text.say(language())


def staff_role(code: str) -> str:
    """What a role of staff, or a place in a circle, is called."""
    if code == "opener":
        return _("Opened the case")
    known = {role.value: label for role, label in words.ROLES.items()}
    return str(known.get(code, code.replace("_", " ")))


def stage(code: Stage) -> str:
    """What a stage is called."""
    return said(stages.table().titles[code])


def called(part: Participant) -> str:
    """Somebody's pseudonym in the reader's language: role and number, nothing of themselves."""
    number = part.pseudonym.rpartition(" ")[2]
    return f"{ROLES[part.role]} {number}"


@lru_cache(maxsize=1)
def _milestones() -> dict[str, dict[str, str]]:
    return dict(catalogue.load(_FOLDER / "milestones.yaml"))


@lru_cache(maxsize=1)
def _facts() -> dict[str, Any]:
    return dict(packs.vocabulary())


def fact(name: str) -> str:
    """What a fact of the vocabulary is called."""
    return str(_facts().get(name, {}).get(language(), name))


def milestone(mark: Milestone, board: Board | None) -> str:
    """What a milestone says has happened: the step's own title, else the title of its kind."""
    step = None
    if mark.step and board is not None:
        step = next((row for row in board.steps if row.step == mark.step), None)
    if step is None:
        return kind(mark.kind)
    if mark.kind in _milestones():
        return f"{kind(mark.kind)} ({said(step.title)})"
    return _("Done: %(step)s") % {"step": said(step.title)}


def milestone_text(code: str) -> Text | None:
    """What a kind of milestone is called in both languages, where it has a title."""
    title = _milestones().get(code)
    return Text(title["en"], title["zh"]) if title else None


def kind(code: str) -> str:
    """What a kind of milestone says has happened."""
    title = _milestones().get(code)
    return title[language()] if title else code.replace("_", " ").replace(".", ": ")

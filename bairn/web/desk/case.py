"""The case file: its brief first, then the windows, the duties and what has happened."""

import uuid
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from bairn.cases.terms import Milestone
from bairn.kernel import clock
from bairn.protocols.terms import DueStep, StepState
from bairn.protocols.windows import closing_first
from bairn.web.desk import case_drawing, case_file, case_page, case_words, may, who
from bairn.web.desk.brief import Brief
from bairn.web.desk.brief import brief as key_points
from bairn.web.desk.case_file import CaseFile

MOST_MILESTONES = 150
MOST_DUTIES = 6
_LATER = timedelta(hours=1)  # written down so much later is worth saying
_WAITING = frozenset({StepState.OVERDUE, StepState.DUE_SOON, StepState.OPEN})


@require_safe
def case(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The brief of key points, the windows since last contact and the milestones, newest first."""
    actor, at = who.actor_of(request), clock.now()
    file = case_file.brief(actor=actor, at=at, case_id=case_id)
    called = {part.id: case_words.called(part) for part in file.people}
    return case_page.show(
        request,
        "desk/case.html",
        file,
        actor=actor,
        at=at,
        tab="case",
        brief=_brief(file),
        drawing=case_drawing.drawing(
            file.windows,
            at=at,
            say=case_words.said,
            name=lambda about: called.get(about, "") if about else "",
        ),
        windows_off=may.off("desk.case_windows", actor),
        watched_off=may.off("desk.case_watched", actor),
        duties=[row for row in _steps(file) if row.state in _WAITING][:MOST_DUTIES],
        done=sum(row.state is StepState.DONE for row in _steps(file)),
        all_steps=len(_steps(file)),
        timeline=[_told(mark, file) for mark in file.milestones[: -MOST_MILESTONES - 1 : -1]],
        more_milestones=len(file.milestones) > MOST_MILESTONES,
    )


def _steps(file: CaseFile) -> tuple[DueStep, ...]:
    return file.board.steps if file.board else ()


def _brief(file: CaseFile) -> Brief:
    return key_points(
        opened_at=file.card.opened_at,
        closed_at=file.card.closed_at,
        people=file.people,
        milestones=file.milestones,
        facts=file.facts,
        steps=_steps(file),
        windows=file.windows,
        window=closing_first(file.windows),
    )


def _told(mark: Milestone, file: CaseFile) -> dict[str, object]:
    return {
        "at": mark.at,
        "words": case_words.milestone(mark, file.board),
        "recorded_at": mark.recorded_at if mark.recorded_at - mark.at > _LATER else None,
    }

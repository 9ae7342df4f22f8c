"""The duties of a case: stages as columns, each under its gate, with the branches in force."""

import uuid
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.protocols import naming, packs, wording
from bairn.protocols.terms import Board, Pack
from bairn.web.desk import case_board, case_file, case_page, case_words, may, who
from bairn.web.desk.case_board import Counts, Show
from bairn.web.desk.case_file import CaseFile


@require_safe
def protocol(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Every step by its stage, with due, owner, source and mark.

    `?show=` asks for one's own, late or safety steps alone, `?branch=` for those of a branch.
    """
    actor, at = who.actor_of(request), clock.now()
    file = case_file.protocol(actor=actor, at=at, case_id=case_id)
    return case_page.show(
        request,
        "desk/case_protocol.html",
        file,
        actor=actor,
        at=at,
        tab="protocol",
        windows_off=may.off("desk.case_windows", actor),
        **_board(request, file, file.board, actor, at),
    )


def _board(
    request: HttpRequest, file: CaseFile, board: Board | None, actor: Actor, at: datetime
) -> dict[str, Any]:
    if board is None or file.pack is None:
        return {}
    asked = request.GET.get("show", "")
    show = Show(asked) if asked in list(Show) else Show.ALL
    branch = request.GET.get("branch", "")
    branch = branch if branch in {one.id for one in board.branches} else ""
    rows = case_board.shown(board.steps, show=show, branch=branch, roles=actor.roles)
    counts = case_board.counts(board.steps, roles=actor.roles)
    return {
        "current_digest": packs.current(board.binding.pack).digest,
        "counts": counts,
        "columns": case_board.columns(board, rows),
        "filters": _filters(file, counts, show, branch),
        "filtered": bool(branch) or show is not Show.ALL,
        "branches": _branches(board, file.pack, file, show, branch),
        "branch_titles": {one.id: one.title for one in board.branches},
        "closing_gate": next((one for one in board.gates if one.stage == "closed"), None),
        "asked": {one.step for one in board.waivers if one.waiting},
        "contacts": [(file.pack.roles[one.role].title, one.text) for one in board.contacts],
    }


def _filters(file: CaseFile, counts: Counts, show: Show, branch: str) -> list[dict[str, Any]]:
    words = {
        Show.ALL: (_("All"), counts.all),
        Show.MINE: (_("For my role"), counts.mine),
        Show.LATE: (_("Late"), counts.late),
        Show.SAFETY: (_("Safety, not done"), counts.safety),
    }
    return [
        {"words": said, "count": count, "url": _url(file, one, branch), "here": one is show}
        for one, (said, count) in words.items()
    ]


def _url(file: CaseFile, show: Show, branch: str) -> str:
    asked = {"show": "" if show is Show.ALL else show.value, "branch": branch}
    query = urlencode({name: value for name, value in asked.items() if value})
    return reverse("desk:protocol", args=[file.card.id]) + (f"?{query}" if query else "")


def _branches(
    board: Board, pack: Pack, file: CaseFile, show: Show, branch: str
) -> list[dict[str, Any]]:
    """The branches in force, why each is, and where to see its steps alone, or all again."""
    says = naming.names(pack, kind=case_words.milestone_text)
    return [
        {
            "branch": one,
            "why": wording.of_condition(one.trigger, says),
            "count": sum(row.branch == one.id for row in board.steps),
            "here": one.id == branch,
            "url": _url(file, show, "" if one.id == branch else one.id),
        }
        for one in board.branches
    ]

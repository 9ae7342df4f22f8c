"""Links of one case or report: what was found of its people, what was asked, what was shown."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.web.desk import case_page, may, who
from bairn.web.desk.links import reading
from bairn.web.desk.links.reading import LinksFile

CASE, REPORT = "case_id", "report_id"


@require_safe
def links(request: HttpRequest, **where: uuid.UUID) -> HttpResponse:
    """Each person with what was found of them; the same page for a report and a case."""
    actor, at = who.actor_of(request), clock.now()
    shown = read(actor, at, where)
    return page(request, "tab", shown, where, actor=actor, at=at)


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits in all one's files: to judge, to agree to, to answer."""
    actor, at = who.actor_of(request), clock.now()
    context = {"at": at, "shown": reading.waiting(actor=actor, at=at)}
    offs = {
        "judge_off": may.off("linkage.to_judge", actor),
        "agree_off": may.off("linkage.own_key", actor),
        "answer_off": may.off("linkage.asked_of_us", actor),
    }
    return render(request, "desk/links/waiting.html", context | offs)


def read(actor: Actor, at: datetime, where: Mapping[str, uuid.UUID]) -> LinksFile:
    """The links of the case or report that an address names."""
    if CASE in where:
        return reading.of_case(actor=actor, at=at, case_id=where[CASE])
    return reading.of_report(actor=actor, at=at, report_id=where[REPORT])


def address(where: Mapping[str, uuid.UUID]) -> str:
    """Where the links of this case or report are."""
    return reverse("desk:case_links" if CASE in where else "desk:report_links", kwargs=dict(where))


def page(
    request: HttpRequest,
    name: str,
    shown: LinksFile,
    where: Mapping[str, uuid.UUID],
    *,
    actor: Actor,
    at: datetime,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """A page of the links of one file; a form with something to mend answers 400."""
    wrong = may.to_mend(more.values())
    of_case = CASE in where
    context = {
        "shown": shown,
        "wrong": wrong,
        "back": address(where),
        "base": "desk/case_frame.html" if of_case else "desk/links/report_frame.html",
        "ask_name": "desk:case_reveal_ask" if of_case else "desk:report_reveal_ask",
        "one_name": "desk:case_reveal" if of_case else "desk:report_reveal",
        "holder_id": next(iter(where.values())),
        "is_case": of_case,
        "ask_off": may.off("linkage.ask_reveal", actor),
        **more,
    }
    template, status = f"desk/links/{name}.html", 400 if wrong else status
    if shown.file is not None:
        return case_page.show(
            request, template, shown.file, actor=actor, at=at, tab="case_links", status=status,
            **context,
        )  # fmt: skip
    return render(request, template, {"at": at, **context}, status=status)

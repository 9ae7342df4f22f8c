"""The surroundings of a case: drawn, and the same in words."""

import json
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from bairn.kernel import clock
from bairn.linkage import codes
from bairn.linkage import queries as linkage
from bairn.linkage.terms.graph import Edge, EdgeKind, Graph, Node, NodeKind
from bairn.web.desk import case_page, case_words, who
from bairn.web.desk.links import reading, waterfall

EDGES = {
    EdgeKind.LEAD: gettext_lazy("may be the same person"),
    EdgeKind.SAME: gettext_lazy("judged: the same person"),
    EdgeKind.UNSURE: gettext_lazy("judged: not sure"),
    EdgeKind.RELATED: gettext_lazy("belong together, not the same"),
}


OF_FILES = {
    EdgeKind.LEAD: gettext_lazy("the same file lies in both"),
    EdgeKind.SAME: gettext_lazy("the same file; judged: they belong together"),
    EdgeKind.UNSURE: gettext_lazy("the same file; judged: not sure"),
}


@require_safe
def graph(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Files and people up to three leads away; `?steps=` says how far."""
    actor, at = who.actor_of(request), clock.now()
    asked = request.GET.get("steps", "2")
    steps = int(asked) if asked in ("1", "2", "3") else 2
    found = linkage.neighbourhood(actor=actor, at=at, case_id=case_id, steps=steps)
    shown = reading.of_case(actor=actor, at=at, case_id=case_id)
    return case_page.show(
        request,
        "desk/links/graph.html",
        shown.case,
        actor=actor,
        at=at,
        tab="case_links",
        graph=found,
        drawn=json.dumps(_drawn(found, case_id), ensure_ascii=False),
        lines=_lines(found, case_id),
        steps=steps,
    )


def _drawn(found: Graph, case_id: uuid.UUID) -> list[dict[str, Any]]:
    """The elements as Cytoscape takes them: ids, labels and classes alone."""
    nodes = [
        {
            "data": {"id": str(one.id), "label": _label(one), "url": _address(one)},
            "classes": f"{one.kind.value}{' own' if one.id == case_id else ''}",
        }
        for one in found.nodes
    ]
    edges = [
        {
            "data": {
                "id": f"{one.kind.value}-{one.one}-{one.other}",
                "source": str(one.one),
                "target": str(one.other),
                "label": _edge(one),
            },
            "classes": one.kind.value,
        }
        for one in found.edges
    ]
    return [*nodes, *edges]


def _lines(found: Graph, case_id: uuid.UUID) -> list[dict[str, str]]:
    """Each join as a sentence with an address to look closer."""
    nodes = {one.id: one for one in found.nodes}
    files = {one.id: one.label for one in found.nodes if one.kind is NodeKind.FILE}
    return [
        {
            "one": _label(nodes[one.one]),
            "in_one": files.get(nodes[one.one].holder_id, ""),
            "how": _edge(one),
            "other": _label(nodes[one.other]),
            "in_other": files.get(nodes[one.other].holder_id, ""),
            "url": _lead(one, nodes, case_id),
        }
        for one in found.edges
        if one.kind is not EdgeKind.IN
    ]


def _lead(one: Edge, nodes: dict[uuid.UUID, Node], case_id: uuid.UUID) -> str:
    ends = (nodes[one.one].holder_id, nodes[one.other].holder_id)
    if one.lead_id is None or case_id not in ends:
        return ""
    return reverse("desk:lead", args=[case_id, one.lead_id])


def _edge(one: Edge) -> str:
    if one.kind is EdgeKind.RELATED:
        return case_words.said(codes.book().relations[one.how])
    words = str((OF_FILES if one.of_files else EDGES).get(one.kind, ""))
    shared = ", ".join(waterfall.title(kind) for kind in one.shares)
    if not shared or one.of_files:
        return words
    return _("%(words)s (the same: %(kinds)s)") % {"words": words, "kinds": shared}


def _label(one: Node) -> str:
    return one.label or str(_("somebody"))


def _address(one: Node) -> str:
    return reverse("desk:case", args=[one.id]) if one.kind is NodeKind.FILE else ""

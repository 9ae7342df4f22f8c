"""The surroundings of a case: who in it may be who elsewhere, as far as one's own reach goes."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Q

from bairn.access import gate
from bairn.cases import queries as cases
from bairn.intake import queries as intake
from bairn.kernel.actor import Actor
from bairn.linkage import kept, matching, models
from bairn.linkage.terms.graph import Edge, EdgeKind, Graph, Node, NodeKind
from bairn.linkage.terms.leads import LeadSource
from bairn.records import queries as records

MOST_FILES, MOST_STEPS = 40, 3
_OF_VERDICT = {"": EdgeKind.LEAD, "positive": EdgeKind.SAME, "unsure": EdgeKind.UNSURE}


@gate.look("linkage.neighbourhood")
def neighbourhood(*, actor: Actor, at: datetime, case_id: uuid.UUID, steps: int = 2) -> Graph:
    """Files, people and what joins them, up to `steps` (1 to 3) leads away from this case.

    Only leads whose both sides are in sight are followed, so nothing outside one's circle shows but
    that there is something. People stand under their pseudonyms.
    """
    files, edges = _walk(case_id, max(1, min(steps, MOST_STEPS)))
    cut = len(files) > MOST_FILES
    shown = files[:MOST_FILES]
    nodes = _nodes(shown, edges, actor, at)
    known = {one.id for one in nodes}
    elsewhere = _elsewhere(shown)
    gate.note(files=len(shown), edges=len(edges), elsewhere=elsewhere)
    return Graph(
        nodes=nodes,
        edges=tuple(
            dict.fromkeys(
                (
                    *(one for one in edges if one.one in known and one.other in known),
                    *_within(nodes),
                )
            )
        ),
        elsewhere=elsewhere,
        cut=cut,
    )


def _walk(case_id: uuid.UUID, steps: int) -> tuple[list[uuid.UUID], list[Edge]]:
    """The files in the order in which they are reached, and what joins them."""
    files, edges, front = [case_id], [], {case_id}
    for _step in range(steps):
        of_front = Q(low_holder__in=front) | Q(high_holder__in=front)
        rows = kept.may_be().filter(of_front)
        shares = _shares([row.id for row in rows])
        found = [
            Edge(
                one=row.low_subject,
                other=row.high_subject,
                kind=_OF_VERDICT[row.verdict],
                lead_id=row.id,
                shares=shares.get(row.id, ()),
                of_files=row.source == LeadSource.FILE.value,
            )
            for row in rows
        ]
        joined = {holder for row in rows for holder in (row.low_holder, row.high_holder)}
        related = models.Relation.objects.filter(of_front, ended_at__isnull=True)
        found += [
            Edge(one=row.low_subject, other=row.high_subject, kind=EdgeKind.RELATED, how=row.how)
            for row in related
        ]
        joined |= {holder for row in related for holder in (row.low_holder, row.high_holder)}
        edges += found
        front = joined - set(files)
        files += sorted(front)
        if not front or len(files) > MOST_FILES:
            break
    return files, edges


def _shares(leads: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[str, ...]]:
    """By lead the kinds of identifiers that were the same when it was looked at last."""
    newest = models.Finding.objects.filter(lead__in=leads).order_by("lead_id", "-at", "-id")
    return {
        row.lead_id: matching.same_identifiers(kept.finding(row).reasons)
        for row in newest.distinct("lead_id")
    }


def _nodes(
    files: Iterable[uuid.UUID], edges: Iterable[Edge], actor: Actor, at: datetime
) -> tuple[Node, ...]:
    wanted = list(files)
    joined = {end for one in edges for end in (one.one, one.other)}
    references = {c.id: c.reference for c in cases.by_ids(actor=actor, at=at, case_ids=wanted)}
    people = cases.participants_across(actor=actor, at=at, case_ids=list(references))
    rest = [one for one in wanted if one not in references]
    reports = {r.id: r for r in intake.by_ids(actor=actor, at=at, report_ids=rest)}
    older = records.references(
        actor=actor, at=at, collection_ids=[one for one in rest if one not in reports]
    )
    labels = references | {one.id: one.reference for one in reports.values()} | dict(older)
    nodes = [
        Node(id=one, kind=NodeKind.FILE, holder_id=one, label=labels[one])
        for one in wanted
        if one in labels
    ]
    called = {
        part.subject_id: (holder, part.pseudonym)
        for holder, parts in people.items()
        for part in parts
    }
    for subject, holder in _holders(joined).items():
        where, label = called.get(subject, (holder, ""))
        # A lead by the same file stands between two files themselves, which are nodes already.
        if where in labels and subject not in labels:
            nodes.append(Node(id=subject, kind=NodeKind.SUBJECT, holder_id=where, label=label))
    return tuple(nodes)


def _holders(subjects: set[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    found: dict[uuid.UUID, uuid.UUID] = {}
    wanted = Q(low_subject__in=subjects) | Q(high_subject__in=subjects)
    ends = ("low_subject", "low_holder", "high_subject", "high_holder")
    leads = models.Lead.objects.filter(wanted).values_list(*ends)
    relations = models.Relation.objects.filter(wanted).values_list(*ends)
    for low_subject, low_holder, high_subject, high_holder in (*leads, *relations):
        found[low_subject] = low_holder
        found[high_subject] = high_holder
    return {subject: holder for subject, holder in found.items() if subject in subjects}


def _within(nodes: Iterable[Node]) -> list[Edge]:
    return [
        Edge(one=one.id, other=one.holder_id, kind=EdgeKind.IN)
        for one in nodes
        if one.kind is NodeKind.SUBJECT
    ]


def _elsewhere(files: Iterable[uuid.UUID]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(bool_or(l.elsewhere), false) "
            "from unnest(%s::uuid[]) as f (id), linkage_of_holder(f.id) as l",
            [list(files)],
        )
        return bool(cursor.fetchone()[0])

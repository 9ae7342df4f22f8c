"""A CyberTipline report becomes a ReportDraft: nothing dropped, nothing guessed from prose."""

from collections.abc import Iterator, Mapping

from bairn.intake import cybertip_people, documents, moments, wire_schema
from bairn.intake.documents import Node
from bairn.intake.terms import (
    UNKNOWN_TIME,
    Channel,
    FactValue,
    PersonDraft,
    PersonRole,
    ReportDraft,
    Words,
)
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal

_TOLD = frozenset({"content", "additionalInfo"})


def read_report(content: bytes, *, channel: Channel = Channel.PLATFORM_FILE) -> ReportDraft:
    """The report in a CyberTipline XML document, as a draft; a thin one is as good.

    Raises Refusal intake.not_a_report when its root is something else, and what
    `documents.read` raises.
    """
    root = documents.read(content)
    if root.name != "report":
        raise Refusal("intake.not_a_report", "The document is XML, but not a CyberTipline report.")
    taken = wire_schema.take(root)
    summary = root.first("incidentSummary")
    incident, platform = _time_of(summary), _platform_of(root)
    people = cybertip_people.people_of(root, incident=incident, platform=platform)
    kind = wire_schema.code_of("incident_type", summary.says("incidentType")) if summary else None
    return ReportDraft(
        channel=channel,
        sender_number=root.says("reportId"),  # as some platforms add it; the schema has none
        incident_codes=(kind or "other",) if summary and summary.says("incidentType") else (),
        incident=incident,
        facts=_facts(root, kind, people),
        people=people,
        words=_words(root, summary, platform),
        elements=taken.elements,
        open_elements=taken.open_elements,
        kept_unknown=taken.kept_unknown,
        original=content,
    )


def _platform_of(root: Node) -> str:
    summary = root.first("incidentSummary")
    if summary and summary.says("platform"):
        return summary.says("platform")
    chats = (c for details in root.all("internetDetails") for c in details.all("chatImIncident"))
    return next((chat.says("chatClient") for chat in chats if chat.says("chatClient")), "")


def _time_of(summary: Node | None) -> Bounds:
    found = moments.moment(summary.says("incidentDateTime")) if summary else None
    return found or UNKNOWN_TIME


def _facts(
    root: Node, kind: str | None, people: tuple[PersonDraft, ...]
) -> Mapping[str, FactValue]:
    rows = wire_schema.known().facts
    summary = root.first("incidentSummary")
    notes = summary.first("reportAnnotations") if summary else None
    facts: dict[str, FactValue] = {}
    for flag, implied in rows["annotations"].items():
        if wire_schema.flagged(notes, flag):
            facts.update(implied)
    facts.update(rows["incident_type"].get(kind or "", {}))
    if summary and summary.says("escalateToHighPriority"):
        facts["platform_escalated"] = True
    if root.all("batchedReport"):
        facts["batched_or_viral"] = True
    if any(one.all("priorCTReports", "priorCTReport") for one in root.all("personOrUserReported")):
        facts["prior_similar"] = True
    facts.update(_online(root))
    if not root.all("batchedReport"):  # a batch stands for many who are not listed
        suspects = sum(one.role is PersonRole.SUSPECT for one in people)
        facts.update({"suspects_count": suspects} if suspects else {})
    return facts


def _online(root: Node) -> Mapping[str, FactValue]:
    """A platform's report is about something online, unless every detail says otherwise."""
    kinds = {part.name for details in root.all("internetDetails") for part in details.children}
    return {} if kinds == {"nonInternetIncident"} else {"online": True}


def _words(root: Node, summary: Node | None, platform: str) -> Words:
    details = root.all("internetDetails")
    told = [root.says("additionalInfo"), *_lines(details, told=True)]
    return Words(
        narrative="\n".join(filter(None, told)),
        escalation=summary.says("escalateToHighPriority") if summary else "",
        when=summary.says("incidentDateTimeDescription") if summary else "",
        platform=platform,
        where="\n".join(_lines(details, told=False)),
        how_known="\n".join(_lines(root.all("lawEnforcement"), told=None)),
    )


def _lines(nodes: list[Node], *, told: bool | None) -> Iterator[str]:
    """`name: text` of each element with text; `told` picks the telling, or all but the telling."""
    for node in nodes:
        for part in node.walk():
            if part.text and (told is None or (part.name in _TOLD) is told):
                yield part.text if told else f"{part.name}: {part.text}"

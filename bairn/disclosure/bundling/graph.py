"""The case as CASE/UCO JSON-LD: exhibits, files with their digests, and every pair of hands."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from bairn.disclosure.bundling.verifying.case import node_id
from bairn.disclosure.terms import BundledExhibit, BundledFile, Dossier, Hand
from bairn.kernel import clock

Node = dict[str, Any]

CONTEXT = {
    "@vocab": "http://example.org/local#",
    "kb": "http://example.org/kb/",
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "uco-action": "https://ontology.unifiedcyberontology.org/uco/action/",
    "uco-core": "https://ontology.unifiedcyberontology.org/uco/core/",
    "uco-identity": "https://ontology.unifiedcyberontology.org/uco/identity/",
    "uco-observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
    "uco-types": "https://ontology.unifiedcyberontology.org/uco/types/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def document(dossier: Dossier, paths: Mapping[uuid.UUID, str]) -> Node:
    """The whole graph; `paths` says where below `data/` each file lies."""
    files = _by_exhibit(dossier.files)
    known = {one.code: one for one in dossier.exhibits}
    nodes = [
        *(node for one in dossier.exhibits for node in _exhibit(one, known, files, paths)),
        *_people(dossier),
        *_actions(dossier),
        *_copies(dossier.files),
    ]
    return {"@context": CONTEXT, "@graph": [_investigation(dossier, nodes), *nodes]}


def _id(kind: str, one: object) -> str:
    return f"kb:{kind}-{node_id(one)}"


def _refer(kind: str, one: object) -> Node:
    return {"@id": _id(kind, one)}


def _below(one: uuid.UUID, what: str) -> str:
    return f"{one} {what}"


def _investigation(dossier: Dossier, nodes: Sequence[Node]) -> Node:
    return {
        "@id": _id("investigation", dossier.case_id),
        "@type": "case-investigation:Investigation",
        "case-investigation:investigationForm": "case",
        "uco-core:object": [{"@id": node["@id"]} for node in nodes],
    }


def _by_exhibit(files: Sequence[BundledFile]) -> dict[str, list[BundledFile]]:
    found: dict[str, list[BundledFile]] = {}
    for one in files:
        found.setdefault(one.exhibit, []).append(one)
    return found


def _root(one: BundledExhibit, known: Mapping[str, BundledExhibit]) -> str:
    seen = {one.code}
    while one.parent in known and one.parent not in seen:
        one = known[one.parent]
        seen.add(one.code)
    return one.code


def _exhibit(
    one: BundledExhibit,
    known: Mapping[str, BundledExhibit],
    files: Mapping[str, Sequence[BundledFile]],
    paths: Mapping[uuid.UUID, str],
) -> list[Node]:
    own = files.get(one.code, ())
    item = {
        "@id": _id("item", _below(one.id, "item")),
        "@type": "uco-core:Item",
        "uco-core:name": one.kind,
    }
    return [
        {
            "@id": _id("provenance", one.id),
            "@type": "case-investigation:ProvenanceRecord",
            "case-investigation:exhibitNumber": one.code,
            "case-investigation:rootExhibitNumber": _root(one, known),
            "uco-core:name": one.number,
            **({"uco-core:description": one.description} if one.description else {}),
            "uco-core:object": [
                {"@id": item["@id"]},
                *(_refer("file", file.id) for file in own),
            ],
        },
        item,
        *(_file(file, paths[file.id]) for file in own),
    ]


def _file(one: BundledFile, path: str) -> Node:
    return {
        "@id": _id("file", one.id),
        "@type": "uco-observable:File",
        "uco-core:hasFacet": [
            {
                "@id": _id("file-facet", _below(one.id, "file")),
                "@type": "uco-observable:FileFacet",
                "uco-observable:fileName": path.rpartition("/")[2],
                "uco-observable:filePath": path,
                "uco-observable:sizeInBytes": _typed("integer", str(one.size)),
            },
            {
                "@id": _id("content-facet", _below(one.id, "content")),
                "@type": "uco-observable:ContentDataFacet",
                "uco-observable:mimeType": one.media_type,
                "uco-observable:hash": [
                    {
                        "@id": _id("hash", _below(one.id, "hash")),
                        "@type": "uco-types:Hash",
                        "uco-types:hashMethod": "SHA256",
                        "uco-types:hashValue": _typed("hexBinary", one.sha256),
                    }
                ],
            },
        ],
    }


def _typed(kind: str, value: str) -> Node:
    return {"@type": f"xsd:{kind}", "@value": value}


def _person(name: str) -> str:
    """The id of somebody who is known by role and opaque id alone."""
    return _id("identity", name)


def _people(dossier: Dossier) -> list[Node]:
    roles: dict[str, set[str]] = {}
    for hand in dossier.hands:
        for name, role in ((hand.by, hand.by_role), (hand.to, hand.to_role)):
            if name:
                roles.setdefault(name, set()).update([role] if role else [])
    return [
        {
            "@id": _person(name),
            "@type": "uco-identity:Identity",
            "uco-core:name": name,
            **({"uco-core:description": ", ".join(sorted(held))} if held else {}),
        }
        for name, held in sorted(roles.items())
    ]


def _actions(dossier: Dossier) -> list[Node]:
    ids = {one.code: one.id for one in dossier.exhibits}
    last: dict[str, Hand] = {}
    nodes = []
    for hand in dossier.hands:
        nodes.append(_action(hand, ids[hand.exhibit], last.get(hand.exhibit)))
        last[hand.exhibit] = hand
    return nodes


def _action(hand: Hand, exhibit: uuid.UUID, before: Hand | None) -> Node:
    node: Node = {
        "@id": _id("action", hand.id),
        "@type": "case-investigation:InvestigativeAction",
        "uco-core:name": hand.kind,
        "uco-action:startTime": _typed("dateTime", clock.stamp(hand.at)),
        "uco-action:endTime": _typed("dateTime", clock.stamp(hand.until or hand.at)),
        "uco-action:performer": {"@id": _person(hand.by)},
        "uco-action:object": [_refer("provenance", exhibit)],
    }
    if hand.to:
        node["uco-action:participant"] = [{"@id": _person(hand.to)}]
    if before:
        node["case-investigation:wasInformedBy"] = [_refer("action", before.id)]
    return node


def _copies(files: Sequence[BundledFile]) -> list[Node]:
    there = {one.id for one in files}
    return [
        {
            "@id": _id("relationship", _below(one.id, "copy")),
            "@type": "uco-observable:ObservableRelationship",
            "uco-core:source": _refer("file", one.id),
            "uco-core:target": _refer("file", one.copy_of),
            "uco-core:kindOfRelationship": "Redacted_Copy_Of",
            "uco-core:isDirectional": True,
        }
        for one in files
        if one.copy_of in there
    ]

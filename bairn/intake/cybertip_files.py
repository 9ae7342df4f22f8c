"""The CyberTipline's file details: what a platform says of a file. The file itself is elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bairn.intake import documents, moments, wire_schema
from bairn.intake.documents import Node
from bairn.intake.terms import UNKNOWN_TIME, Element, FactValue, FileNote, Noted
from bairn.kernel.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDetails:
    """File details as they arrived: of which report and file, and what is said of it."""

    report_id: int | None  # of the wire, as the document says
    file_id: str
    note: FileNote
    facts: Mapping[str, FactValue]
    elements: tuple[Element, ...] = ()
    kept_unknown: tuple[str, ...] = ()
    original: bytes = field(default=b"", repr=False)


def read_file_details(content: bytes) -> FileDetails:
    """What a `fileDetails` document says.

    Raises Refusal intake.not_file_details for another root, and what `documents.read` raises.
    """
    root = documents.read(content)
    if root.name != "fileDetails":
        raise Refusal("intake.not_file_details", "The document is XML, but not file details.")
    taken = wire_schema.take(root)
    note = _note(root)
    return FileDetails(
        report_id=wire_schema.number(root.says("reportId")),
        file_id=root.says("fileId").lower(),
        note=note,
        facts=facts_of(note),
        elements=taken.elements,
        kept_unknown=taken.kept_unknown,
        original=content,
    )


def facts_of(note: FileNote) -> dict[str, FactValue]:
    """The facts that follow from what a platform says of a file."""
    rows = wire_schema.known().facts
    facts: dict[str, FactValue] = {}
    for annotation in note.annotations:
        facts.update(rows["file_annotations"].get(annotation, {}))
    facts.update(rows["industry_class"].get(note.classification, {}))
    if note.viewed_by_platform is False:
        facts["files_not_viewed"] = True
    return facts


def _note(root: Node) -> FileNote:
    flags = root.first("fileAnnotations")
    names = wire_schema.known().types["file_annotations"]
    annotations = {name for name in names if wire_schema.flagged(flags, name)}
    if wire_schema.truth(root.says("potentialMeme")):
        annotations.add("potentialMeme")
    return FileNote(
        file_id=root.says("fileId").lower(),
        stated_digests=tuple(_digests(root)),
        classification=_code("industry_class", root.says("industryClassification")),
        relevance=_code("relevance", root.says("fileRelevance")),
        viewed_by_platform=wire_schema.truth(root.says("fileViewedByEsp")),
        exif_viewed_by_platform=wire_schema.truth(root.says("exifViewedByEsp")),
        publicly_available=wire_schema.truth(root.says("publiclyAvailable")),
        uploaded=moments.moment(root.says("uploadedToEspTimestamp")) or UNKNOWN_TIME,
        annotations=frozenset(annotations),
        name=root.says("originalFileName") or root.says("fileName"),
        locator=root.says("locationOfFile"),
        notes=tuple(_notes(root)),
    )


def _code(kind: str, said: str) -> str:
    return wire_schema.code_of(kind, said) or ""


def _digests(root: Node) -> Iterator[tuple[str, str]]:
    """Digests as stated, kind and value in lower case; what is no hexadecimal stays sealed."""
    for one in root.all("originalFileHash"):
        kind = "".join(c for c in one.attributes.get("hashType", "").lower() if c.isalnum())
        value = one.text.lower()
        if kind and len(kind) <= 32 and 16 <= len(value) <= 512 and _is_digest(value):
            yield kind, value


def _is_digest(value: str) -> bool:
    return all(c in "0123456789abcdef" for c in value)


def _notes(root: Node) -> Iterator[Noted]:
    for one in root.all("additionalInfo"):
        if one.text:
            yield Noted("additionalInfo", one.text)
    for details in root.all("details"):
        for pair in details.all("nameValuePair"):
            yield Noted(pair.says("name"), pair.says("value"))
    for event in root.all("ipCaptureEvent"):
        yield Noted("ip", event.says("ipAddress"), event.says("dateTime"))
    for device in root.all("deviceId"):
        yield Noted(device.says("idType"), device.says("idValue"), device.says("dateTime"))

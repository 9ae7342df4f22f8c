"""Reading XML from outside: no DTD, no entities, nothing fetched, every size bounded.

The bytes are decoded here, strictly, and handed to expat as UTF-8. So an encoding is either one of
ours or refused, and what the parser sees is what we saw.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat  # nosec: every declaration is refused below, see _Reader

from bairn.kernel.refusal import Refusal

MAX_BYTES = 4 * 1024 * 1024  # the six samples have 2 kB; a report with 1,000 IP events has 250 kB
MAX_DEPTH = 32  # the schema needs 6
MAX_ELEMENTS = 20_000
MAX_ATTRIBUTES = 40  # of one element
MAX_NAME = 120  # characters of one name

# What platforms use; the Chinese family is read as its superset. Nothing that hides ASCII (UTF-7).
ENCODINGS = {
    "utf-8": "utf-8",
    "us-ascii": "ascii",
    "iso-8859-1": "iso-8859-1",
    "windows-1252": "cp1252",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']"""
)
_DECLARATION = re.compile(r"^\s*<\?xml\s[^>]*\?>")
_SPACE = " "


@dataclass(slots=True)
class Node:
    """One element: its name without its namespace, its attributes, its text, its children."""

    name: str
    path: str  # `report/victim[2]/screenName`: numbered from the second of its name
    attributes: dict[str, str] = field(default_factory=dict, repr=False)
    text: str = field(default="", repr=False)
    children: list["Node"] = field(default_factory=list, repr=False)
    _parts: list[str] = field(default_factory=list, repr=False)

    def all(self, *names: str) -> list["Node"]:
        """The children of any of these names, in their order."""
        return [child for child in self.children if child.name in names]

    def first(self, name: str) -> "Node | None":
        """The first child of this name."""
        return next((child for child in self.children if child.name == name), None)

    def says(self, name: str) -> str:
        """The text of the first child of this name that has any, without spaces around it."""
        return next((c.text for c in self.children if c.name == name and c.text), "")

    def walk(self) -> Iterator["Node"]:
        """This element and all below it, in the order of the document."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


def read(content: bytes) -> Node:
    """The root element of `content`.

    Raises Refusal intake.xml_too_large, intake.xml_encoding, intake.xml_malformed,
    intake.xml_forbidden (a DTD or an entity), intake.xml_too_deep, intake.xml_too_many.
    """
    if len(content) > MAX_BYTES:
        raise Refusal("intake.xml_too_large", "The document is larger than 4 MB.")
    return _Reader().read(_as_text(content))


def _as_text(content: bytes) -> str:
    encoding = _encoding_of(content)
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, UnicodeError):
        raise Refusal(
            "intake.xml_encoding", "The document is not in the encoding that it declares."
        ) from None
    # Its declaration has done its work, and would now contradict the UTF-8 that expat is given.
    return _DECLARATION.sub("", text.removeprefix("\ufeff"), count=1)


def _encoding_of(content: bytes) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return encoding
    if content.startswith((b"<\0", b"\0<")):
        return "utf-16-le" if content[1] == 0 else "utf-16-be"
    declared = _DECLARED.match(content[:400])
    name = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    if name not in ENCODINGS or name == "utf-16":
        # UTF-16 without its mark can be read in two ways.
        raise Refusal("intake.xml_encoding", "The document's encoding is not one that we read.")
    return ENCODINGS[name]


class _Reader:
    """Builds the tree and refuses at the first thing that a report does not need."""

    def __init__(self) -> None:
        self._open: list[Node] = []
        self._root: Node | None = None
        self._count = 0
        self._seen: list[dict[str, int]] = [{}]

    def read(self, text: str) -> Node:
        parser = expat.ParserCreate("utf-8", namespace_separator=_SPACE)
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._forbidden
        parser.EntityDeclHandler = self._forbidden
        parser.ExternalEntityRefHandler = self._forbidden
        parser.SkippedEntityHandler = self._forbidden
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        try:
            parser.Parse(text.encode("utf-8", "strict"), True)
        except (expat.ExpatError, UnicodeEncodeError):
            # The parser's own message could repeat what the document says.
            raise Refusal("intake.xml_malformed", "This is not well-formed XML.") from None
        if self._root is None:
            raise Refusal("intake.xml_malformed", "The document is empty.")
        return self._root

    def _forbidden(self, *_: object) -> NoReturn:
        raise Refusal(
            "intake.xml_forbidden",
            "A report needs no document type and no entities: leave them out.",
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        self._check(name, attributes)
        short = _local(name)
        counts = self._seen[-1]
        counts[short] = counts.get(short, 0) + 1
        place = short if counts[short] == 1 else f"{short}[{counts[short]}]"
        path = f"{self._open[-1].path}/{place}" if self._open else place
        node = Node(short, path, {_local(key): value for key, value in attributes.items()})
        if self._open:
            self._open[-1].children.append(node)
        else:
            self._root = node
        self._open.append(node)
        self._seen.append({})

    def _check(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise Refusal("intake.xml_too_deep", f"Elements stand more than {MAX_DEPTH} deep.")
        if self._count > MAX_ELEMENTS or len(attributes) > MAX_ATTRIBUTES:
            raise Refusal(
                "intake.xml_too_many",
                f"More than {MAX_ELEMENTS:,} elements, or {MAX_ATTRIBUTES} attributes of one.",
            )
        if any(len(_local(one)) > MAX_NAME for one in (name, *attributes)):
            raise Refusal("intake.xml_too_many", f"A name has more than {MAX_NAME} characters.")

    def _end(self, _name: str) -> None:
        node = self._open.pop()
        self._seen.pop()
        node.text = "".join(node._parts).strip()
        node._parts.clear()

    def _words(self, words: str) -> None:
        self._open[-1]._parts.append(words)


def _local(name: str) -> str:
    return name.rpartition(_SPACE)[2]

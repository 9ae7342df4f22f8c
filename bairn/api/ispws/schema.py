"""The XML Schema that we serve, written from the catalogue that the reader itself goes by.

It says what a sender should send. The receiver takes more: any order, thin reports, elements that
are not named here; a report that this schema would not allow is still a report.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from xml.sax.saxutils import escape, quoteattr  # nosec: writes only, parses nothing

from bairn.intake import wire_schema
from bairn.intake.wire_schema import TEXT, Format

_PLAIN = {
    "text": "xs:string",
    "int": "xs:int",
    "long": "xs:long",
    "boolean": "xs:boolean",
    "moment": "xs:dateTime",
    "day": "xs:date",
    "number": "xs:decimal",
}
_ABOUT = (
    "What a sender should send. The receiver also takes other orders and thinner reports, and "
    "keeps and shows elements that are not named here."
)
_REPLIES = """\
  <xs:element name="reportResponse">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="responseCode" type="xs:int"/>
        <xs:element name="responseDescription" type="xs:string"/>
        <xs:element name="reportId" type="xs:long" minOccurs="0"/>
        <xs:element name="fileId" type="xs:token" minOccurs="0"/>
        <xs:element name="hash" type="xs:token" minOccurs="0"/>
      </xs:sequence>
    </xs:complexType>
  </xs:element>
  <xs:element name="reportDoneResponse">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="responseCode" type="xs:int"/>
        <xs:element name="reportId" type="xs:long"/>
        <xs:element name="files">
          <xs:complexType>
            <xs:sequence>
              <xs:element name="fileId" type="xs:string" minOccurs="0" maxOccurs="unbounded"/>
            </xs:sequence>
          </xs:complexType>
        </xs:element>
      </xs:sequence>
    </xs:complexType>
  </xs:element>"""


@cache
def document() -> str:
    """The whole schema as text."""
    known = wire_schema.known()
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified">',
        f"  <xs:annotation><xs:documentation>{escape(_ABOUT)}</xs:documentation></xs:annotation>",
        *(f'  <xs:element name="{name}" type="{kind}"/>' for name, kind in known.roots.items()),
        _REPLIES,
    ]
    for name in known.codes:
        lines += _code_list(name, known)
    for name, row in known.types.items():
        lines += _type(name, row)
    return "\n".join([*lines, "</xs:schema>", ""])


def _code_list(name: str, known: Format) -> Iterator[str]:
    """The words of a list as clients write them; older spellings are taken as well."""
    yield f'  <xs:simpleType name="{name}">'
    yield '    <xs:restriction base="xs:string">'
    for word in known.codes[name]:
        yield f"      <xs:enumeration value={quoteattr(word)}/>"
    yield "    </xs:restriction>"
    yield "  </xs:simpleType>"


def _type(name: str, row: Mapping[str, str]) -> Iterator[str]:
    attributes = [
        f'<xs:attribute name="{key[1:]}" type="{_named(kind)}"/>'
        for key, kind in row.items()
        if key.startswith("@")
    ]
    yield f'  <xs:complexType name="{name}">'
    if TEXT in row:
        yield f'    <xs:simpleContent><xs:extension base="{_named(row[TEXT])}">'
        yield from (f"      {one}" for one in attributes)
        yield "    </xs:extension></xs:simpleContent>"
    else:
        yield from _children(row)
        yield from (f"    {one}" for one in attributes)
    yield "  </xs:complexType>"


def _children(row: Mapping[str, str]) -> Iterator[str]:
    children = {key: kind for key, kind in row.items() if not key.startswith("@")}
    if not children:
        return
    # Flags may stand in any order, in the published schema as well.
    group = "all" if set(children.values()) == {"flag"} else "sequence"
    yield f"    <xs:{group}>"
    for key, kind in children.items():
        yield f"      {_element(key, kind)}"
    yield f"    </xs:{group}>"


def _element(name: str, kind: str) -> str:
    least = "" if kind.endswith("!") else ' minOccurs="0"'
    most = ' maxOccurs="unbounded"' if kind.endswith("*") else ""
    if kind == "flag":
        # It says yes by standing there: an empty one has the fixed value.
        return f'<xs:element name="{name}" type="xs:boolean" fixed="true"{least}/>'
    return f'<xs:element name="{name}" type="{_named(kind)}"{least}{most}/>'


def _named(kind: str) -> str:
    plain = kind.rstrip("!*")
    return _PLAIN.get(plain, plain)

"""Reading XML from outside: whole or refused, never fetched, never grown, never half."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.intake import cybertip, documents
from bairn.kernel.refusal import Refusal, why_not

BOMB = b"""<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<report>&d;</report>"""


def refusal_of(content: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        documents.read(content)
    return refused.value.code


@pytest.mark.parametrize(
    "content",
    [
        BOMB,
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><report>&x;</report>',
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]><report>&x;</report>',
        b'<!DOCTYPE r SYSTEM "http://127.0.0.1:9/r.dtd"><report/>',
        b'<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p">%p;]><report/>',
        b"<!DOCTYPE report><report/>",
        b'<!DOCTYPE r [<!ATTLIST report a CDATA "grown">]><report/>',
    ],
)
def test_document_types_and_entities_are_refused_before_they_do_anything(content):
    begun = time.process_time()
    assert refusal_of(content) == "intake.xml_forbidden"
    assert time.process_time() - begun < 0.5


def test_xinclude_is_an_unknown_element_and_fetches_nothing():
    root = documents.read(
        b'<report xmlns:xi="http://www.w3.org/2001/XInclude">'
        b'<xi:include href="file:///etc/passwd" parse="text"/></report>'
    )
    assert [child.name for child in root.children] == ["include"]
    assert root.children[0].text == ""


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0" encoding="utf-7"?><report/>',
        b'<?xml version="1.0" encoding="utf-16"?><report/>',
        b'<?xml version="1.0" encoding="x-nonsense"?><report/>',
        b'<?xml version="1.0" encoding="us-ascii"?><report>\xe9</report>',
        b"<report>\xff\xfe</report>",
        b'<?xml version="1.0" encoding="utf-8"?><report>\xe9t\xe9</report>',
    ],
)
def test_an_encoding_that_is_wrong_or_not_ours_is_refused(content):
    assert refusal_of(content) == "intake.xml_encoding"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16LE"),
        ("gb18030", "GB2312"),
        ("gb18030", "gb18030"),
        ("big5hkscs", "Big5"),
    ],
)
def test_the_encodings_of_platforms_read_the_same(encoding, declared):
    text = f'<?xml version="1.0" encoding="{declared}"?><report><a>中文 name</a></report>'
    assert documents.read(text.encode(encoding)).says("a") == "中文 name"


def test_what_stands_deeper_than_a_report_needs_is_refused():
    deep = documents.MAX_DEPTH
    assert documents.read(b"<a>" * deep + b"</a>" * deep)
    assert refusal_of(b"<a>" * (deep + 1) + b"</a>" * (deep + 1)) == "intake.xml_too_deep"
    assert refusal_of(b"<a>" * 500_000) == "intake.xml_too_deep"


def test_too_many_elements_attributes_and_too_long_names_are_refused():
    many = documents.MAX_ELEMENTS
    assert refusal_of(b"<a>" + b"<b/>" * many + b"</a>") == "intake.xml_too_many"
    attributes = b" ".join(b'a%d="1"' % n for n in range(documents.MAX_ATTRIBUTES + 1))
    assert refusal_of(b"<a " + attributes + b"/>") == "intake.xml_too_many"
    assert refusal_of(b"<" + b"a" * 121 + b"/>") == "intake.xml_too_many"


def test_a_document_of_more_than_four_megabytes_is_refused_unread():
    begun = time.process_time()
    content = b"<report>" + b"x" * documents.MAX_BYTES + b"</report>"
    assert refusal_of(content) == "intake.xml_too_large"
    assert time.process_time() - begun < 0.2


@pytest.mark.parametrize(
    "content",
    [b"", b"   ", b"not xml", b"<report>", b"<a></b>", b"<a/><b/>", b"<a>&undefined;</a>", b"\0"],
)
def test_what_is_no_xml_is_refused_without_repeating_it(content):
    with pytest.raises(Refusal) as refused:
        documents.read(content)
    assert refused.value.code.startswith("intake.xml_")
    assert "undefined" not in str(refused.value)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_and_nothing_else_happens(content):
    for read in (documents.read, cybertip.read_report):
        refusal = why_not(read, content)
        assert refusal is None or refusal.code.startswith("intake.")


WHOLE = (
    b'<?xml version="1.0" encoding="UTF-8"?><report><incidentSummary><incidentType>Child Sex '
    b"Trafficking</incidentType><incidentDateTime>2026-02-01T10:00:00+08:00</incidentDateTime>"
    b"</incidentSummary><reporter><reportingPerson><phone type='Mobile'>+46 70</phone>"
    b"</reportingPerson></reporter><victim><victimPerson><age>12</age></victimPerson></victim>"
    b"</report>"
)


@given(
    st.lists(
        st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(max_size=6), st.integers(0, 12)),
        max_size=6,
    )
)
def test_a_report_damaged_anywhere_is_read_or_refused(damages):
    content = WHOLE
    for place, put, cut in damages:
        content = content[:place] + put + content[place + cut :]
    refusal = why_not(cybertip.read_report, content)
    if refusal is None:
        assert cybertip.read_report(content).original == content
    else:
        assert refusal.code.startswith("intake.")


@given(
    st.recursive(
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=20),
        lambda inner: st.dictionaries(
            st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,10}", fullmatch=True), inner, max_size=4
        ),
        max_leaves=20,
    )
)
def test_every_element_and_text_of_a_document_is_kept(tree):
    def written(name: str, value: object) -> str:
        if isinstance(value, dict):
            inside = "".join(written(key, one) for key, one in value.items())
        else:
            inside = str(value).replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;")
        return f"<{name}>{inside}</{name}>"

    def texts(value: object) -> list[str]:
        if isinstance(value, dict):
            return [text for one in value.values() for text in texts(one)]
        return [str(value).strip()] if str(value).strip() else []

    root = documents.read(written("report", tree).encode())
    assert [node.text for node in root.walk() if node.text] == texts(tree)

"""The schema that we serve: true to what is sent, and a schema that says no as well."""

from pathlib import Path

import pytest
from lxml import etree

from bairn.api.ispws import schema
from bairn.intake import wire_schema
from tests.doors.api.senders import THIN

DATA = Path("/work/shared/data/cybertipline")
PUBLISHED = DATA / "cyber_tipline.xsd"
here = pytest.mark.skipif(not DATA.exists(), reason="the shared samples are not on this machine")


@pytest.fixture(scope="module")
def served() -> etree.XMLSchema:
    return etree.XMLSchema(etree.fromstring(schema.document().encode()))


@here
def test_all_six_sample_reports_are_valid(served):
    for file in sorted((DATA / "reports").glob("*.xml")):
        assert served.validate(etree.parse(file)), served.error_log


@here
def test_every_element_of_the_published_schema_is_named(served):
    space = {"xs": "http://www.w3.org/2001/XMLSchema"}
    names = {
        str(one) for one in etree.parse(PUBLISHED).xpath("//xs:element/@name", namespaces=space)
    }
    ours = {
        str(one)
        for one in etree.fromstring(schema.document().encode()).xpath(
            "//xs:element/@name", namespaces=space
        )
    }
    assert names - ours == set()


def test_a_thin_report_is_valid(served):
    assert served.validate(etree.fromstring(THIN)), served.error_log


@pytest.mark.parametrize(
    "document",
    [
        "<report/>",
        "<other/>",
        "<report><incidentSummary/></report>",
        THIN.decode().replace("Online Enticement of Children for Sexual Acts", "Something calm"),
        THIN.decode().replace("2026-02-01T10:00:00+08:00", "yesterday"),
    ],
)
def test_what_the_format_does_not_allow_is_not_valid(served, document):
    assert not served.validate(etree.fromstring(document.encode()))


def test_a_flag_says_yes_by_standing_there(served):
    flagged = THIN.decode().replace(
        "<incidentDateTime>",
        "<reportAnnotations><spam/><sextortion/></reportAnnotations><incidentDateTime>",
    )
    assert served.validate(etree.fromstring(flagged.encode())), served.error_log


def test_every_type_of_the_catalogue_stands_in_it():
    text = schema.document()
    known = wire_schema.known()
    for name in (*known.types, *known.codes):
        assert f'Type name="{name}"' in text


def test_the_protocols_answers_are_valid_by_it(meadow, served):
    number = meadow.opened()
    file_id = meadow.upload(number, b"calm").says("fileId")
    for reply in (
        meadow.send("GET", "status"),
        meadow.submit(),
        meadow.submit(b"<no"),
        meadow.upload(number, b"calm"),
        meadow.describe(number, file_id),
        meadow.end("finish", number),
        meadow.end("finish", number),
        meadow.end("retract", number),
    ):
        assert served.validate(etree.fromstring(reply.body)), reply.body

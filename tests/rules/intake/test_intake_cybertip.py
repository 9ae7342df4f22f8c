"""CyberTipline documents: nothing dropped, nothing guessed, whichever client wrote them."""

import re
from pathlib import Path
from xml.etree import ElementTree  # only of our own files below, which hold no document type

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.intake import acceptance, cybertip, cybertip_files, wire_schema
from bairn.intake.terms import Channel, FileHeld, PersonRole
from bairn.kernel.refusal import Refusal

GIVEN = Path(__file__).resolve().parents[4] / "shared" / "data" / "cybertipline"
SCHEMA = GIVEN / "cyber_tipline.xsd"
REPORTS = sorted(GIVEN.glob("reports/*.xml"))
needs_given = pytest.mark.skipif(
    not REPORTS, reason="the folder shared/data is not on this machine"
)


def report(inside: str = "", *, kind: str = "Child Sex Trafficking", summary: str = "") -> bytes:
    return (
        f"<report><incidentSummary><incidentType>{kind}</incidentType>{summary}"
        "<incidentDateTime>2026-02-01T10:00:00Z</incidentDateTime></incidentSummary>"
        f"<reporter><reportingPerson/></reporter>{inside}</report>"
    ).encode()


@needs_given
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_element_of_every_given_report_is_kept_with_its_text_and_attributes(path):
    draft = cybertip.read_report(path.read_bytes())
    kept = [(one.path.split("/")[-1].split("[")[0], one.value) for one in draft.elements]
    there = [
        (re.sub(r"\{.*\}", "", node.tag), (node.text or "").strip())
        for node in ElementTree.parse(path).getroot().iter()
    ]
    assert kept == there
    assert draft.original == path.read_bytes()
    assert acceptance.accept(draft).incident_codes


@needs_given
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_the_open_part_of_a_given_report_repeats_no_text_of_it(path):
    draft = acceptance.accept(cybertip.read_report(path.read_bytes()))
    said = {one.value for one in draft.elements if len(one.value) > 3}
    coded = {one.value for one in draft.open_elements}
    times = {one for one in said if re.match(r"\d{4}-\d\d-\d\dT", one)}
    flags = {"true", "false"}
    assert not (coded & (said - times - flags - {"Login", "Upload"}))


@needs_given
def test_every_element_that_the_published_schema_names_is_known():
    named = set(re.findall(r'<xs:element name="([A-Za-z0-9]+)"', SCHEMA.read_text()))
    replies = {"reportResponse", "reportDoneResponse", "responseCode", "responseDescription"}
    replies |= {"hash", "files"}
    known = {name for row in wire_schema.known().types.values() for name in row}
    assert named - replies - known - set(wire_schema.known().roots) == set()


@needs_given
def test_every_attribute_that_the_published_schema_names_is_known():
    named = set(re.findall(r'<xs:attribute name="([A-Za-z0-9]+)"', SCHEMA.read_text()))
    known = {name.removeprefix("@") for row in wire_schema.known().types.values() for name in row}
    assert named - known == set()


@needs_given
def test_every_incident_type_of_the_published_schema_has_its_code():
    block = (
        SCHEMA.read_text().split('<xs:simpleType name="incidentType">')[1].split("</xs:simpleT")[0]
    )
    named = re.findall(r'enumeration value="([^"]+)"', block)
    assert len(named) == 8
    assert all(wire_schema.code_of("incident_type", name) for name in named)


@needs_given
def test_the_given_reports_hold_nothing_that_the_format_does_not_know():
    for path in REPORTS:
        assert cybertip.read_report(path.read_bytes()).kept_unknown == ()


@pytest.mark.parametrize(
    "said",
    [
        "Online Enticement of Children for Sexual Acts",
        "Online Enticement of a Child for Sexual Acts",
        "Online Enticement of Child for Sexual Acts",
        "online enticement of children for sexual acts",
        "  Online  Enticement of Children for Sexual Acts ",
    ],
)
def test_enticement_is_understood_in_the_singular_and_the_plural(said):
    draft = cybertip.read_report(report(kind=said))
    assert draft.incident_codes == ("online_enticement",)
    assert draft.facts["grooming"] is True
    assert draft.kept_unknown == ()


def test_an_incident_type_that_nobody_knows_is_kept_and_called_other():
    draft = cybertip.read_report(report(kind="Something New"))
    assert draft.incident_codes == ("other",)
    assert draft.kept_unknown == ("report/incidentSummary/incidentType",)
    assert "Something New" in {one.value for one in draft.elements}


def test_unknown_elements_and_attributes_are_kept_and_named():
    draft = cybertip.read_report(
        report("<victim mood='calm'><victimPerson><shoeSize>31</shoeSize></victimPerson></victim>")
    )
    assert set(draft.kept_unknown) == {"report/victim/@mood", "report/victim/victimPerson/shoeSize"}
    kept = {one.path: one for one in draft.elements}
    assert kept["report/victim/victimPerson/shoeSize"].value == "31"
    assert kept["report/victim"].attributes == (("mood", "calm"),)


def test_a_report_with_text_alone_is_as_good_as_one_with_files():
    thin = report("<additionalInfo>Somebody should look at this.</additionalInfo>")
    draft = acceptance.accept(cybertip.read_report(thin, channel=Channel.PLATFORM_WIRE))
    assert draft.files == ()
    assert draft.words.narrative == "Somebody should look at this."
    assert draft.facts["age_unknown"] is True


def test_even_an_empty_report_element_is_a_report():
    draft = acceptance.accept(cybertip.read_report(b"<report/>"))
    assert draft.incident_codes == ()
    assert draft.facts["age_unknown"] is True


def test_namespaces_and_prefixes_change_nothing():
    plain = cybertip.read_report(report())
    spaced = report().replace(b"<report>", b'<report xmlns="urn:example:tip">')
    assert cybertip.read_report(spaced).elements == plain.elements


def test_times_with_a_zone_are_exact_and_without_one_within_bounds():
    exact = cybertip.read_report(report()).incident
    vague = cybertip.read_report(report().replace(b"10:00:00Z", b"10:00:00")).incident
    assert exact.earliest == exact.latest
    assert vague.earliest < exact.earliest < vague.latest


def test_a_batched_report_is_one_report_for_many_who_are_not_counted():
    people = "<personOrUserReported><screenName>many</screenName></personOrUserReported>" * 3
    batched = report('<batchedReport reason="VIRAL_POTENTIAL_MEME"/>' + people)
    draft = cybertip.read_report(batched)
    assert draft.facts["batched_or_viral"] is True
    assert "suspects_count" not in draft.facts
    assert cybertip.read_report(report(people)).facts["suspects_count"] == 3


def test_a_platforms_urgency_is_a_fact_and_its_reason_is_words():
    summary = "<escalateToHighPriority>A meeting is set for tomorrow.</escalateToHighPriority>"
    draft = cybertip.read_report(report(summary=summary))
    assert draft.facts["platform_escalated"] is True
    assert draft.words.escalation == "A meeting is set for tomorrow."


@pytest.mark.parametrize(
    ("flag", "fact"),
    [
        ("<sextortion/>", "sextortion"),
        ("<sextortion>true</sextortion>", "sextortion"),
        ("<csamSolicitation/>", "images_solicited"),
        ("<minorToMinorInteraction/>", "minor_to_minor"),
        ("<sadisticOnlineExploitation/>", "sadistic_exploitation"),
    ],
)
def test_an_annotation_says_yes_by_standing_there(flag, fact):
    noted = f"<reportAnnotations>{flag}</reportAnnotations>"
    assert cybertip.read_report(report(summary=noted)).facts[fact] is True


def test_an_annotation_that_says_no_is_no():
    noted = "<reportAnnotations><sextortion>false</sextortion></reportAnnotations>"
    assert "sextortion" not in cybertip.read_report(report(summary=noted)).facts


def test_a_parents_account_makes_a_guardian_and_a_third_partys_another_person():
    inside = (
        "<victim><victimPerson/><associatedAccount type='Parent/Guardian'>"
        "<email>parent@home.example</email></associatedAccount>"
        "<associatedAccount type='Linked'><screenName>second</screenName></associatedAccount>"
        "</victim>"
    )
    people = cybertip.read_report(report(inside)).people
    roles = [one.role for one in people]
    assert roles == [PersonRole.REPORTER, PersonRole.VICTIM, PersonRole.GUARDIAN]
    assert people[1].identity.accounts[0].handle == "second"
    assert people[2].identity.emails == ("parent@home.example",)


def test_ages_that_differ_are_widened():
    inside = (
        "<victim><victimPerson><age>15</age><dateOfBirth>2013-02-02</dateOfBirth>"
        "</victimPerson></victim>"
    )
    draft = acceptance.accept(cybertip.read_report(report(inside)))
    assert (draft.facts["victim_age_min"], draft.facts["victim_age_max"]) == (12, 15)


@given(st.sampled_from(["true", "false", "1", "0", "perhaps", ""]), st.booleans())
def test_file_details_keep_what_is_said_and_guess_nothing(said, flagged):
    flags = "<fileAnnotations><infant/></fileAnnotations>" if flagged else ""
    found = cybertip_files.read_file_details(
        (
            "<fileDetails><reportId>7</reportId><fileId>ABC</fileId>"
            f"<fileViewedByEsp>{said}</fileViewedByEsp>{flags}</fileDetails>"
        ).encode()
    )
    viewed = {"true": True, "1": True, "false": False, "0": False}.get(said)
    assert (found.report_id, found.file_id) == (7, "abc")
    assert found.note.viewed_by_platform is viewed
    assert found.facts.get("files_not_viewed", False) is (viewed is False)
    assert found.facts.get("infant_in_files", False) is flagged
    assert found.note.held is FileHeld.NAMED


def test_only_what_is_a_digest_stays_in_the_open():
    found = cybertip_files.read_file_details(
        b"<fileDetails><reportId>7</reportId><fileId>a</fileId>"
        b"<originalFileHash hashType='MD5'>D41D8CD98F00B204E9800998ECF8427E</originalFileHash>"
        b"<originalFileHash hashType='PhotoDNA'>Tansy Quillfeather</originalFileHash>"
        b"</fileDetails>"
    )
    assert found.note.stated_digests == (("md5", "d41d8cd98f00b204e9800998ecf8427e"),)
    assert "Tansy Quillfeather" in {one.value for one in found.elements}


def test_another_document_is_neither_a_report_nor_file_details():
    with pytest.raises(Refusal, match=r"intake\.not_a_report"):
        cybertip.read_report(b"<fileDetails/>")
    with pytest.raises(Refusal, match=r"intake\.not_file_details"):
        cybertip_files.read_file_details(report())

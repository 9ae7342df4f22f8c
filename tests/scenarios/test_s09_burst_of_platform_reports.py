"""S09: a burst of 400 platform reports on one uploader, one file unknown anywhere."""

import hashlib
import io
from datetime import timedelta

import pytest

from bairn.access.terms import Purpose
from bairn.digests import queries as digests
from bairn.digests.importing import bring_in
from bairn.digests.terms import ListKind, NewList
from bairn.evidence import actions as evidence
from bairn.evidence import queries as looks
from bairn.evidence.terms.locks import LockKind
from bairn.intake import actions as intake
from bairn.intake import queries as reports
from bairn.intake.terms import Channel, FileNote, PersonRole, ReportDraft, ReportState
from bairn.journeys import record_authority
from bairn.kernel.refusal import Refusal
from bairn.linkage import actions as acts
from bairn.linkage import queries as linkage
from bairn.linkage.terms.leads import LeadSource
from bairn.preservation import queries as requests
from bairn.protocols.terms import StepState
from bairn.triage import actions as triage
from bairn.triage import queries as standings
from bairn.triage.terms import Band, ProposalKind, QueueFilters, QueueState
from tests.cast import AT
from tests.journeys.story import HOUR, somebody
from tests.scenarios import comparing, keeping

PACK = "cac-us"
MANY = 400


def one_of_many(story, number, **facts):
    return story.receive(
        somebody(PersonRole.SUSPECT, account="meadow_lark"),
        at=AT + timedelta(minutes=number), channel=Channel.PLATFORM_FILE, pack=PACK,
        incident_codes=["child_sexual_abuse_material"], online=True, **facts,
    )  # fmt: skip


def with_file(story, sha256):
    """A platform's report with a file that it describes and does not send."""
    note = FileNote(stated_digests=(("sha256", sha256),))
    draft = ReportDraft(
        channel=Channel.PLATFORM_FILE, pack=PACK, files=(note,),
        incident_codes=("child_sexual_abuse_material",), facts={"online": True},
    )  # fmt: skip
    return intake.receive(
        actor=story.system, at=AT, draft=draft, unit_id=story.place.unit.id
    ).report_id


def test_s09_within_a_day_400_reports_become_one_track_with_every_link_kept(story):
    # given a burst of reports about one account, the last with a file that no list holds
    burst = [one_of_many(story, number, known_digest=True) for number in range(MANY - 1)]
    burst.append(one_of_many(story, MANY - 1, unknown_digest=True))
    lead, at = burst[0], AT + 12 * HOUR
    before = story.assess(lead, at=at)
    lifted = story.assess(burst[-1], at=at)
    # when the rules look for what belongs together
    triage.find_duplicates(actor=story.system, at=at, report_id=burst[-1])
    (one, *_) = standings.triage_of(actor=story.officer, at=at, report_id=burst[-1]).proposals
    assert (one.lead_id, one.kind) == (lead, ProposalKind.BURST)
    # and a person joins them
    for report_id in burst[1:]:
        triage.merge(actor=story.officer, at=at, report_id=report_id, into=lead)
    # then the file that no list holds lifts the whole
    point = standings.triage_of(actor=story.officer, at=at, report_id=lead).now
    assert lifted.band < before.band
    assert point.band is lifted.band
    assert "new_file" in point.codes
    # and one case holds all of them, each with its own link
    opened = story.open(lead, at=at, pack=PACK)
    kept = [reports.report(actor=story.investigator, at=at, report_id=one) for one in burst]
    assert {card.case_id for card in kept} == {opened.case_id}
    assert [card.merged_into for card in kept] == [None] + [lead] * (MANY - 1)
    # and location, child access and the warrant guard are owed within two days of the report
    steps = story.steps(opened.case_id, at=at)
    assert steps["online_location_check"].due_at.latest == AT + 48 * HOUR
    windows = story.windows(opened.case_id, at=at)
    assert windows["provider_report_year"].collect_until.latest == AT + timedelta(days=365)
    # and the provider's year of all 400 is one line, the earliest report first
    year = requests.provider_year(actor=story.investigator, at=at, case_id=opened.case_id)
    assert (year.reports, year.ended) == (MANY, 0)
    assert year.first.until == AT + timedelta(days=365)
    assert year.last_until == AT + timedelta(days=365, minutes=MANY - 1)


def test_s09_within_a_day_a_file_nobody_has_seen_opens_the_search_for_the_child(story):
    opened = story.open(one_of_many(story, 0, unknown_digest=True), pack=PACK)
    known = story.open(one_of_many(story, 1, known_digest=True), pack=PACK)
    assert "victim_identification" not in story.steps(known.case_id)
    row = story.steps(opened.case_id)["victim_identification"]
    assert row.due_at.latest == AT + 24 * HOUR
    assert row.safety


def test_s09_lists_of_known_digests_tell_the_one_new_file_among_the_known(story):
    # given a list on which all files but one stand
    known = [f"{number:064x}" for number in range(1, 21)]
    table = "sha256,category\n" + "".join(f"{one},1\n" for one in known)
    bring_in(
        actor=story.supervisor, at=AT, stream=io.BytesIO(table.encode()),
        said=NewList(name="National list", kind=ListKind.KNOWN_ILLEGAL),
    )  # fmt: skip
    burst = [with_file(story, digest) for digest in (*known, "f" * 64)]
    # then nobody has to open a file to see which reports hold known ones alone
    cards = [reports.report(actor=story.officer, at=AT, report_id=one) for one in burst]
    assert [card.facts.get("known_files", 0) for card in cards] == [1] * 20 + [0]
    (found,) = digests.found(actor=story.officer, at=AT, report_id=burst[0])
    assert (found.list_name, found.category) == ("National list", "1")
    # and the new one alone lifts its report, while a known one lowers nothing
    points = [story.assess(one) for one in burst]
    assert ["new_file" in point.codes for point in points] == [False] * 20 + [True]
    assert points[-1].band < points[0].band
    assert points[0].band is story.assess(one_of_many(story, 0)).band


def test_s09_a_file_that_came_before_is_not_new_again(story):
    first, second = with_file(story, "e" * 64), with_file(story, "e" * 64)
    assert "new_file" in story.assess(first).codes
    assert "new_file" not in story.assess(second).codes


def test_s09_the_same_file_in_another_report_is_a_lead_of_files_that_a_person_judges(story):
    one, other = with_file(story, "e" * 64), with_file(story, "e" * 64)
    alone = with_file(story, "d" * 64)
    for report_id in (one, other, alone):  # as the worker does after each
        acts.compare_files(actor=story.system, at=AT, holder_id=report_id)
    (lead,) = linkage.leads(actor=story.supervisor, at=AT, report_id=one).leads
    assert (lead.source, lead.there.holder_id) == (LeadSource.FILE, other)
    assert linkage.leads(actor=story.supervisor, at=AT, report_id=alone).leads == ()
    # and once the report is a case, the case has the lead
    opened = story.open(one, pack=PACK)
    acts.compare_files(actor=story.system, at=AT, holder_id=opened.case_id)
    (lead,) = [
        card
        for card in linkage.leads(actor=story.supervisor, at=AT, case_id=opened.case_id).leads
        if card.source is LeadSource.FILE
    ]
    assert lead.there.holder_id == other


def test_s09_within_two_days_location_and_access_to_children_are_checked(story):
    opened = story.open(one_of_many(story, 0), pack=PACK)
    row = story.steps(opened.case_id)["online_location_check"]
    assert row.due_at.latest == AT + 48 * HOUR
    assert "access" in f"{row.title.en} {row.advice.en}"


def test_s09_the_warrant_guard_stands_where_the_provider_did_not_look(story):
    report_id = one_of_many(story, 0, files_not_viewed=True)
    opened = story.open(report_id, pack=PACK)
    assert story.steps(opened.case_id)["warrant_guard"].due_at.latest == AT + 48 * HOUR


def test_s09_a_kirat_band_is_kept_as_police_gave_it_and_never_worked_out(story):
    report_id = one_of_many(story, 0)
    point = story.assess(report_id)
    triage.record_police_band(
        actor=story.officer, at=AT + HOUR, report_id=report_id, scheme="kirat", band="high",
        given_at=AT,
    )  # fmt: skip
    card = standings.triage_of(actor=story.officer, at=AT + HOUR, report_id=report_id)
    assert [(one.scheme, one.band) for one in card.police_bands] == [("kirat", "high")]
    assert story.assess(report_id, at=AT + HOUR).band is point.band


def test_s09_refuse_closing_duplicates_by_themselves(story):
    burst = [one_of_many(story, number) for number in range(4)]
    for report_id in burst:
        story.assess(report_id)
        triage.find_duplicates(actor=story.system, at=AT + HOUR, report_id=report_id)
    waiting = standings.queue(
        actor=story.officer, at=AT + HOUR, filters=QueueFilters(state=QueueState.WAITING)
    )
    assert {row.report_id for row in waiting.rows} == set(burst)
    cards = [reports.report(actor=story.officer, at=AT, report_id=one) for one in burst]
    assert {card.state for card in cards} == {ReportState.RECEIVED}
    with pytest.raises(Refusal, match=r"triage\.|access\."):
        triage.propose_lowering(
            actor=story.officer, at=AT + HOUR, report_id=burst[-1], to=Band.C, reason="thin_report"
        )


def test_s09_a_file_nobody_at_the_platform_looked_at_opens_for_nobody_without_its_ground(story):
    content = b"calm bytes that a platform reported"
    note = FileNote(
        stated_digests=(("sha256", hashlib.sha256(content).hexdigest()),), viewed_by_platform=False
    )
    draft = ReportDraft(channel=Channel.PLATFORM_FILE, pack=PACK, files=(note,))
    report = intake.receive(actor=story.system, at=AT, draft=draft, unit_id=story.place.unit.id)
    case_id = story.open(report.report_id, pack=PACK).case_id
    exhibit = keeping.exhibit(story, case_id, basis="platform_duty", basis_reference="")
    card = keeping.file(story, case_id, exhibit, content)
    told = {"at": AT, "case_id": case_id, "file_id": card.id}
    for actor in (story.investigator, story.prosecutor):
        with pytest.raises(Refusal, match=r"evidence\.locked"):
            evidence.begin_viewing(actor=actor, purpose=Purpose.INVESTIGATION, **told)
    record_authority.record_authority(
        actor=story.investigator, **told, kind=LockKind.PLATFORM_NOT_VIEWED, ground="warrant",
        reference="Eastfield court, 9/26",
    )  # fmt: skip
    assert looks.file_locks(actor=story.investigator, **told)[card.id].holding == ()
    evidence.begin_viewing(actor=story.investigator, purpose=Purpose.INVESTIGATION, **told)
    assert story.steps(case_id)["warrant_guard"].state is StepState.DONE


def test_s09_within_a_day_other_files_about_the_account_lead_to_who_the_child_is(
    committed_story, tmp_path
):
    story = committed_story
    burst = [one_of_many(story, number, unknown_digest=True) for number in range(2)]
    triage.merge(actor=story.officer, at=AT + HOUR, report_id=burst[1], into=burst[0])
    track = story.open(burst[0], at=AT + HOUR, pack=PACK).case_id
    known = somebody(PersonRole.SUSPECT, account="meadow_lark")
    older = story.open(story.receive(known, pack=PACK), pack=PACK).case_id
    comparing.compare(tmp_path)
    leads = comparing.leads(story, track).leads
    # each report of the track stays with what it says, and has its own lead to the older file
    assert len({one.here.subject_id for one in leads}) == 2
    for lead in leads:
        assert lead.there.holder_id == older
        assert "account" in comparing.evidence(story, lead)
        assert lead.to_judge
    duplicate = reports.report(actor=story.investigator, at=AT + HOUR, report_id=burst[1])
    assert duplicate.merged_into == burst[0]

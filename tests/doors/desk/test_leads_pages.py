"""One lead at the desk: the reasons, both records side by side, judging, bringing together."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from bairn.access import sessions
from bairn.cases import actions as cases
from bairn.cases.terms import NewParticipant, ParticipantRole
from bairn.kernel import clock
from bairn.linkage import actions, queries
from bairn.linkage.terms.leads import FoundLead, LeadSource, Reason, Side
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind
from tests.doors.desk.casework import CANARY, Scene, another_case, scene, signed_in
from tests.rooms.linkage.conftest import lead_of

pytestmark = pytest.mark.django_db
REASONS = (
    Reason("name", "same.same", 6.2), Reason("birth", "other", -1.7), Reason("phone", "same", 5.0),
    Reason("prior", "size", -7.1),
)  # fmt: skip


@pytest.fixture
def here(db: None) -> Scene:
    return scene()


def lead(here: Scene) -> tuple[uuid.UUID, Side]:
    """The suspect of the scene may be somebody of another case of the unit."""
    other = another_case(here, hours=900)
    subject = vault.seal(
        actor=here.second, at=here.opened, kind=SubjectKind.PERSON, case_id=other,
        fields={"family_name": "Othercanary", "given_name": "Birch"},
    )  # fmt: skip
    there = Side(subject, other)
    found = FoundLead(
        one=Side(here.people[ParticipantRole.SUSPECT], here.case), other=there, logit=2.4,
        probability=0.92, low=0.85, high=0.96, reasons=REASONS, model="1",
        shared=(("phone", "account"),),
    )  # fmt: skip
    (made,) = actions.keep_leads(
        actor=sessions.system(), at=here.opened, found=[found], source=LeadSource.INTAKE,
        model="1", keys="k", checked=[found.one],
    )  # fmt: skip
    return made, there


def address(here: Scene, lead_id: uuid.UUID, rest: str = "") -> str:
    return f"/desk/cases/{here.case}/links/leads/{lead_id}/{rest}"


def judged(desk: Client, here: Scene, lead_id: uuid.UUID, verdict: str, reason: str, words=""):
    said = {"do": "judge", "verdict": verdict, "reason": reason, "words": words}
    return desk.post(address(here, lead_id), said)


def test_a_lead_is_reached_from_the_case_and_says_its_reasons_in_words(here):
    lead_id, _there = lead(here)
    desk = signed_in(here.second)
    assert address(here, lead_id) in desk.get(f"/desk/cases/{here.case}/links/").content.decode()
    shown = desk.get(address(here, lead_id)).content.decode()
    assert "the family name is the same" in shown
    assert "speaks strongly for it" in shown
    assert "speaks against it" in shown
    assert "A lead, judged by a person" in shown
    assert "holds in 85 to 96 of 100 such leads" in shown
    chinese = signed_in(here.second, "zh-hans").get(address(here, lead_id)).content.decode()
    assert "姓氏相同" in chinese
    assert CANARY not in shown


def test_judging_supersedes_and_keeps_what_was_typed_on_a_no(here):
    lead_id, _there = lead(here)
    desk = signed_in(here.second)
    refused = judged(desk, here, lead_id, "positive", "relative", words="Heroncanary words")
    assert refused.status_code == 400
    assert "Heroncanary words" in refused.content.decode()
    assert judged(desk, here, lead_id, "unsure", "too_little").status_code == 302
    assert judged(desk, here, lead_id, "positive", "document_seen").status_code == 302
    shown = desk.get(address(here, lead_id)).content.decode()
    assert "superseded" in shown
    assert "The same document was seen" in shown


def test_two_records_come_together_and_apart_on_the_page(here):
    lead_id, _there = lead(here)
    desk = signed_in(here.second)
    judged(desk, here, lead_id, "positive", "document_seen")
    desk.post(address(here, lead_id), {"do": "merge"})
    shown = desk.get(address(here, lead_id)).content.decode()
    assert "2 records of your reach are this person." in shown
    member = shown.split('name="membership" value="')[1].split('"')[0]
    desk.post(address(here, lead_id), {"do": "unmerge", "membership": member, "reason": "mistake"})
    assert "Nobody has brought this record together" in desk.get(
        address(here, lead_id)
    ).content.decode()  # fmt: skip


def test_two_who_belong_together_are_linked_and_not_merged(here):
    lead_id, there = lead(here)
    part = NewParticipant(subject_id=there.subject_id, role=ParticipantRole.WITNESS)
    cases.add_participants(
        actor=here.second, at=here.opened, case_id=there.holder_id, people=[part]
    )
    desk = signed_in(here.second)
    for _ in range(2):
        desk.post(address(here, lead_id), {"do": "relate", "how": "sibling"})
    graph = f"/desk/cases/{here.case}/links/graph/"
    assert "Brother or sister" in desk.get(graph).content.decode()
    shown = desk.get(address(here, lead_id)).content.decode()
    relation = shown.split('name="relation" value="')[1].split('"')[0]
    assert desk.post(address(here, lead_id), {"do": "end", "relation": relation}).status_code == 302
    assert 'name="relation"' not in desk.get(address(here, lead_id)).content.decode()
    assert "Brother or sister" in desk.get(address(here, lead_id)).content.decode()  # it was
    again = desk.post(address(here, lead_id), {"do": "end", "relation": relation}, follow=True)
    assert "These two are not linked." in again.content.decode()
    assert "Nobody has brought this record together" in desk.get(
        address(here, lead_id)
    ).content.decode()  # fmt: skip


def test_both_are_opened_side_by_side_for_a_purpose(transactional_db):
    here = scene()
    lead_id, _there = lead(here)
    desk = signed_in(here.second)
    shown = desk.post(address(here, lead_id, "open/"), {"purpose": "investigation"})
    assert CANARY in shown.content.decode()
    assert "Othercanary" in shown.content.decode()
    assert "Othercanary" not in desk.get(address(here, lead_id)).content.decode()


def test_of_one_person_every_record_of_ones_reach_says_who_said_what(transactional_db):
    here = scene()
    lead_id, there = lead(here)
    desk = signed_in(here.second)
    third = another_case(here, hours=700)
    subject = vault.seal(
        actor=here.second, at=here.opened, kind=SubjectKind.PERSON, case_id=third,
        fields={"family_name": "Thirdcanary", "given_name": "Birch"},
    )  # fmt: skip
    found = lead_of(there, Side(subject, third))
    (more,) = actions.keep_leads(
        actor=sessions.system(), at=here.opened, found=[found], source=LeadSource.INTAKE,
        model="1", keys="k", checked=[there],
    )  # fmt: skip
    for one, case_id in ((lead_id, here.case), (more, third)):
        actions.judge(
            actor=here.second, at=clock.now(), lead_id=one, case_id=case_id, verdict="positive",
            reason="document_seen",
        )  # fmt: skip
        actions.merge(actor=here.second, at=clock.now(), lead_id=one, case_id=case_id)
    page = desk.post(address(here, lead_id, "open/"), {"purpose": "investigation"})
    body = page.content.decode()
    assert all(name in body for name in (CANARY, "Othercanary", "Thirdcanary"))
    assert body.count('scope="col"') == 4  # what, and a column for each of the three records


def test_words_of_a_judgement_are_read_by_a_button(transactional_db):
    here = scene()
    lead_id, _there = lead(here)
    desk = signed_in(here.second)
    judged(desk, here, lead_id, "unsure", "too_little", words="Ask the Heroncanary office")
    shown = desk.get(address(here, lead_id)).content.decode()
    assert "Heroncanary" not in shown
    sealed = shown.split('name="words" value="')[1].split('"')[0]
    read = desk.post(address(here, lead_id, "words/"), {"words": sealed}).content.decode()
    assert "Ask the Heroncanary office" in read


def test_a_stranger_and_a_made_up_lead_are_refused(here):
    lead_id, _there = lead(here)
    assert signed_in(here.stranger).get(address(here, lead_id)).status_code == 403
    made_up = signed_in(here.second).get(address(here, uuid.uuid4()))
    assert made_up.status_code in (403, 404)


def test_the_surroundings_are_drawn_and_said_in_words(here):
    lead_id, there = lead(here)
    desk = signed_in(here.second)
    shown = desk.get(f"/desk/cases/{here.case}/links/graph/").content.decode()
    assert "may be the same person (the same: Phone number)" in shown
    assert address(here, lead_id) in shown
    assert "data-elements" in shown
    assert CANARY not in shown
    other = desk.get(f"/desk/cases/{there.holder_id}/links/graph/?steps=3").content.decode()
    assert "may be the same person" in other
    assert signed_in(here.stranger).get(f"/desk/cases/{here.case}/links/graph/").status_code == 403


def test_a_plan_and_an_identifier_are_noted_and_nothing_typed_is_lost(here):
    desk = signed_in(here.second)
    place = f"/desk/cases/{here.case}/links/plans/"
    trace = {"do": "trace", "trace-kind": "account", "trace-value": "heroncanary_42",
             "trace-source": "holder"}  # fmt: skip
    refused = desk.post(place, trace)
    assert refused.status_code == 400
    assert "heroncanary_42" in refused.content.decode()
    assert desk.post(place, {**trace, "trace-platform": "Example Chat"}).status_code == 302
    suspect = str(here.people[ParticipantRole.SUSPECT])
    plan = {"do": "plan", "plan-subject_id": suspect, "plan-what": "arrest",
            "plan-from_at": "2030-01-02T09:00", "plan-until_at": "2030-01-02T18:00",
            "plan-contact_id": str(here.first.id)}  # fmt: skip
    assert desk.post(place, {**plan, "plan-until_at": "2030-01-01T18:00"}).status_code == 400
    assert desk.post(place, plan).status_code == 302
    shown = desk.get(place).content.decode()
    assert "An arrest" in shown
    assert "An account" in shown
    assert "heroncanary_42" not in shown
    drop = shown.split('value="drop:')[1].split('"')[0]
    desk.post(place, {"do": f"drop:{drop}"})
    assert "dropped" in desk.get(place).content.decode()


def test_whom_to_talk_with_stands_on_the_list_until_somebody_says_it_is_done(here):
    _lead_id, there = lead(here)
    part = NewParticipant(subject_id=there.subject_id, role=ParticipantRole.SUSPECT)
    cases.add_participants(
        actor=here.second, at=here.opened, case_id=there.holder_id, people=[part]
    )
    now = clock.now()
    mine = Side(here.people[ParticipantRole.SUSPECT], here.case)
    for side in (mine, there):
        actions.plan_action(
            actor=here.second, at=now, case_id=side.holder_id, subject_id=side.subject_id,
            what="search", from_at=now, until_at=now + timedelta(hours=9),
            contact_id=here.second.id,
        )  # fmt: skip
    assert actions.meet_plans(actor=sessions.system(), at=now) == 2
    desk = signed_in(here.second)
    shown = desk.get("/desk/links/").content.decode()
    assert "Talk before you act" in shown
    assert f"/desk/cases/{here.case}/links/plans/" in shown
    for case_id in (here.case, there.holder_id):
        for one in queries.talks(actor=here.second, at=now, case_id=case_id):
            actions.note_talk(
                actor=here.second, at=now, case_id=case_id, talk_id=one.id, outcome="agreed"
            )
    assert "Talk before you act" not in desk.get("/desk/links/").content.decode()

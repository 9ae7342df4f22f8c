"""Links at the desk: what was found, asking other units, the two keys, what was shown."""

import uuid

import pytest
from django.test import Client

from bairn.access import sessions
from bairn.digests import actions as digests
from bairn.digests.terms import Algorithm, Digest, FileDigests
from bairn.kernel import clock, ids
from bairn.linkage import actions as linkage
from bairn.linkage import queries
from bairn.linkage.terms.leads import LeadSource, Side
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind
from tests import cast
from tests.doors.desk.casework import Scene, another_case, scene, signed_in
from tests.rooms.linkage.conftest import lead_of

pytestmark = pytest.mark.django_db
HOLDS = "Another unit holds something about this person."
WORDS = "Whether she is safe where she is now."


@pytest.fixture
def here(db: None) -> Scene:
    return scene()


def somebody(here: Scene) -> Side:
    from bairn.cases import queries as cases

    people = cases.participants(actor=here.first, at=clock.now(), case_id=here.case)
    return Side(people[0].subject_id, here.case)


def compared(*sides: Side, found=()) -> None:
    linkage.keep_leads(
        actor=sessions.system(), at=clock.now(), found=found, source=LeadSource.INTAKE, model="1",
        keys="k1", checked=sides,
    )  # fmt: skip


def far_away(here: Scene) -> tuple[Side, cast.Place]:
    """Somebody in a case of another agency."""
    other = cast.place()
    holder = cast.holder("case", unit=other.other_unit)
    subject = vault.seal(
        actor=sessions.system(), at=clock.now(), kind=SubjectKind.PERSON,
        fields={"given_name": "Ada"}, case_id=holder,
    )  # fmt: skip
    return Side(subject, holder), other


def text(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def links(here: Scene) -> str:
    return f"/desk/cases/{here.case}/links/"


def ask(here: Scene, mine: Side, actor, words=WORDS):
    return signed_in(actor).post(
        f"{links(here)}ask/{mine.subject_id}/", {"purpose": "protect", "words": words}
    )


def test_a_case_tells_that_another_unit_holds_something_and_nothing_more(here):
    mine, (far, _other) = somebody(here), far_away(here)
    client = signed_in(here.first)
    compared(mine)
    assert HOLDS not in text(client, links(here))
    compared(mine, found=[lead_of(mine, far)])
    page = text(client, links(here))
    assert page.count(HOLDS) == 1
    assert str(far.holder_id) not in page
    assert str(far.subject_id) not in page


def test_a_request_goes_from_the_asker_over_two_keys_to_whom_to_talk_with(here):
    mine, (far, other) = somebody(here), far_away(here)
    compared(mine, found=[lead_of(mine, far)])
    assert ask(here, mine, here.first, words=" ").status_code == 400
    assert ask(here, mine, here.first).status_code == 302
    (card,) = queries.reveals(actor=here.first, at=clock.now(), case_id=here.case).asked
    one = f"{links(here)}requests/{card.id}/"
    own = signed_in(here.first)
    assert own.post(one, {"do": "agree"}).status_code == 422
    second = signed_in(here.second)
    assert one in text(second, "/desk/links/")
    assert second.post(one, {"do": "agree"}).status_code == 302
    linkage.fan_out(actor=sessions.system(), at=clock.now(), reveal_id=card.id)
    emil = cast.staff("emil", "supervisor", unit=other.other_unit)
    theirs = signed_in(emil)
    assert "Somebody may be in danger" in text(theirs, "/desk/links/")
    (part,) = queries.asked_of_us(actor=emil, at=clock.now())
    answered = theirs.post(f"/desk/links/asked/{part.part_id}/", {"answer": "yes"})
    assert answered.status_code == 302
    linkage.settle_part(actor=sessions.system(), at=clock.now(), part_id=part.part_id)
    page = text(own, links(here))
    assert "Both sides agreed" in page
    assert "Emil" in page
    assert HOLDS not in page


def test_my_day_leads_each_key_to_the_page_where_it_is_turned(here):
    mine, (far, other) = somebody(here), far_away(here)
    compared(mine, found=[lead_of(mine, far)])
    ask(here, mine, here.first)
    (card,) = queries.reveals(actor=here.first, at=clock.now(), case_id=here.case).asked
    one = f"{links(here)}requests/{card.id}/"
    own = signed_in(here.second)
    assert f'href="{one}"' in text(own, "/desk/")
    own.post(one, {"do": "agree"})
    linkage.fan_out(actor=sessions.system(), at=clock.now(), reveal_id=card.id)
    assert f'href="{one}"' not in text(own, "/desk/")
    emil = signed_in(cast.staff("emil", "supervisor", unit=other.other_unit))
    assert 'href="/desk/links/"><strong>Another unit asks to see more' in text(emil, "/desk/")


def test_a_lead_that_waits_leads_from_my_day_to_the_list_of_links(here):
    mine, elsewhere = somebody(here), another_case(here, hours=2)
    subject = vault.seal(
        actor=here.second, at=clock.now(), kind=SubjectKind.PERSON,
        fields={"given_name": "Ada"}, case_id=elsewhere,
    )  # fmt: skip
    (lead,) = linkage.keep_leads(
        actor=sessions.system(), at=clock.now(), found=[lead_of(mine, Side(subject, elsewhere))],
        source=LeadSource.INTAKE, model="1", keys="k1", checked=[mine],
    )  # fmt: skip
    linkage.tell_to_judge(actor=sessions.system(), at=clock.now(), lead_id=lead)
    page = text(signed_in(here.second), "/desk/")
    assert 'href="/desk/links/"><strong>A lead in your files waits' in page


@pytest.mark.django_db(transaction=True)
def test_the_own_supervisor_reads_why_somebody_asks(here):
    mine = somebody(here)
    compared(mine)
    ask(here, mine, here.first)
    (card,) = queries.reveals(actor=here.first, at=clock.now(), case_id=here.case).asked
    one = f"{links(here)}requests/{card.id}/"
    client = signed_in(here.second)
    assert WORDS not in text(client, one)
    assert WORDS in client.post(one, {"do": "read"}).content.decode()


def test_a_request_can_be_taken_back_and_then_stands_no_more(here):
    mine = somebody(here)
    compared(mine)
    ask(here, mine, here.first)
    (card,) = queries.reveals(actor=here.first, at=clock.now(), case_id=here.case).asked
    client = signed_in(here.first)
    one = f"{links(here)}requests/{card.id}/"
    assert client.post(one, {"do": "withdraw"}).status_code == 302
    assert "taken back" in text(client, links(here))
    assert "This request is over already." in text(client, one)


def test_a_request_or_person_of_another_case_is_not_found_here(here):
    mine = somebody(here)
    compared(mine)
    client = signed_in(here.first)
    for more in (f"requests/{uuid.uuid4()}/", f"ask/{uuid.uuid4()}/"):
        assert client.get(links(here) + more).status_code in (403, 404, 422)


def test_the_pages_are_in_chinese_too(here):
    compared(somebody(here))
    client = signed_in(here.second, "zh-hans")
    assert "待判断" in text(client, "/desk/links/")
    assert "最近比对" in text(client, links(here))


def the_same_file(here: Scene, *cases: uuid.UUID) -> None:
    """One file comes into each of these, and the worker does what is left."""
    for case_id in cases:
        digest = Digest(Algorithm.SHA256, b"7" * 32)
        digests.check(
            actor=here.second, at=clock.now(), files=[FileDigests(ids.new_id(), (digest,))],
            case_id=case_id,
        )  # fmt: skip
        linkage.compare_files(actor=sessions.system(), at=clock.now(), holder_id=case_id)


def test_the_same_file_in_two_cases_is_a_lead_of_files_that_is_judged_and_joins_nobody(here):
    other = another_case(here, hours=5)
    the_same_file(here, here.case, other)
    client = signed_in(here.second)
    page = text(client, links(here))
    assert "The files as a whole" in page
    assert "no probability" in page
    (lead,) = queries.leads(actor=here.second, at=clock.now(), case_id=here.case).leads
    address = f"{links(here)}leads/{lead.id}/"
    shown = text(client, address)
    assert "that says nothing of whose file it is" in shown
    assert "The same person" not in shown
    assert "Bring the two together" not in shown
    assert "Open both side by side" not in shown
    said = {"do": "judge", "verdict": "positive", "reason": "one_source", "words": ""}
    assert client.post(address, said).status_code == 302
    assert "They belong together" in text(client, address)
    assert client.post(address, {"do": "merge"}).status_code == 302
    assert "there is nobody to join" in text(client, address)
    assert "they belong together" in text(client, links(here))


def test_an_identifier_without_an_owner_stands_on_the_page_with_what_was_found_of_it(here):
    linkage.note_trace(
        actor=here.second, at=clock.now(), case_id=here.case, kind="device",
        value="490154203237518", source="exhibit",
    )  # fmt: skip
    (trace,) = queries.traces(actor=here.second, at=clock.now(), case_id=here.case)
    mine, (far, _other) = Side(trace.subject_id, here.case), far_away(here)
    compared(mine, found=[lead_of(mine, far)])
    page = text(signed_in(here.second), links(here))
    assert "A device whose owner is not known" in page
    assert "Another unit holds something with this identifier." in page
    assert "490154203237518" not in page
    assert ask(here, mine, here.first).status_code == 302

"""Links at the desk: what was found, asking other units, the two keys, what was shown."""

import uuid

import pytest
from django.test import Client

from bairn.access import sessions
from bairn.kernel import clock
from bairn.linkage import actions as linkage
from bairn.linkage import queries
from bairn.linkage.terms.leads import LeadSource, Side
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind
from tests import cast
from tests.doors.desk.casework import Scene, scene, signed_in
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

"""Series at the desk: an offence is coded, compared, held together with others, proposed."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bairn.access.models import Unit
from bairn.cases import queries as looks
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.series import actions, queries
from bairn.series.terms import NewCoding, Place
from bairn.web.desk.series import finding
from bairn.web.desk.templatetags import links_tags, series_tags
from tests import cast
from tests.doors.desk.casework import CANARY, Scene, another_case, scene, signed_in

pytestmark = pytest.mark.django_db
CODES = {
    "approach_way": "helped", "approach_role": "worker", "control_weapon": "none",
    "precaution_face": "helmet", "transport_kind": "motorcycle", "taken_kind": "keepsake",
    "victim_age": "from_18", "victim_relation": "stranger", "speech_kind": "sorry",
}  # fmt: skip


@pytest.fixture
def here(db: None) -> Scene:
    return scene()


def coded(here: Scene, case_id, *, days: int, **changed):
    when = here.opened - timedelta(days=days)
    said = NewCoding(
        codes={**CODES, **changed}, earliest=when, latest=when + timedelta(minutes=40),
        place=Place(latitude=50.12345, longitude=8.54321 + days / 1000),
    )  # fmt: skip
    return actions.code_offence(actor=here.second, at=here.opened, case_id=case_id, said=said)


def analyst(here: Scene):
    """Of a unit that works on none of these cases."""
    return cast.staff(
        "ana", "analyst", unit=Unit.objects.create(agency=here.place.agency, name="A")
    )


def three(here: Scene):
    """Two of one case and one of another, all much alike."""
    other = another_case(here, hours=900)
    return (
        coded(here, here.case, days=60),
        coded(here, here.case, days=40, taken_kind="phone"),
        coded(here, other, days=20),
    )


def test_an_offence_is_coded_from_its_case_and_what_was_chosen_stays_on_a_no(here):
    desk = signed_in(here.second)
    case = f"/desk/cases/{here.case}/"
    assert f"{case}offences/" in desk.get(f"{case}links/").content.decode()
    empty = desk.post(f"{case}offences/", {"grain_km": "10", "latitude": "50.1"})
    assert empty.status_code == 400
    assert "50.1" in empty.content.decode()
    assert queries.offences(actor=here.second, at=clock.now(), case_id=here.case) == ()
    said = {**CODES, "grain_km": "10", "latitude": "50.12345", "longitude": "8.54321",
            "earliest": "2020-01-02T22:00", "latest": "2020-01-02T23:00"}  # fmt: skip
    assert desk.post(f"{case}offences/", said).status_code == 302
    (offence,) = queries.offences(actor=here.second, at=clock.now(), case_id=here.case)
    assert offence.codes == CODES
    shown = desk.get(f"{case}offences/").content.decode()
    assert offence.number in shown
    assert "50.12345" not in shown  # the exact place is sealed


def test_an_amended_coding_keeps_what_stood_and_says_why(here):
    first, *_ = three(here)
    desk = signed_in(here.second)
    address = f"/desk/cases/{here.case}/offences/{first}/"
    assert 'value="helmet" selected' in desk.get(address).content.decode()
    said = {**CODES, "precaution_face": "none", "grain_km": "1", "reason": "news"}
    assert desk.post(address, said).status_code == 302
    file = queries.offence(actor=here.second, at=clock.now(), offence_id=first)
    assert file.offence.codes["precaution_face"] == "none"
    assert len(file.codings) == 2
    assert file.offence.earliest is not None  # no time was given: the one that stood stays


def test_the_second_coder_is_shown_nothing_of_the_first(here):
    first, *_ = three(here)
    address = f"/desk/cases/{here.case}/offences/{first}/again/"
    shown = signed_in(here.first).get(address).content.decode()
    assert 'value="helmet" selected' not in shown
    assert signed_in(here.first).post(address, CODES).status_code == 302
    page = signed_in(here.second).get("/desk/series/").content.decode()
    assert "twice" in page


def test_an_analyst_sees_codes_and_numbers_and_neither_case_nor_name(here):
    one, _two, far = three(here)
    desk = signed_in(analyst(here))
    pages = [
        desk.get(f"/desk/series/{rest}")
        for rest in ("", f"offences/{one}/", f"offences/{one}/{far}/", "clusters/?threshold=30")
    ]
    reference = cases_reference(here)
    for page in pages:
        assert page.status_code == 200
        body = page.content.decode()
        assert reference not in body
        assert str(here.case) not in body
        assert CANARY not in body
    assert "Behaviour" in pages[1].content.decode()
    assert "most pairs of offences have different offenders" in pages[2].content.decode()


def cases_reference(here: Scene) -> str:
    (card,) = looks.by_ids(actor=here.second, at=clock.now(), case_ids=[here.case])
    return card.reference


def test_a_lead_is_judged_and_the_judgement_is_shown(here):
    one, _two, far = three(here)
    desk = signed_in(analyst(here))
    address = f"/desk/series/offences/{one}/{far}/"
    said = {"do": "judge", "verdict": "positive"}
    assert desk.post(address, said).status_code == 400  # no reason
    assert desk.post(address, {**said, "reason": "looked"}).status_code == 302
    assert "They may belong together" in desk.get(f"/desk/series/offences/{one}/").content.decode()


def test_a_series_is_held_together_proposed_and_agreed_to_by_the_supervisor(here):
    one, two, far = three(here)
    ana = analyst(here)
    desk = signed_in(ana)
    opened = desk.post("/desk/series/clusters/", {"offence": [str(one), str(two), str(far)]})
    assert opened.status_code == 302
    series = opened.headers["Location"]
    shown = desk.get(series).content.decode()
    assert shown.count("<rect") >= 3  # on the map and in time
    assert desk.post(series, {"do": "propose", "propose-reason": "behaviour"}).status_code == 302
    asked = signed_in(here.second)
    body = asked.get("/desk/series/").content.decode()
    assert "Proposed to your cases" in body
    parts = queries.to_review(actor=here.second, at=clock.now())
    for part in parts:
        said = {"part": str(part.id), "case": str(part.case_id), "do": "yes"}
        assert asked.post("/desk/series/", said).status_code == 302
    related = asked.get(f"/desk/cases/{here.case}/offences/").content.decode()
    assert "Cases that agreed to be related" in related


def held(here: Scene):
    """A series of three offences, the analyst's desk and the address of the series."""
    ana, offences = analyst(here), three(here)
    series = actions.open_series(actor=ana, at=here.opened, offence_ids=offences)
    return offences, signed_in(ana), f"/desk/series/{series}/"


def leave(desk, address: str, offence, **said):
    """Ask in the page's own fields that an offence leaves."""
    page = desk.get(address).content.decode()
    card = page[page.index(f'value="leave:{offence}"') - 2000 :]
    names = re.findall(r'name="(m[0-9a-f-]+-reason)"', page[: page.index(f"leave:{offence}")])
    assert card
    return desk.post(address, {"do": f"leave:{offence}", names[-1]: said.get("reason", "")})


def test_leaving_a_series_needs_a_reason_and_shows_who_left(here):
    (_one, two, _far), desk, address = held(here)
    refused = leave(desk, address, two)
    assert refused.status_code == 400  # nothing is chosen before somebody chooses
    assert "To mend:" in refused.content.decode()
    assert "Left:" not in desk.get(address).content.decode()
    assert leave(desk, address, two, reason="mistake").status_code == 302
    assert "Left:" in desk.get(address).content.decode()


def test_a_refused_proposal_keeps_its_choice_and_says_what_to_mend(here):
    (one, two, _far), desk, address = held(here)
    assert desk.post(address, {"do": "propose"}).status_code == 400
    leave(desk, address, one, reason="mistake")
    leave(desk, address, two, reason="mistake")
    refused = desk.post(address, {"do": "propose", "propose-reason": "behaviour"})
    assert refused.status_code == 400
    assert 'value="behaviour" selected' in refused.content.decode()


def test_an_offence_comes_into_a_series_by_its_number(here):
    (_one, *_), desk, address = held(here)
    new = coded(here, here.case, days=10)
    number = queries.offence(actor=here.second, at=clock.now(), offence_id=new).offence.number
    refused = desk.post(address, {"do": "enter", "enter-numbers": "F-2020-NONE"})
    assert refused.status_code == 400
    assert "F-2020-NONE" in refused.content.decode()  # what was typed stays
    added = desk.post(address, {"do": "enter", "enter-numbers": number.lower()})
    assert added.status_code == 302
    assert str(new) in desk.get(address).content.decode()
    assert desk.post(address, {"do": f"leave:{uuid.uuid4()}"}).status_code == 302  # told, not 500


def test_what_was_judged_not_to_belong_together_can_be_looked_at_and_judged_anew(here):
    one, _two, far = three(here)
    desk = signed_in(analyst(here))
    address = f"/desk/series/offences/{one}/{far}/"
    said = {"do": "judge", "verdict": "negative", "reason": "looked"}
    assert desk.post(address, said, follow=True).status_code == 200
    offence = desk.get(f"/desk/series/offences/{one}/").content.decode()
    assert "Leads no more" in offence
    assert f'href="{address}"' in offence
    assert desk.post(address, {**said, "verdict": "unsure", "reason": "open"}).status_code == 302
    page = desk.get(address).content.decode()
    assert "superseded" in page
    assert "Leads no more" not in desk.get(f"/desk/series/offences/{one}/").content.decode()


def test_a_laboratory_result_is_entered_with_its_exhibit_by_whoever_works_on_the_case(here):
    one, _two, far = three(here)
    address = f"/desk/series/offences/{one}/{far}/"
    assert "Enter the result" not in signed_in(analyst(here)).get(address).content.decode()
    desk = signed_in(here.second)
    assert desk.post(address, {"do": "lay"}).status_code == 400
    foreign = {"do": "lay", "result-ruling": "excluded", "result-exhibit": str(uuid.uuid4())}
    assert desk.post(address, foreign).status_code == 400  # of no exhibit of this case
    said = {"do": "lay", "result-ruling": "excluded"}
    page = desk.post(address, said, follow=True)
    assert page.status_code == 200
    assert "A laboratory excluded it" in page.content.decode()


def test_half_a_place_is_asked_for_and_a_whole_one_stays_when_the_form_is_left_empty(here):
    desk = signed_in(here.second)
    case = f"/desk/cases/{here.case}/offences/"
    said = {**CODES, "grain_km": "1", "latitude": "50.1"}
    refused = desk.post(case, said)
    assert refused.status_code == 400
    assert "both its latitude and its longitude" in refused.content.decode()
    first, *_ = three(here)
    page = desk.get(f"{case}{first}/").content.decode()
    assert "What is left empty here stays as it stands" in page
    assert "square of 1 km" in page
    kept = {**CODES, "grain_km": "1", "reason": "news"}
    assert desk.post(f"{case}{first}/", kept).status_code == 302
    now = queries.offence(actor=here.second, at=clock.now(), offence_id=first).offence
    assert now.place is not None


def test_many_numbers_are_looked_up_in_one_question_and_stand_in_their_order(here):
    ana, offences = analyst(here), three(here)
    rows = queries.offences(actor=ana, at=clock.now())
    numbers = [one.number for one in rows if one.id in offences]
    ask = {"actor": ana, "at": clock.now(), "field": "leave"}
    with CaptureQueriesContext(connection) as single:
        finding.numbered(numbers[0], **ask)
    with CaptureQueriesContext(connection) as many:
        found = finding.numbered(f"{numbers[2]}, {numbers[0].lower()} + {numbers[1]}", **ask)
    assert [one.number for one in found] == [numbers[2], numbers[0], numbers[1]]
    assert len(many) == len(single)
    with pytest.raises(Refusal, match=r"has the number SO-NOBODY"):
        finding.numbered(f"{numbers[0]} so-nobody", **ask)


def test_what_is_tried_out_can_leave_out_and_pin_and_keeps_what_was_typed(here):
    one, two, far = three(here)
    desk = signed_in(analyst(here))
    number = {
        each: queries.offence(actor=here.second, at=clock.now(), offence_id=each).offence.number
        for each in (one, two, far)
    }
    address = "/desk/series/clusters/?threshold=1"
    together = desk.get(address).content.decode()
    assert "3 offences" in together
    apart = desk.get(address, {"threshold": 1, "apart": f"{number[one]} {number[far]}"})
    assert number[one] in apart.content.decode()
    assert "It would part:" in apart.content.decode()
    less = desk.get("/desk/series/clusters/", {"threshold": 1, "leave": number[far].lower()})
    assert "2 offences" in less.content.decode()
    assert "1 offence stands alone" not in less.content.decode()
    lines = f"{number[one]} {number[far]}\n{number[two]} {number[far]}"
    pinned = {"threshold": 99, "together": f"{number[one]} {number[two]}", "apart": lines}
    assert "2 offences" in desk.get("/desk/series/clusters/", pinned).content.decode()
    wrong = desk.get("/desk/series/clusters/", {"apart": "F-2020-NONE F-2020-NIL"})
    assert wrong.status_code == 400
    assert "F-2020-NONE F-2020-NIL" in wrong.content.decode()
    alone = desk.get("/desk/series/clusters/", {"together": number[one]})
    assert "two offences or more on each line" in alone.content.decode()
    items = {"threshold": 1, "items": "approach_way", "without": ["place", "time"]}
    assert desk.get("/desk/series/clusters/", items).status_code == 200


def test_shares_are_never_none_and_never_all(here):
    assert (series_tags.share(0.0001), series_tags.share(1.0)) == ("1%", "99%")
    assert series_tags.percent(1.0) == "1%"
    assert "about 99 of 100" in links_tags.between(0.991, 0.999)
    assert "2 to 60 of 100" in links_tags.between(0.02, 0.6)


def test_whoever_may_not_see_series_is_refused_and_chinese_is_spoken(here):
    one, *_ = three(here)
    medic = cast.staff("maud", "medic", unit=here.place.other_unit)
    assert signed_in(medic).get("/desk/series/").status_code == 403
    chinese = signed_in(analyst(here), "zh-hans").get(f"/desk/series/offences/{one}/")
    assert "最强的在前" in chinese.content.decode()

"""Series at the desk: an offence is coded, compared, held together with others, proposed."""

from datetime import timedelta

import pytest

from bairn.access.models import Unit
from bairn.cases import queries as looks
from bairn.kernel import clock
from bairn.series import actions, queries
from bairn.series.terms import NewCoding, Place
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
    assert desk.post(address, {"verdict": "positive"}).status_code == 400  # no reason
    assert desk.post(address, {"verdict": "positive", "reason": "looked"}).status_code == 302
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
    assert desk.post(series, {"do": "propose", "reason": "behaviour"}).status_code == 302
    asked = signed_in(here.second)
    body = asked.get("/desk/series/").content.decode()
    assert "Proposed to your cases" in body
    parts = queries.to_review(actor=here.second, at=clock.now())
    for part in parts:
        said = {"part": str(part.id), "case": str(part.case_id), "do": "yes"}
        assert asked.post("/desk/series/", said).status_code == 302
    related = asked.get(f"/desk/cases/{here.case}/offences/").content.decode()
    assert "Cases that agreed to be related" in related


def test_leaving_a_series_needs_a_reason_and_shows_who_left(here):
    one, two, far = three(here)
    ana = analyst(here)
    series = actions.open_series(actor=ana, at=here.opened, offence_ids=[one, two, far])
    desk = signed_in(ana)
    page = desk.get(f"/desk/series/{series}/").content.decode()
    assert "Left:" not in page
    said = {"do": f"leave:{two}", "reason": "mistake"}
    desk.post(f"/desk/series/{series}/", said)
    assert "Left:" in desk.get(f"/desk/series/{series}/").content.decode()


def test_whoever_may_not_see_series_is_refused_and_chinese_is_spoken(here):
    one, *_ = three(here)
    medic = cast.staff("maud", "medic", unit=here.place.other_unit)
    assert signed_in(medic).get("/desk/series/").status_code == 403
    chinese = signed_in(analyst(here), "zh-hans").get(f"/desk/series/offences/{one}/")
    assert "最强的在前" in chinese.content.decode()

"""Conflicts of interest at the desk: found without a name, judged by somebody outside the unit."""

from dataclasses import replace

import pytest
from django.urls import reverse

from bairn.access.models import Exclusion, Staff
from bairn.access.terms import FoundConflict, Purpose, Role
from bairn.cases import queries as cases
from bairn.journeys import screen_conflicts
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from tests import cast
from tests.doors.desk import casework
from tests.doors.desk.casework import Scene

PAGE = reverse("desk:conflicts")


@pytest.fixture
def scene(db) -> Scene:
    """A case in which a screen found a supervisor of another unit."""
    made = casework.scene()
    inspector = cast.staff("ivo", Role.INSPECTOR, unit=made.place.unit, purpose=Purpose.OVERSIGHT)
    scene = replace(made, inspector=inspector)
    screen_conflicts.keep_found(
        actor=scene.second,
        at=clock.now(),
        case_id=scene.case,
        found=[
            FoundConflict(
                staff_id=scene.stranger.id,
                unit_id=scene.place.other_unit.id,
                reason="same_name",
                namesakes=2,
            )
        ],
    )
    return scene


def name_of(actor) -> str:
    return str(Staff.objects.get(id=actor.id).display_name)


def conflict_of(scene: Scene) -> str:
    (one,) = screen_conflicts.conflicts_waiting(actor=scene.second, at=clock.now())
    return str(one.id)


@pytest.mark.parametrize("who", ["second", "inspector"])
def test_a_supervisor_of_the_case_and_an_inspector_see_what_waits(scene, signed_in, who):
    page = signed_in(getattr(scene, who)).get(PAGE).content.decode()
    assert name_of(scene.stranger) in page
    assert "The same name" in page


def test_the_colleague_sees_nothing_of_it(scene, signed_in):
    page = signed_in(scene.stranger).get(PAGE).content.decode()
    assert "Nothing waits to be judged." in page


def test_an_inspector_finds_the_page_from_the_record(scene, signed_in):
    page = signed_in(scene.inspector).get(reverse("desk:oversight")).content.decode()
    assert f'href="{PAGE}"' in page


def test_the_decisions_of_the_case_lead_to_it(scene, signed_in):
    page = signed_in(scene.second).get(reverse("desk:decisions", args=[scene.case]))
    assert f'href="{PAGE}"' in page.content.decode()


def test_those_who_only_work_on_the_case_see_no_colleague_named(scene, signed_in):
    page = signed_in(scene.first).get(reverse("desk:decisions", args=[scene.case]))
    assert name_of(scene.stranger) not in page.content.decode()


def test_a_word_is_needed_and_said_beside_its_own_form(scene, signed_in):
    answer = signed_in(scene.inspector).post(PAGE, {"conflict": conflict_of(scene)})
    assert answer.status_code == 400
    assert "This field is required." in answer.content.decode()


def test_an_inspector_keeps_a_whole_unit_out(scene, signed_in):
    answer = signed_in(scene.inspector).post(
        PAGE, {"conflict": conflict_of(scene), "verdict": "unit_kept_out"}
    )
    assert answer.status_code == 302
    assert screen_conflicts.conflicts_waiting(actor=scene.inspector, at=clock.now()) == ()
    with pytest.raises(Refusal, match=r"access\.reach"):
        cases.case(actor=scene.stranger, at=clock.now(), case_id=scene.case)


def test_what_was_judged_elsewhere_is_refused_in_the_rules_own_words(scene, signed_in):
    conflict = conflict_of(scene)
    client = signed_in(scene.inspector)
    client.post(PAGE, {"conflict": conflict, "verdict": "other_person"})
    answer = client.post(PAGE, {"conflict": conflict, "verdict": "kept_out"})
    assert answer.status_code == 400
    assert "Somebody has judged this already." in answer.content.decode()


def test_roles_without_a_part_in_it_are_told_so(scene, signed_in):
    assert signed_in(scene.first).get(PAGE).status_code == 403
    assert not Exclusion.objects.exists()

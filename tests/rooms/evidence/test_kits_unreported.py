"""A kit without a police report: the clinic's alone, by gate, database, board and figures."""

import pytest
from django.db import connection

from bairn.access import actions as access
from bairn.access import gate
from bairn.access import queries as access_looks
from bairn.access.models import Unit
from bairn.evidence import actions as evidence
from bairn.evidence import queries as evidence_looks
from bairn.evidence.models.exhibits import Exhibit
from bairn.evidence.models.kits import Kit, KitNotice
from bairn.evidence.queries import kits as looks
from bairn.evidence.terms.kit_lists import KitFilters
from bairn.evidence.terms.kits import KitKind, KitStands, NoticeKind
from bairn.kernel.refusal import Refusal
from tests import cast
from tests.rooms.evidence import kit_scene
from tests.rooms.evidence.kit_scene import AT, DAY, HOUR, NEW


@pytest.fixture
def scene(db):
    yield kit_scene.make()
    kit_scene.sessions._kept.clear()


POLICE = ("ben", "cleo", "emil", "dana")


@gate.look("evidence.kit_board")
def rows_of(*, actor, at):
    """What the database gives of kits and their exhibits, whatever a look would leave out."""
    return (
        list(Kit.objects.values_list("exhibit_id", flat=True)),
        list(Exhibit.objects.filter(kind="kit").values_list("id", flat=True)),
        list(KitNotice.objects.values_list("id", flat=True)),
    )


def test_the_clinic_registers_a_kit_without_a_case_and_without_a_name(scene):
    made = scene.own()
    file = scene.file(made.id, holder=made.holder_id, by=scene.mo)
    assert file.card.kind is KitKind.UNREPORTED
    assert file.card.stands is KitStands.UNREPORTED
    assert file.card.due_at is None
    assert not file.card.reported


def test_no_unit_of_the_police_registers_one(scene):
    with pytest.raises(Refusal, match=r"access\.role"):
        evidence.kits.register_unreported_kit(actor=scene.ben, at=AT, said=NEW)
    surgeon = cast.staff("ola", "medic", unit=Unit.objects.get(id=scene.ben.unit))
    with pytest.raises(Refusal, match=r"evidence\.kit_clinic_alone"):
        evidence.kits.register_unreported_kit(actor=surgeon, at=AT, said=NEW)


@pytest.mark.parametrize("name", POLICE)
def test_police_and_prosecution_find_nothing_of_it_anywhere(scene, name):
    made = scene.own()
    scene.tell(made.id, at=AT + HOUR, on=AT + 60 * 366 * DAY, by=scene.mo, holder=made.holder_id,
               kind=NoticeKind.RETENTION)  # fmt: skip
    who = getattr(scene, name)
    with pytest.raises(Refusal, match=r"access\."):
        scene.file(made.id, holder=made.holder_id, by=who)
    with pytest.raises(Refusal, match=r"access\."):
        looks.kits(actor=who, at=AT, case_id=made.holder_id)
    board = looks.board(actor=who, at=AT, filters=KitFilters())
    assert not any(column.count for column in board.columns)
    assert evidence_looks.by_code(actor=who, at=AT, code=made.exhibit_code) is None
    assert rows_of(actor=who, at=AT) == ([], [], [])


def test_no_police_figure_counts_it(scene):
    before = looks.figures(actor=scene.cleo, at=AT)
    scene.own()
    assert looks.figures(actor=scene.cleo, at=AT) == before
    (own,) = looks.figures(actor=scene.sue, at=AT)
    assert own.counts == {KitStands.UNREPORTED: 1}


def test_the_number_of_a_clinics_kit_can_be_used_by_police_and_tells_them_nothing(scene):
    scene.own(number="K-7")
    assert scene.kit(by=scene.ben, number="K-7")


def test_a_colleague_sees_it_once_admitted_and_the_clinics_supervisor_at_once(scene):
    made = scene.own()
    with pytest.raises(Refusal, match=r"access\."):
        scene.file(made.id, holder=made.holder_id, by=scene.nia)
    assert scene.file(made.id, holder=made.holder_id, by=scene.sue)
    evidence.kits.admit(
        actor=scene.mo, at=AT, case_id=made.holder_id, staff_id=scene.nia.id, role="medic"
    )
    assert scene.file(made.id, holder=made.holder_id, by=scene.nia)


@pytest.mark.parametrize("name", POLICE)
def test_nobody_of_police_or_prosecution_is_admitted(scene, name):
    made, who = scene.own(), getattr(scene, name)
    role = next(iter(who.roles))
    with pytest.raises(Refusal, match=r"evidence\.kit_care_alone"):
        evidence.kits.admit(
            actor=scene.mo, at=AT, case_id=made.holder_id, staff_id=who.id, role=role
        )


def test_police_who_are_put_into_its_circle_still_reach_nothing(scene):
    made = scene.own()
    access.assign(
        actor=scene.sue, at=AT, case_id=made.holder_id, staff_id=scene.ben.id, role="investigator"
    )
    with pytest.raises(Refusal, match=r"access\."):
        scene.file(made.id, holder=made.holder_id, by=scene.ben)
    assert rows_of(actor=scene.ben, at=AT) == ([], [], [])


def test_police_ask_for_its_record_in_vain(scene):
    made = scene.own()
    with pytest.raises(Refusal, match=r"access\."):
        access_looks.record_of(actor=scene.cleo, at=AT, case_id=made.holder_id)


def test_the_code_of_a_notice_is_kept_as_a_hash_and_found_by_the_house_alone(scene):
    made = scene.own()
    told = scene.tell(
        made.id, at=AT + HOUR, on=AT + 60 * 366 * DAY, by=scene.mo, holder=made.holder_id,
        kind=NoticeKind.RETENTION,
    )  # fmt: skip
    found = looks.by_code(actor=scene.system, at=AT, code=told.code.lower().replace("-", " "))
    assert found is not None
    assert found.kit.id == made.id
    assert looks.by_code(actor=scene.system, at=AT, code=told.code[:-1] + "U") is None
    with pytest.raises(Refusal, match=r"access\."):
        looks.by_code(actor=scene.mo, at=AT, code=told.code)
    kept = scene.file(made.id, holder=made.holder_id, by=scene.mo).notices[0]
    assert (kept.told_how, kept.told_at) == ("by_hand", AT + HOUR)
    assert told.code not in repr(kept)


def test_a_kit_without_a_report_is_not_picked_up_tested_or_sent_anywhere(scene):
    made = scene.own()
    for event in ("notified", "test_decided", "requested"):
        with pytest.raises(Refusal, match=r"evidence\.kit_move"):
            evidence.kits.move(
                actor=scene.mo, at=AT + HOUR, case_id=made.holder_id, kit_id=made.id, event=event,
                happened_at=AT + HOUR,
            )  # fmt: skip


def test_every_table_that_hangs_on_a_holder_can_go_with_a_kit(db):
    """A table made later needs its policy `_moves`, or its rows stay behind in silence."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select t from evidence_held_tables() as t where not exists (select from pg_policies "
            "as p where p.tablename = t and p.policyname = t || '_moves')"
        )
        assert cursor.fetchall() == []

"""A kit's way marks its case, and an opt-in brings a clinic's kit into it with its chain whole."""

import pytest

from bairn.access import queries as access_looks
from bairn.access.models import Holder
from bairn.cases import queries as cases
from bairn.evidence import actions as evidence
from bairn.evidence import queries as looks
from bairn.evidence.queries import kits
from bairn.evidence.terms import Receiver
from bairn.evidence.terms.kits import KitKind, KitStands, NoticeKind
from bairn.journeys import move_kit, report_kit
from bairn.kernel.refusal import Refusal
from bairn.vault.queries import words
from tests.rooms.evidence import kit_scene
from tests.rooms.evidence.kit_scene import AT, DAY, HOUR, NEW


@pytest.fixture
def scene(db):
    yield kit_scene.make()
    kit_scene.sessions._kept.clear()


def marks(scene):
    found = cases.milestones(actor=scene.cleo, at=AT + 9 * DAY, case_id=scene.case)
    return {one.kind: one.at for one in found}


def test_every_moment_of_a_kit_is_said_once_and_marks_the_case(scene):
    made = move_kit.register_kit(actor=scene.mo, at=AT, case_id=scene.case, said=NEW, seal="S1")
    this = {"case_id": scene.case, "kit_id": made.id}
    scene.hand(made.id, scene.mo, scene.ben, hours=1)
    move_kit.move_kit(actor=scene.ben, at=AT + 2 * HOUR, event="picked_up", **this)
    move_kit.move_kit(actor=scene.ben, at=AT + 2 * HOUR, event="requested", **this)
    scene.hand(made.id, scene.ben, scene.lee, hours=3, purpose="examination")
    move_kit.move_kit(actor=scene.lee, at=AT + 4 * HOUR, event="submitted", **this)
    move_kit.move_kit(actor=scene.lee, at=AT + DAY, event="result", code="profile", **this)
    for step in ("screened", "profile", "eligible", "state_db"):
        move_kit.match_kit(actor=scene.lee, at=AT + DAY, step=step, happened_at=AT + DAY, **this)
    move_kit.match_kit(
        actor=scene.lee, at=AT + 2 * DAY, step="matched", happened_at=AT + 2 * DAY,
        kind="offender", **this,
    )  # fmt: skip
    found = marks(scene)
    assert found["kit_collected"] == NEW.collected_at
    assert found["kit_registered"] == AT
    assert found["kit_picked_up"] == AT + HOUR
    assert found["kit_at_lab"] == AT + 3 * HOUR
    assert found["kit_result"] == AT + DAY
    assert found["db_hit"] == AT + 2 * DAY


def opt_in(scene, made, *, by=None, consent="survivor", case=None):
    report_kit.report_kit(
        actor=by or scene.mo, at=AT + 3 * DAY, case_id=case or scene.case, kit_id=made.id,
        consent_by=consent, consented_at=AT + 3 * DAY,
    )  # fmt: skip


def with_history(scene):
    """A clinic's kit that went from one colleague to another, and whose owner was told."""
    made = scene.own()
    evidence.kits.admit(
        actor=scene.mo, at=AT, case_id=made.holder_id, staff_id=scene.nia.id, role="medic"
    )
    scene.tell(made.id, at=AT + HOUR, on=AT + 60 * 366 * DAY, by=scene.mo, holder=made.holder_id,
               kind=NoticeKind.RETENTION)  # fmt: skip
    this = {"at": AT + 2 * HOUR, "case_id": made.holder_id}
    offered = evidence.offer(
        actor=scene.mo, exhibit_ids=[made.id], to=Receiver(staff_id=scene.nia.id),
        purpose="storage", **this,
    )  # fmt: skip
    evidence.accept(actor=scene.nia, handover_id=offered, **this)
    return made


def test_an_opt_in_brings_the_kit_into_the_case_with_its_chain_unbroken(scene):
    scene.kit(by=scene.ben, number="K-1")  # something that stands in the case already
    made = with_history(scene)
    before = looks.exhibit(actor=scene.mo, at=AT + DAY, case_id=made.holder_id, exhibit_id=made.id)
    opt_in(scene, made)
    after = looks.exhibit(actor=scene.ben, at=AT + 4 * DAY, case_id=scene.case, exhibit_id=made.id)
    assert after.chain.breaks == before.chain.breaks == ()
    assert [(one.id, one.kind, one.happened_at, one.by_id) for one in after.chain.events] == [
        (one.id, one.kind, one.happened_at, one.by_id) for one in before.chain.events
    ]
    assert after.card.code == made.exhibit_code
    assert (before.card.number, after.card.number) == (1, 2)


def test_after_an_opt_in_police_see_the_kit_its_notice_and_its_clocks(scene):
    made = with_history(scene)
    opt_in(scene, made)
    file = scene.file(made.id, by=scene.ben, at=AT + 4 * DAY)
    assert file.card.kind is KitKind.REPORTED
    assert file.card.stands is KitStands.AWAITING_PICKUP
    assert file.way.moments["consented"] == AT + 3 * DAY
    assert file.card.due_at is not None
    assert file.events[-1].code == "survivor"
    assert len(file.notices) == 1
    assert {"kit_collected", "kit_registered"} <= set(marks(scene))


def test_entries_that_were_made_before_an_opt_in_stay_and_can_be_asked_for(scene):
    made = with_history(scene)
    early = access_looks.record_of(actor=scene.sue, at=AT + DAY, case_id=made.holder_id)
    opt_in(scene, made)
    assert Holder.objects.get(id=made.holder_id).case_id == scene.case
    late = access_looks.record_of(actor=scene.cleo, at=AT + 4 * DAY, case_id=made.holder_id)
    assert {one.entry.id for one in early.entries} <= {one.entry.id for one in late.entries}


def test_nobody_opts_in_for_a_person_who_gave_no_consent(scene):
    made = scene.own()
    with pytest.raises(Refusal, match=r"evidence\.kit_code"):
        opt_in(scene, made, consent="")
    with pytest.raises(Refusal, match=r"access\."):
        opt_in(scene, made, by=scene.ben)
    with pytest.raises(Refusal, match=r"access\."):
        opt_in(scene, made, by=scene.nia)  # of the clinic, and not in the case
    assert looks.exhibits(actor=scene.ben, at=AT + 4 * DAY, case_id=scene.case) == ()


def test_years_at_the_clinic_make_nothing_late_on_the_day_of_the_report(scene):
    made = scene.own(collected_at=AT - 900 * DAY)
    opt_in(scene, made)
    file = scene.file(made.id, by=scene.ben, at=AT + 4 * DAY)
    assert not any(one.state.value == "late" for one in file.clocks)
    assert file.card.due_at > AT + 4 * DAY
    assert {one.until.year for one in file.kept} <= {2043, 2078}


def test_a_kit_goes_into_one_case_once(scene):
    made = scene.own()
    opt_in(scene, made)
    with pytest.raises(Refusal, match=r"evidence\.kit_unknown"):
        opt_in(scene, made)
    (card,) = kits.kits(actor=scene.ben, at=AT + 4 * DAY, case_id=scene.case)
    assert card.id == made.id


def test_a_disposal_that_is_announced_marks_the_case(scene):
    kit_id = scene.tested(collected_at=AT - 60 * 366 * DAY)
    move_kit.tell_of_kit(
        actor=scene.ben, at=AT + 3 * DAY, case_id=scene.case, kit_id=kit_id,
        kind=NoticeKind.DISPOSAL, language="zh", told_how="by_hand", told_at=AT + 3 * DAY,
        disposal_on=(AT + 70 * DAY).date(),
    )  # fmt: skip
    assert marks(scene)["disposal_proposed"] == AT + 3 * DAY


@pytest.mark.django_db(transaction=True)
def test_what_was_sealed_for_the_clinic_opens_for_the_case_after_an_opt_in():
    scene = kit_scene.make()
    made = scene.own()
    opt_in(scene, made)
    file = looks.exhibit(actor=scene.ben, at=AT + 4 * DAY, case_id=scene.case, exhibit_id=made.id)
    (opened,) = words.read_words(
        actor=scene.ben, at=AT + 4 * DAY, subject_ids=[file.words_id], case_id=scene.case
    )
    assert "K-0042" in opened.fields.values()


@pytest.mark.parametrize(("receipt", "breaks"), [("Receipt 12 of the clinic", 0), ("", 1)])
def test_a_kit_of_a_clinic_comes_with_its_receipt_or_its_chain_begins_with_a_gap(
    scene, receipt, breaks
):
    made = move_kit.register_kit(
        actor=scene.mo, at=AT, case_id=scene.case, said=NEW, seal="S1", collector="A clinic",
        receipt=receipt,
    )  # fmt: skip
    file = looks.exhibit(actor=scene.mo, at=AT, case_id=scene.case, exhibit_id=made.id)
    assert len(file.chain.breaks) == breaks

"""An agency's overlay: pinned by the cases that begin under it, never seen by others."""

from datetime import UTC, datetime, timedelta

import pytest
import yaml
from django.db import IntegrityError, transaction

from bairn.access import gate
from bairn.cases import actions as cases
from bairn.kernel.refusal import Refusal
from bairn.protocols import actions as protocols
from bairn.protocols import kept, models, packs, queries
from bairn.protocols.terms import CaseFacts, Change, MoveReason
from tests import cast
from tests.house.rooms import CHECKOUT

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
ITSSO = yaml.safe_load((CHECKOUT / "docs" / "examples" / "itsso-60-days.yaml").read_text())
VERSION = packs.current("barnahus-eu").version


@pytest.fixture
def operator(house):
    return cast.staff("otto", "operator", unit=house.place.unit)


def add(operator, house, content=ITSSO, at=AT, agency=None):
    return protocols.add_overlay(
        actor=operator, at=at, agency_id=agency or house.place.agency.id, content=content
    )


def begin(house, at=AT + HOUR, actor=None, case_id=None):
    actor = actor or house.first
    case_id = case_id or house.case(actor)
    protocols.start(
        actor=actor, at=at, case_id=case_id, pack_id="barnahus-eu", time_zone="Europe/Oslo",
        facts=CaseFacts({"age": 8}),
    )  # fmt: skip
    return case_id


def steps(actor, case_id, hours=2):
    rows = queries.steps_of_case(actor=actor, at=AT + hours * HOUR, case_id=case_id)
    return {row.step: row for row in rows}


def test_a_case_of_the_agency_works_under_its_overlay_and_another_agencys_does_not(house, operator):
    add(operator, house)
    own = begin(house)
    assert steps(house.first, own)["itsso_investigation"].version == f"{VERSION}+itsso-60-days"
    unit = house.place.other_unit
    other = cast.staff("olga", "supervisor", unit=unit)
    theirs = cases.open_case(actor=other, at=AT, unit_id=unit.id, circle={})
    begin(house, actor=other, case_id=theirs)
    rows = steps(other, theirs)
    assert "itsso_investigation" not in rows
    assert {row.version for row in rows.values()} == {VERSION}


def test_what_was_laid_is_kept_whole_and_read_from_there(house, operator):
    add(operator, house)
    case_id = begin(house)
    bound = queries.binding_of_case(actor=house.first, at=AT + HOUR, case_id=case_id)
    assert bound.agency_id == house.place.agency.id
    kept.pack_of.cache_clear()
    kept.reader_of.cache_clear()
    pack = queries.pack_of_case(actor=house.first, at=AT + HOUR, case_id=case_id)
    assert (pack.overlay, pack.digest) == ("itsso-60-days", bound.digest)
    found = queries.kept_pack(
        actor=house.first, at=AT, pack_id="barnahus-eu", version=bound.version
    )
    assert found.digest == bound.digest


def test_an_open_case_keeps_what_it_was_shown_until_a_person_moves_it(house, operator):
    case_id = begin(house, at=AT)
    before = steps(house.first, case_id, 1)
    add(operator, house, at=AT + 2 * HOUR)
    assert "itsso_investigation" not in steps(house.first, case_id, 3)
    board = queries.board_of_case(actor=house.first, at=AT + 3 * HOUR, case_id=case_id)
    assert (board.binding.version, board.newest) == (VERSION, f"{VERSION}+itsso-60-days")
    changes = queries.move_preview(actor=house.first, at=AT + 3 * HOUR, case_id=case_id)
    assert ("itsso_investigation", Change.ADDED) in {(one.step, one.change) for one in changes}
    assert {one.version for one in changes} == {f"{VERSION}+itsso-60-days"}
    protocols.move(
        actor=house.second, at=AT + 4 * HOUR, case_id=case_id, reason=MoveReason.AGENCIES_AGREED
    )
    assert "itsso_investigation" in steps(house.first, case_id, 5)
    assert queries.move_preview(actor=house.first, at=AT + 5 * HOUR, case_id=case_id) == ()
    first, second = queries.bindings_of_case(actor=house.first, at=AT, case_id=case_id)
    assert (first.reason, second.reason) == ("", "agencies_agreed")
    then = queries.steps_under(actor=house.first, at=AT + 9 * HOUR, case_id=case_id, number=1)
    assert {row.step: row.due_at for row in then} == {
        row.step: row.due_at for row in before.values()
    }
    with pytest.raises(Refusal, match=r"protocols\.binding"):
        queries.steps_under(actor=house.first, at=AT, case_id=case_id, number=3)


def test_what_became_known_after_a_move_is_not_read_into_the_binding_before(house, operator):
    case_id = begin(house, at=AT)
    add(operator, house, at=AT + HOUR)
    protocols.move(
        actor=house.second, at=AT + 2 * HOUR, case_id=case_id, reason=MoveReason.LAW_CHANGED
    )
    protocols.record_facts(
        actor=house.first, at=AT + 3 * HOUR, case_id=case_id,
        facts=CaseFacts({"trafficking_signs": True}),
    )  # fmt: skip
    cases.mark(
        actor=house.first, at=AT + 3 * HOUR, case_id=case_id, kind="safety_checked",
        happened_at=AT + HOUR,
    )  # fmt: skip
    then = {
        row.step: row
        for row in queries.steps_under(
            actor=house.first, at=AT + 9 * HOUR, case_id=case_id, number=1
        )
    }
    assert "trafficking_branch" not in then
    assert then["safety_now"].done_at is None
    assert "trafficking_branch" in steps(house.first, case_id, 9)


def test_an_overlay_that_ended_is_for_no_case_that_begins_later(house, operator):
    overlay_id = add(operator, house)
    early = begin(house)
    protocols.end_overlay(actor=operator, at=AT + 2 * HOUR, overlay_id=overlay_id)
    late = begin(house, at=AT + 3 * HOUR)
    assert "itsso_investigation" in steps(house.first, early, 4)
    assert "itsso_investigation" not in steps(house.first, late, 4)
    with pytest.raises(Refusal, match=r"protocols\.no_overlay"):
        protocols.end_overlay(actor=operator, at=AT + 4 * HOUR, overlay_id=overlay_id)
    (card,) = queries.overlays(actor=operator, at=AT)
    assert (card.name, card.until_at, card.fits) == ("itsso-60-days", AT + 2 * HOUR, True)


def test_one_overlay_of_a_pack_runs_at_a_time(house, operator):
    add(operator, house)
    with pytest.raises(Refusal, match=r"protocols\.overlay_runs"):
        add(operator, house)
    add(operator, house, agency=house.place.other_unit.agency_id)


def test_an_overlay_with_a_fault_is_refused_in_words_that_name_the_row(house, operator):
    looser = {
        **ITSSO,
        "deadlines": [{**ITSSO["deadlines"][0], "due": "P6M"}],
    }
    with pytest.raises(Refusal, match=r"overlays\.looser: .*investigation_limit") as refused:
        add(operator, house, looser)
    assert refused.value.field == "content"
    with pytest.raises(Refusal, match=r"protocols\.agency"):
        add(operator, house, agency=house.place.unit.id)
    with pytest.raises(Refusal, match=r"protocols\.pack"):
        add(operator, house, {"overlay": {"pack": "atlantis"}})


def test_an_overlay_that_no_longer_fits_is_left_off_and_stops_no_case(house, operator, monkeypatch):
    add(operator, house)
    newer = {**packs.compose("barnahus-eu")}
    newer["pack"] = {**newer["pack"], "version": "9.0.0"}
    newer["steps"] = [row for row in newer["steps"] if row["id"] != "investigation_limit"]
    monkeypatch.setattr(packs, "document_of", lambda pack_id: newer)
    packs.current.cache_clear()
    try:
        case_id = begin(house)
        bound = queries.binding_of_case(actor=house.first, at=AT + HOUR, case_id=case_id)
        assert bound.version == "9.0.0"
        (card,) = queries.overlays(actor=operator, at=AT)
        assert not card.fits
    finally:
        packs.current.cache_clear()


def test_nobody_who_works_on_cases_lays_rules_over_a_pack(house):
    with pytest.raises(Refusal, match=r"access\.role"):
        add(house.first, house)


def test_the_database_ends_no_overlay_by_nobody_and_none_before_it_began(house, operator):
    overlay_id = add(operator, house)

    @gate.act("protocols.end_overlay")
    def force(*, actor, at, **values):
        with transaction.atomic():
            models.Overlay.objects.filter(id=overlay_id).update(**values)

    for wrong in ({"until_at": AT}, {"until_at": AT - HOUR, "ended_by": operator.id}):
        with pytest.raises(IntegrityError, match="overlay_in_order"):
            force(actor=operator, at=AT, **wrong)

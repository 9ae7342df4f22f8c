"""Which triggers bring an old file back, and which never do."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bairn.kernel.catalogue import CatalogueError, load_folder
from bairn.nonrecent import book as catalogue
from bairn.nonrecent import triggering
from bairn.nonrecent.terms import Change, Declared, FileKind, OldFile, Why

AT = datetime(2026, 11, 28, 9, tzinfo=UTC)
DAY = timedelta(days=1)
LEAD, KIT, MATCH = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
RESTING = OldFile(holder_id=uuid.uuid4(), kind=FileKind.CLOSED, since=AT - 100 * DAY)


def fired(file: OldFile, *changes: Change, at: datetime = AT) -> dict[Why, uuid.UUID | None]:
    return {one.why: one.cause_id for one in triggering.due(file, changes, catalogue.book(), at=at)}


def test_a_file_at_rest_fires_nothing():
    assert fired(RESTING) == {}


def test_a_lead_nobody_judged_brings_the_file_back():
    assert fired(replace(RESTING, leads=((LEAD, AT),))) == {Why.NEW_LINK: LEAD}


def test_a_match_of_a_database_is_due_before_everything_else():
    file = replace(RESTING, leads=((LEAD, AT),), matches=((MATCH, AT),))
    found = triggering.due(file, (), catalogue.book(), at=AT)
    assert [one.why for one in found] == [Why.DATABASE_MATCH, Why.NEW_LINK]
    assert found[0].answer_by == AT + 2 * DAY


def test_the_same_cause_is_raised_once():
    raised = {(Why.NEW_LINK, LEAD): AT - DAY}
    other = uuid.uuid4()
    file = replace(RESTING, leads=((LEAD, AT), (other, AT)), raised=raised)
    assert fired(file) == {Why.NEW_LINK: other}


def test_a_child_who_came_of_age_since_is_a_reason_to_look():
    assert Why.VICTIM_TURNED_18 in fired(replace(RESTING, of_age_at=(AT - DAY,)))


def test_who_was_of_age_before_the_file_rested_is_none():
    assert fired(replace(RESTING, of_age_at=(RESTING.since - DAY,))) == {}


def test_who_comes_of_age_tomorrow_is_none_today():
    file = replace(RESTING, of_age_at=(AT + DAY,))
    assert fired(file) == {}
    assert Why.VICTIM_TURNED_18 in fired(file, at=AT + DAY)


@pytest.mark.parametrize(("days", "fires"), [(91, False), (90, True), (-1, True)])
def test_a_kit_is_looked_at_ninety_days_before_it_may_go(days, fires):
    file = replace(RESTING, disposal_at=((KIT, AT + days * DAY),))
    assert (Why.KIT_NEAR_DISPOSAL in fired(file)) is fires


def test_a_kit_comes_again_after_a_year():
    file = replace(
        RESTING,
        since=AT - 400 * DAY,
        disposal_at=((KIT, AT),),
        raised={(Why.KIT_NEAR_DISPOSAL, KIT): AT - 365 * DAY},
    )
    assert Why.KIT_NEAR_DISPOSAL in fired(file)
    assert Why.KIT_NEAR_DISPOSAL not in fired(file, at=AT - DAY)


def test_two_years_unseen_is_a_reason_and_a_review_begins_them_anew():
    old = replace(RESTING, since=AT - 800 * DAY)
    assert Why.PERIODIC in fired(old)
    assert fired(replace(old, looked_at=AT - 10 * DAY)) == {}


def test_imported_records_have_no_kits():
    record = replace(RESTING, kind=FileKind.IMPORTED, disposal_at=((KIT, AT),))
    assert fired(record) == {}


def change(kind=Declared.LIMITATION_CHANGE, from_at=AT, **sets) -> Change:
    return Change(id=uuid.uuid4(), kind=kind, from_at=from_at, **sets)


def test_a_change_of_the_law_concerns_its_pack_and_offences_alone():
    file = replace(RESTING, pack="cn-2023", offences=frozenset({"rape"}))
    here = change(packs=frozenset({"cn-2023"}), offences=frozenset({"rape"}))
    elsewhere = change(packs=frozenset({"cac-us"}))
    assert fired(file, here, elsewhere) == {Why.LIMITATION_CHANGE: here.id}


def test_what_is_unknown_of_a_file_lets_it_be_looked_at():
    assert Why.LIMITATION_CHANGE in fired(RESTING, change(offences=frozenset({"rape"})))


def test_a_change_that_is_not_in_force_yet_waits():
    assert fired(RESTING, change(from_at=AT + DAY)) == {}


def test_a_new_method_concerns_files_with_such_exhibits():
    file = replace(RESTING, exhibit_kinds=frozenset({"clothing"}))
    kind = Declared.NEW_LAB_METHOD
    assert Why.NEW_LAB_METHOD in fired(file, change(kind, exhibit_kinds=frozenset({"clothing"})))
    assert fired(file, change(kind, exhibit_kinds=frozenset({"kit"}))) == {}


def files():
    return load_folder(catalogue.FOLDER)


def test_every_trigger_of_the_issue_has_its_row_and_its_mark():
    for trigger in catalogue.book().triggers.values():
        assert trigger.title.en
        assert trigger.title.zh
        assert trigger.source.mark in {"V", "V2", "K", "D"}


def test_a_trigger_without_a_row_is_refused():
    broken = files()
    del broken["triggers"]["triggers"]["periodic"]
    with pytest.raises(CatalogueError, match="periodic"):
        catalogue.parse(broken)


def test_an_outcome_that_needs_an_unknown_reason_is_refused():
    broken = files()
    broken["outcomes"]["outcomes"]["joined"]["needs"] = ["whim"]
    with pytest.raises(CatalogueError, match="whim"):
        catalogue.parse(broken)


def test_that_a_victim_declines_can_never_become_a_reason():
    broken = files()
    broken["outcomes"]["reasons"]["victim_declines"] = {"en": "x", "zh": "x"}
    with pytest.raises(CatalogueError, match="victim_declines"):
        catalogue.parse(broken)

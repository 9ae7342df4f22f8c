"""Whoever comes in is compared with everybody, by the one process that holds the index."""

import json
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from bairn.access import sessions
from bairn.access.models import Holder
from bairn.kernel import ids
from bairn.linkage import queries, serving, shelf
from bairn.linkage.terms.leads import LeadSource, LeadState
from bairn.vault import actions as vault
from bairn.vault import keys
from bairn.vault.keyservice import KeyGoneError
from bairn.vault.queries import changes
from bairn.vault.terms import ErasureReason, SubjectKind
from bairn.vault.waiting import anything as anything_waits
from tests import cast
from tests.cast import AT
from tests.rooms.linkage.conftest import Units

CHAN = {"full_name": "陳大文", "birth_date": "1985-06-11", "phones": '["+852 5123 4567"]'}
SAME = {
    "family_name": "Chan", "given_name": "Tai Man", "birth_date": "1985-06-11",
    "phones": '["+85251234567"]',
}  # fmt: skip
OTHER = {"family_name": "Oakley", "given_name": "Rowan", "birth_date": "1970-01-02"}


@pytest.fixture
def units(transactional_db) -> Units:
    """Transactions are real here: the house reads only what is recorded first."""
    sessions._kept.clear()
    place = cast.place()
    return Units(
        place=place,
        cleo=cast.staff("cleo", "supervisor", unit=place.unit),
        ben=cast.staff("ben", "investigator", unit=place.unit),
        emil=cast.staff("emil", "supervisor", unit=place.other_unit),
        house=sessions.system(),
    )


@pytest.fixture
def matcher(units, tmp_path):
    made = serving.Matcher(tmp_path, sessions.system)
    yield made
    made.close()


def sealed(units, actor, case_id, fields, *, subject_id=None, later=0):
    return vault.seal(
        actor=actor, at=AT + timedelta(hours=later), kind=SubjectKind.PERSON, fields=fields,
        case_id=case_id, subject_id=subject_id,
    )  # fmt: skip


def everybody(matcher):
    while anything_waits():
        matcher.turn(AT)


def leads(units, case_id):
    return queries.leads(actor=units.cleo, at=AT, case_id=case_id)


def test_characters_here_and_letters_there_are_a_lead_with_reasons(units, matcher):
    old, new = units.case(units.cleo), units.case(units.cleo)
    sealed(units, units.cleo, old, CHAN)
    sealed(units, units.cleo, old, OTHER)
    everybody(matcher)
    subject = sealed(units, units.cleo, new, SAME)
    everybody(matcher)
    here = leads(units, new)
    (card,) = here.leads
    assert (card.here.subject_id, card.there.holder_id) == (subject, old)
    assert (card.source, here.checked[subject]) == (LeadSource.INTAKE, AT)
    file = queries.lead(actor=units.cleo, at=AT, lead_id=card.id, case_id=new)
    weights = {one.evidence: one.weight for one in file.now.reasons}
    assert {"name", "birth", "phone"} <= set(weights)
    assert sum(weights.values()) == pytest.approx(file.now.logit, abs=0.01)
    assert file.now.model == matcher.index.model.version
    assert file.now.keys == shelf.secret_name(matcher._home)


def test_a_phone_used_as_a_handle_elsewhere_is_found(units, matcher):
    old, new = units.case(units.cleo), units.case(units.cleo)
    handle = json.dumps([{"platform": "Example Chat", "handle": "85251234567"}])
    sealed(units, units.cleo, old, {"full_name": "陈大文", "accounts": handle})
    sealed(units, units.cleo, new, SAME)
    everybody(matcher)
    (card,) = leads(units, new).leads
    file = queries.lead(actor=units.cleo, at=AT, lead_id=card.id, case_id=new)
    assert "other_kind" in {one.evidence for one in file.now.reasons}


@pytest.mark.parametrize(
    "fields",
    [
        {"devices": '["imei:490154203237518"]'},
        {"digests": json.dumps(["sha256:" + "ab" * 32])},
        {"vehicles": '["KX19 ABC"]'},
        {"accounts": json.dumps([{"platform": "Example Chat", "handle": "heron_boat_52"}])},
    ],
)
def test_an_identifier_without_an_owner_is_found_in_another_file(units, matcher, fields):
    old, new = units.case(units.cleo), units.case(units.cleo)
    sealed(units, units.cleo, old, fields)
    sealed(units, units.cleo, new, fields)
    everybody(matcher)
    (card,) = leads(units, new).leads
    assert card.there.holder_id == old


def test_an_amended_person_is_compared_again_and_what_no_longer_stands_is_withdrawn(units, matcher):
    old, new = units.case(units.cleo), units.case(units.cleo)
    sealed(units, units.cleo, old, CHAN)
    subject = sealed(units, units.cleo, new, OTHER)
    everybody(matcher)
    assert leads(units, new).leads == ()
    sealed(units, units.cleo, new, SAME, subject_id=subject, later=1)
    everybody(matcher)
    (card,) = leads(units, new).leads
    assert card.source is LeadSource.EDIT
    gone = {**OTHER, "full_name": "", "phones": "[]"}
    sealed(units, units.cleo, new, gone, subject_id=subject, later=2)
    everybody(matcher)
    (card,) = leads(units, new).leads
    assert card.state is LeadState.WITHDRAWN


def test_one_who_cannot_be_read_keeps_nobody_waiting_and_is_tried_again(
    units, matcher, monkeypatch
):
    old, new = units.case(units.cleo), units.case(units.cleo)
    sealed(units, units.cleo, old, CHAN)
    odd = sealed(units, units.cleo, old, {**OTHER, "given_name": "Odd"})
    broken = [True]
    real = serving.reading.sighting_of

    def sighting_of(said):
        if broken and said.get("given_name") == "Odd":
            raise ValueError("what somebody wrote")
        return real(said)

    monkeypatch.setattr(serving.reading, "sighting_of", sighting_of)
    everybody(matcher)
    assert not matcher.index.holds(odd)
    sealed(units, units.cleo, new, SAME)
    everybody(matcher)
    assert len(leads(units, new).leads) == 1
    assert not anything_waits()  # put off, and not asked for every half a second
    broken.clear()
    with connection.cursor() as cursor:
        cursor.execute("update vault_change set changed_at = clock_timestamp()")
        assert cursor.rowcount == 1
    everybody(matcher)
    assert matcher.index.holds(odd)


def test_a_new_report_is_compared_before_older_records_that_came_first(units, matcher, monkeypatch):
    records = ids.new_id()
    Holder.objects.create(
        id=records, kind="records", unit_id=units.place.unit.id, restricted=True, registered_at=AT
    )
    older = [sealed(units, units.house, records, OTHER) for _ in range(3)]
    new = sealed(units, units.cleo, units.case(units.cleo), SAME)
    monkeypatch.setattr(serving, "AT_ONCE", 1)
    matcher.turn(AT)
    assert matcher.index.holds(new)
    everybody(matcher)
    assert all(map(matcher.index.holds, older))


def test_another_unit_learns_yes_and_no_more(units, matcher):
    old, new = units.case(units.emil), units.case(units.cleo)
    sealed(units, units.emil, old, CHAN)
    subject = sealed(units, units.cleo, new, SAME)
    everybody(matcher)
    here = leads(units, new)
    assert (here.leads, here.elsewhere) == ((), frozenset({subject}))


def test_imported_records_are_only_added_and_found_by_who_comes_later(units, matcher):
    records = ids.new_id()
    Holder.objects.create(
        id=records, kind="records", unit_id=units.place.unit.id, restricted=True, registered_at=AT
    )
    cast.assign(units.cleo, records)
    sealed(units, units.house, records, CHAN)
    everybody(matcher)
    assert queries.to_judge(actor=units.cleo, at=AT) == ()
    new = units.case(units.cleo)
    sealed(units, units.cleo, new, SAME)
    everybody(matcher)
    (card,) = leads(units, new).leads
    assert card.there.holder_id == records


def test_whoever_is_erased_is_forgotten_and_the_old_index_opens_no_more(units, matcher):
    old, new = units.case(units.cleo), units.case(units.cleo)
    subject = sealed(units, units.cleo, old, CHAN)
    everybody(matcher)
    before = uuid.UUID(shelf.secret_name(matcher._home))
    second = cast.staff("sam", "supervisor", unit=units.place.unit)
    order = vault.order_erasure(
        actor=units.cleo, at=AT, reason=ErasureReason.RETENTION_OVER, subject_id=subject,
        case_id=old,
    )  # fmt: skip
    vault.erase(actor=second, at=AT, erasure_id=order.id, case_id=old)
    everybody(matcher)
    assert not matcher.index.holds(subject)
    assert shelf.secret_name(matcher._home) != str(before)
    with pytest.raises(KeyGoneError):
        keys.service().index_secret(before)
    sealed(units, units.cleo, new, SAME)
    everybody(matcher)
    assert leads(units, new).leads == ()


def test_an_index_that_was_lost_is_made_anew_from_the_vault(units, tmp_path):
    old, new = units.case(units.cleo), units.case(units.cleo)
    sealed(units, units.cleo, old, CHAN)
    first = serving.Matcher(tmp_path, sessions.system)
    everybody(first)
    first.close()
    for path in (tmp_path / shelf.FOLDER / "index").iterdir():
        path.write_bytes(b"torn")
    second = serving.Matcher(tmp_path, sessions.system)
    assert second.fresh
    vault.ask_all(actor=units.house, at=AT)
    everybody(second)
    sealed(units, units.cleo, new, SAME)
    everybody(second)
    assert len(leads(units, new).leads) == 1
    second.close()


def test_no_name_lies_in_the_folder_of_the_index(units, matcher):
    case = units.case(units.cleo)
    sealed(units, units.cleo, case, {"family_name": "Heroncanary", "given_name": "Ada"})
    everybody(matcher)
    folder = Path(matcher._home) / shelf.FOLDER
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    assert not any(b"eroncanary" in path.read_bytes().lower() for path in files)


def test_a_crash_between_index_and_record_puts_every_lead_down_once(units, matcher):
    old, new = units.case(units.cleo), units.case(units.cleo)
    sealed(units, units.cleo, old, CHAN)
    sealed(units, units.cleo, new, SAME)
    waiting = changes.waiting(actor=units.house, at=AT)
    matcher._of_holder(new, [one for one in waiting if one.holder_id == new], None, units.house, AT)
    everybody(matcher)
    everybody(matcher)
    assert len(leads(units, new).leads) == 1

"""The schedule of a case, and what leaves it: acts, looks, and who may."""

import uuid
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, transaction

from bairn.access import sessions
from bairn.disclosure import actions, queries
from bairn.disclosure.terms import Answer, Stage, Use
from bairn.kernel.refusal import Refusal
from tests.rooms.disclosure.court import SOON, Court, open_court
from tests.rooms.evidence.store import as_app

MANIFEST = "ab" * 32


@pytest.fixture
def court(db) -> Iterator[Court]:
    yield open_court()
    sessions._kept.clear()


def refused(act, **said) -> str:
    with pytest.raises(Refusal) as found:
        act(at=SOON, **said)
    return found.value.code


def seal(court: Court, release: uuid.UUID, **more):
    return actions.seal_bundle(
        actor=more.pop("actor", court.store.cleo),
        at=SOON,
        case_id=court.case,
        release_id=release,
        manifest=MANIFEST,
        files=1,
        size=10,
        paper=True,
        **more,
    )


def test_the_schedule_shows_everything_also_what_nobody_has_looked_at(court) -> None:
    found = queries.schedule(actor=court.store.ben, at=SOON, case_id=court.case)
    assert [row.held.piece for row in found.rows] == [court.coat, court.phone]
    assert len(found.unsaid) == 2


def test_the_newest_word_about_a_piece_counts(court) -> None:
    court.say(court.coat, court.phone)
    court.say(court.phone, use=Use.UNUSED)
    uses = {piece: court.row(piece).line.use for piece in (court.coat, court.phone)}
    assert uses == {court.coat: Use.USED, court.phone: Use.UNUSED}


def test_a_prosecutor_agrees_and_nobody_else(court) -> None:
    line = court.withhold(court.phone)
    said = {"case_id": court.case, "line_id": line, "answer": Answer.AGREED}
    code = refused(actions.answer_withholding, actor=court.store.ben, **said)
    assert code == "access.role"
    actions.answer_withholding(actor=court.store.dana, at=SOON, **said)
    assert court.row(court.phone).line.answer is Answer.AGREED
    again = refused(actions.answer_withholding, actor=court.store.dana, **said)
    assert again == "disclosure.answered"


def test_nothing_leaves_before_the_schedule_is_complete(court) -> None:
    court.say(court.coat)
    with pytest.raises(Refusal, match="not complete"):
        court.release()


def test_a_release_takes_the_exhibit_along_and_shows_no_word(court) -> None:
    court.say(court.coat, court.phone)
    release = court.release()
    found = queries.leaving(actor=court.store.dana, at=SOON, case_id=court.case)
    assert [one.id for one in found.releases] == [release]
    assert found.releases[0].pieces == (court.coat,)


def test_identities_leave_once_a_custodian_has_agreed(court) -> None:
    court.say(court.coat, court.phone)
    release = court.release(identities=True)
    ask = {"case_id": court.case, "release_id": release}
    assert refused(actions.ask_bundle, actor=court.store.cleo, **ask) == "disclosure.not_agreed"
    assert refused(actions.agree_identities, actor=court.store.cleo, **ask) == "access.role"
    actions.agree_identities(actor=court.kim, at=SOON, **ask)
    assert actions.ask_bundle(actor=court.store.cleo, at=SOON, **ask)


def test_one_bundle_of_a_release_is_made_at_a_time(court) -> None:
    court.say(court.coat, court.phone)
    ask = {"case_id": court.case, "release_id": court.release()}
    making = actions.ask_bundle(actor=court.store.ben, at=SOON, **ask)
    assert refused(actions.ask_bundle, actor=court.store.ben, **ask) == "disclosure.making"
    house = sessions.system()
    told = {"case_id": court.case, "making_id": making}
    actions.bundle_goes_on(actor=house, at=SOON, done=5, total=10, **told)
    actions.bundle_failed(actor=house, at=SOON, reason="evidence.file_broken", **told)
    found = queries.leaving(actor=court.store.ben, at=SOON, case_id=court.case).makings
    assert [(one.stage, one.done, one.reason) for one in found] == [
        (Stage.FAILED, 5, "evidence.file_broken")
    ]
    assert actions.ask_bundle(actor=court.store.ben, at=SOON, **ask)


def test_a_sealed_bundle_names_the_entry_that_seals_it_and_can_be_fetched(court) -> None:
    court.say(court.coat, court.phone)
    release = court.release()
    making = actions.ask_bundle(
        actor=court.store.cleo, at=SOON, case_id=court.case, release_id=release
    )
    sealed = seal(court, release)
    told = {"case_id": court.case, "bundle_id": sealed.id}
    assert refused(queries.fetch, actor=court.store.dana, **told) == "disclosure.not_kept"
    actions.keep_bundle(actor=sessions.system(), at=SOON, making_id=making, key=b"k" * 32, **told)
    found = queries.leaving(actor=court.store.cleo, at=SOON, case_id=court.case)
    assert [one.id for one in found.bundles] == [sealed.id]
    assert (found.makings[0].stage, found.makings[0].bundle_id) == (Stage.MADE, sealed.id)
    fetched = queries.fetch(actor=court.store.dana, at=SOON, **told)
    assert (fetched.manifest, fetched.entry_id) == (MANIFEST, sealed.entry_id)
    assert refused(queries.fetch, actor=court.store.ben, **told) == "access.role"


def test_a_release_taken_back_seals_and_hands_out_nothing(court) -> None:
    court.say(court.coat, court.phone)
    release = court.release()
    sealed = seal(court, release)
    actions.revoke(
        actor=court.store.dana, at=SOON, case_id=court.case, release_id=release, reason="replaced"
    )
    with pytest.raises(Refusal, match="revoked"):
        seal(court, release)
    code = refused(queries.fetch, actor=court.store.dana, case_id=court.case, bundle_id=sealed.id)
    assert code == "disclosure.revoked"


def test_whoever_is_out_of_reach_sees_and_does_nothing(court) -> None:
    emil = court.store.emil
    for look in (queries.schedule, queries.leaving):
        assert refused(look, actor=emil, case_id=court.case) == "access.reach"
    assert refused(actions.schedule, actor=emil, case_id=court.case, pieces=[], said=None) == (
        "access.reach"
    )


def test_the_database_keeps_a_stranger_out_and_changes_no_line(court) -> None:
    court.say(court.coat, court.phone)
    court.release()
    for table in ("line", "release", "release_piece"):
        with transaction.atomic(), as_app(court.store.emil) as cursor:
            cursor.execute(f"select count(*) from disclosure_{table}")
            assert cursor.fetchone() == (0,)
        with pytest.raises(DatabaseError), transaction.atomic(), as_app(court.store.ben) as cursor:
            cursor.execute(f"delete from disclosure_{table}")

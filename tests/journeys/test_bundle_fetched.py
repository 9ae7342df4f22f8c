"""A bundle asked for at the desk: made by the worker, kept sealed, handed out as one zip."""

import io
import uuid
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as house

from bairn.access import sessions
from bairn.disclosure import actions
from bairn.disclosure import queries as disclosed
from bairn.disclosure.making import BROKEN_OFF, SILENCE
from bairn.disclosure.terms import Making, Piece, Stage
from bairn.journeys import fetch_bundle, make_bundle
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.vault.files import places
from tests.journeys.test_bundle_journey import SECRET, Filed, checked, fill
from tests.rooms.evidence.store import open_store
from tests.rooms.oversight.recording import empty_the_record


@pytest.fixture
def filed(transactional_db, tmp_path, settings) -> Iterator[Filed]:
    settings.BAIRN_HOME = tmp_path / "home"
    empty_the_record()
    yield fill(open_store(), SECRET)
    sessions._kept.clear()
    empty_the_record()


def ask(filed: Filed) -> tuple[uuid.UUID, uuid.UUID]:
    release = filed.release(Piece(filed.coat), Piece(filed.phone, filed.copy.id))
    told = {"case_id": filed.store.case, "release_id": release}
    return release, actions.ask_bundle(actor=filed.store.ben, at=clock.now(), **told)


def make(filed: Filed, making: uuid.UUID) -> Making:
    fetch_bundle.make_asked(
        actor=sessions.system(), at=clock.now(), case_id=filed.store.case, making_id=making
    )
    found = disclosed.leaving(actor=filed.store.ben, at=clock.now(), case_id=filed.store.case)
    return next(one for one in found.makings if one.id == making)


def hand_out(filed: Filed, bundle: uuid.UUID | None) -> bytes:
    assert bundle is not None
    pieces = fetch_bundle.hand_out(
        actor=filed.store.dana, at=clock.now(), case_id=filed.store.case, bundle_id=bundle
    )
    return b"".join(pieces)


def test_it_comes_as_one_zip_that_checks(filed, tmp_path) -> None:
    made = make(filed, ask(filed)[1])
    assert made.stage is Stage.MADE
    with zipfile.ZipFile(io.BytesIO(hand_out(filed, made.bundle_id))) as packed:
        packed.extractall(tmp_path / "out")
    left, said = checked(tmp_path / "out/bundle")
    assert left == 0, said
    assert "2 exhibits, 1 files" in said


def test_a_job_that_comes_twice_makes_it_once(filed) -> None:
    _, making = ask(filed)
    assert make(filed, making) == make(filed, making)
    found = disclosed.leaving(actor=filed.store.ben, at=clock.now(), case_id=filed.store.case)
    assert len(found.bundles) == 1


class KilledError(BaseException):
    """As a worker ends that is killed: nothing catches it."""


def kill(filed: Filed, making: uuid.UUID, monkeypatch) -> None:
    """The worker dies when the whole bundle is written and nothing of it is sealed."""

    def die(**told: object) -> None:
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(make_bundle.disclosure, "seal_bundle", die)
        with pytest.raises(KilledError):
            make(filed, making)


def seen(filed: Filed, making: uuid.UUID, *, later: timedelta = timedelta()) -> Making:
    found = disclosed.leaving(
        actor=filed.store.ben, at=clock.now() + later, case_id=filed.store.case
    )
    return next(one for one in found.makings if one.id == making)


def test_a_worker_that_was_killed_leaves_its_job_to_the_next(filed, monkeypatch) -> None:
    _, making = ask(filed)
    kill(filed, making, monkeypatch)
    assert seen(filed, making).stage is Stage.WRITING
    assert make(filed, making).stage is Stage.MADE


def test_what_nothing_is_heard_of_is_broken_off_and_can_be_asked_for_again(
    filed, monkeypatch
) -> None:
    release, first = ask(filed)
    kill(filed, first, monkeypatch)
    told = {"actor": filed.store.ben, "case_id": filed.store.case, "release_id": release}
    with pytest.raises(Refusal, match=r"disclosure\.making"):
        actions.ask_bundle(at=clock.now() + SILENCE - timedelta(minutes=5), **told)
    late = SILENCE + timedelta(minutes=5)
    lost = seen(filed, first, later=late)
    assert (lost.stage, lost.reason) == (Stage.FAILED, BROKEN_OFF)
    second = actions.ask_bundle(at=clock.now() + late, **told)
    assert make(filed, second).stage is Stage.MADE
    assert make(filed, first).stage is Stage.FAILED  # its job comes back, and makes nothing


def test_a_worker_that_wakes_after_another_was_asked_for_keeps_nothing(filed, monkeypatch) -> None:
    _, first = ask(filed)
    written = fetch_bundle._keep

    def slow(*told: object) -> None:
        written(*told)
        actions.bundle_failed(
            actor=sessions.system(), at=clock.now(), case_id=filed.store.case, making_id=first,
            reason=BROKEN_OFF,
        )  # fmt: skip

    monkeypatch.setattr(fetch_bundle, "_keep", slow)
    with pytest.raises(Refusal, match=r"disclosure\.ended"):
        make(filed, first)
    assert not list((Path(house.BAIRN_HOME) / "bundles").iterdir())


def test_nothing_of_it_lies_in_clear_on_the_disk(filed) -> None:
    make(filed, ask(filed)[1])
    kept = [path for path in Path(house.BAIRN_HOME).rglob("*") if path.is_file()]
    assert any("bundles" in path.parts for path in kept)
    for words in (b"lines struck out", b"as listed", b"BagIt-Version"):
        assert not any(words in path.read_bytes() for path in kept)


def test_what_is_refused_is_said_where_it_was_asked(filed) -> None:
    release, making = ask(filed)
    actions.revoke(
        actor=filed.store.cleo,
        at=clock.now(),
        case_id=filed.store.case,
        release_id=release,
        reason="replaced",
    )
    made = make(filed, making)
    assert (made.stage, made.reason) == (Stage.FAILED, "disclosure.revoked")


def test_what_is_kept_and_altered_is_not_handed_out(filed) -> None:
    made = make(filed, ask(filed)[1])
    (path,) = (Path(house.BAIRN_HOME) / "bundles").iterdir()
    data = bytearray(path.read_bytes())
    data[-20] ^= 1
    path.write_bytes(data)
    with pytest.raises(Refusal, match="not what was sealed"):
        hand_out(filed, made.bundle_id)


def test_an_exhibit_altered_since_breaks_the_download_off(filed) -> None:
    made = make(filed, ask(filed)[1])
    path = places.place(filed.copy.id)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.chmod(0o600)
    path.write_bytes(data)
    with pytest.raises(Refusal):
        hand_out(filed, made.bundle_id)


def test_a_release_that_is_taken_back_breaks_the_download_off(filed, monkeypatch) -> None:
    monkeypatch.setattr(fetch_bundle, "_ASK_EVERY", 0.0)
    release, making = ask(filed)
    made = make(filed, making)
    pieces = fetch_bundle.hand_out(
        actor=filed.store.dana, at=clock.now(), case_id=filed.store.case, bundle_id=made.bundle_id
    )
    next(pieces)
    actions.revoke(
        actor=filed.store.cleo, at=clock.now(), case_id=filed.store.case, release_id=release,
        reason="replaced",
    )  # fmt: skip
    with pytest.raises(Refusal, match=r"disclosure\.revoked"):
        list(pieces)

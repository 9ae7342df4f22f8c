"""The keyring opens for committed entries alone, rotates, forgets, and keeps no key in clear."""

import multiprocessing
import sqlite3
import threading
import uuid
from dataclasses import dataclass, field

import pytest

from bairn.vault import keyring as keyring_module
from bairn.vault.keyring import Keyring
from bairn.vault.keyservice import (
    FRESH_SECONDS,
    Ground,
    KeyGoneError,
    KeyServiceDownError,
    NotRecordedError,
    WrappedKey,
)
from bairn.vault.terms import TokenKind

CASE, OTHER, ENTRY = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
SECRETS = [(f"place {n}".encode(), bytes([n]) * 32) for n in range(5)]


@dataclass
class InMemoryRecord:
    """A record for tests of the keyring alone; what is in it counts as committed."""

    entries: dict[uuid.UUID, Ground] = field(default_factory=dict)

    def ground(self, entry_id, *, token):
        return self.entries.get(entry_id)


@pytest.fixture
def record():
    return InMemoryRecord({ENTRY: Ground("identity.open", frozenset({CASE}), 1.0)})


@pytest.fixture
def ring(tmp_path, record):
    ring = Keyring(tmp_path / "keys", record)
    ring.create_keks([CASE, OTHER])
    return ring


def opened(ring, wrapped):
    return ring.unwrap(wrapped, entry_id=ENTRY, token="")


def test_a_wrapped_key_comes_back_for_a_committed_entry(ring):
    assert opened(ring, ring.wrap(CASE, SECRETS)) == [key for _, key in SECRETS]


@pytest.mark.parametrize(
    "ground",
    [
        None,
        Ground("case.read", frozenset({CASE}), 1.0),
        Ground("identity.open", frozenset({OTHER}), 1.0),
        Ground("identity.open", frozenset(), 1.0),
        Ground("identity.open", frozenset({CASE}), FRESH_SECONDS + 1),
    ],
    ids=["no entry", "another act", "another case", "no case", "stale"],
)
def test_nothing_is_unwrapped_without_a_fresh_opening_entry_about_this_case(ring, record, ground):
    wrapped = ring.wrap(CASE, SECRETS)
    record.entries = {} if ground is None else {ENTRY: ground}
    with pytest.raises(NotRecordedError):
        opened(ring, wrapped)


def test_one_key_of_another_case_spoils_the_whole_request(ring):
    mixed = ring.wrap(CASE, SECRETS) + ring.wrap(OTHER, SECRETS[:1])
    with pytest.raises(NotRecordedError):
        opened(ring, mixed)


def test_a_wrapped_key_opens_in_its_own_context_alone(ring):
    (key,) = ring.wrap(CASE, SECRETS[:1])
    with pytest.raises(KeyServiceDownError):
        opened(ring, [WrappedKey(key.kek_id, key.version, b"elsewhere", key.blob)])


def test_after_a_rotation_old_wraps_open_and_new_ones_bear_the_new_version(ring):
    old = ring.wrap(CASE, SECRETS)
    assert ring.rotate(CASE) == 2
    new = ring.rewrap(old, into=CASE)
    assert {key.version for key in new} == {2}
    assert opened(ring, old) == opened(ring, new) == [key for _, key in SECRETS]


def test_destroying_the_versions_below_leaves_what_was_rewrapped(ring):
    old = ring.wrap(CASE, SECRETS)
    new = ring.rewrap(old, into=CASE) if ring.rotate(CASE) else []
    assert ring.destroy(CASE, below=2) == 1
    assert opened(ring, new) == [key for _, key in SECRETS]
    with pytest.raises(KeyGoneError):
        opened(ring, old)


def test_a_destroyed_key_is_gone_for_good(ring):
    wrapped = ring.wrap(CASE, SECRETS)
    assert ring.destroy(CASE) == 1
    assert ring.destroy(CASE) == 0
    with pytest.raises(KeyGoneError):
        opened(ring, wrapped)
    with pytest.raises(KeyGoneError):
        ring.wrap(CASE, SECRETS)
    with pytest.raises(KeyGoneError):
        ring.create_keks([CASE])
    with pytest.raises(KeyGoneError):
        ring.rotate(CASE)


def test_destroying_leaves_no_byte_of_the_sealed_key_behind(ring, tmp_path):
    file = tmp_path / "keys" / "keyring.sqlite"
    with sqlite3.connect(file) as database:
        (sealed,) = database.execute(
            "select sealed from kek where id = ?", (CASE.bytes,)
        ).fetchone()
    ring.rotate(CASE)
    ring.destroy(CASE)
    for path in (tmp_path / "keys").iterdir():
        assert sealed[12:44] not in path.read_bytes(), path.name


def test_moving_a_key_to_another_case_opens_nothing_on_the_way(ring, record):
    held = ring.wrap(OTHER, SECRETS)
    record.entries[ENTRY] = Ground("identity.open", frozenset({CASE}), 1.0)
    assert opened(ring, ring.rewrap(held, into=CASE)) == [key for _, key in SECRETS]


def test_no_key_lies_in_clear_in_the_keyring(ring, tmp_path):
    file = tmp_path / "keys" / "keyring.sqlite"
    with sqlite3.connect(file) as database:
        (sealed,) = database.execute(
            "select sealed from kek where id = ?", (CASE.bytes,)
        ).fetchone()
    place = keyring_module._kek_place(CASE, 1)
    clear = ring._master.decrypt(sealed[:12], sealed[12:], place)
    token_key = ring._token_key(TokenKind.PHONE)
    for path in (tmp_path / "keys").glob("keyring*"):
        content = path.read_bytes()
        assert clear not in content
        assert token_key not in content


def test_the_files_are_private(ring, tmp_path):
    for path in (tmp_path / "keys").iterdir():
        assert path.stat().st_mode & 0o077 == 0, path.name
    assert (tmp_path / "keys").stat().st_mode & 0o077 == 0


def test_tokens_agree_between_restarts_and_differ_between_kinds(ring, tmp_path, record):
    again = Keyring(tmp_path / "keys", record)
    assert ring.hmac(TokenKind.PHONE, ["+1"]) == again.hmac(TokenKind.PHONE, ["+1"])
    assert ring.hmac(TokenKind.PHONE, ["+1"]) != ring.hmac(TokenKind.EMAIL, ["+1"])


def test_a_lost_master_key_is_reported_and_never_replaced(ring, tmp_path, record):
    (tmp_path / "keys" / "master.key").unlink()
    assert ring.health() != ""
    with pytest.raises(KeyServiceDownError):
        Keyring(tmp_path / "keys", record)
    assert not (tmp_path / "keys" / "master.key").exists()


def test_a_master_key_of_another_keyring_opens_nothing(ring, tmp_path, record):
    Keyring(tmp_path / "foreign", record)
    (tmp_path / "foreign" / "master.key").rename(tmp_path / "keys" / "master.key")
    swapped = Keyring(tmp_path / "keys", record)
    assert swapped.health() == ""  # no token key was made yet: nothing to disagree with
    with pytest.raises(KeyServiceDownError):
        swapped.wrap(CASE, SECRETS)


def test_health_is_empty_when_all_is_well(ring):
    assert ring.health() == ""


def test_sixteen_threads_make_and_use_keys_at_once(ring, record):
    ids = [uuid.uuid4() for _ in range(64)]
    record.entries[ENTRY] = Ground("identity.open", frozenset(ids), 1.0)
    faults = []

    def work(mine):
        try:
            for kek_id in mine:
                ring.create_keks([kek_id])
                assert opened(ring, ring.wrap(kek_id, SECRETS)) == [key for _, key in SECRETS]
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(ids[n::16],)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def _first_start(folder, kek_id, results):
    ring = Keyring(folder, InMemoryRecord())
    ring.create_keks([kek_id])
    results.put(ring.hmac(TokenKind.PHONE, ["+1"])[0])


def test_several_processes_may_start_a_keyring_at_the_same_moment(tmp_path):
    spawn = multiprocessing.get_context("spawn")
    results = spawn.Queue()
    kek_id = uuid.uuid4()
    workers = [
        spawn.Process(target=_first_start, args=(tmp_path / "keys", kek_id, results))
        for _ in range(4)
    ]
    for worker in workers:
        worker.start()
    digests = {results.get(timeout=60) for _ in workers}
    for worker in workers:
        worker.join()
    assert len(digests) == 1
    assert [worker.exitcode for worker in workers] == [0, 0, 0, 0]

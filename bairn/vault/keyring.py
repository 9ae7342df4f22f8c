"""The local sealed keyring: a key service for a station that has no other.

A master key (a file, mode 0600) seals the KEKs and token keys in an SQLite file beside it. The
database of cases and these two files must never lie in the same backup.
"""

import contextlib
import hashlib
import hmac
import os
import sqlite3
import threading
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bairn.vault.keyservice import (
    KeyGoneError,
    KeyServiceDownError,
    Record,
    WrappedKey,
    check_ground,
)
from bairn.vault.terms import TokenKind

KEY_BYTES = 32
_NONCE = 12
_WAIT_SECONDS = 20.0
_SCHEMA = """
create table if not exists kek (
    id blob not null, version integer not null, sealed blob not null,
    primary key (id, version)) without rowid;
create table if not exists gone (id blob primary key) without rowid;
create table if not exists token_key (kind integer primary key, sealed blob not null);
create table if not exists index_secret (id blob primary key, sealed blob not null) without rowid;
"""
_GONE = "select 1 from gone where id = ?"


class Keyring:
    """A key service on two files in `folder`, safe for many threads and processes at once."""

    def __init__(self, folder: Path, record: Record) -> None:
        self._folder = folder
        self._record = record
        self._local = threading.local()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._master = AESGCM(_master_key(folder))

    def create_keks(self, kek_ids: Sequence[uuid.UUID]) -> None:
        """Make what is missing in one durable transaction. Raises KeyGoneError if destroyed."""
        database = self._database()
        missing = [kek_id for kek_id in dict.fromkeys(kek_ids) if not self._newest(kek_id)]
        if not missing:
            return
        rows = [(kek_id.bytes, 1, self._seal_kek(kek_id, 1, _fresh())) for kek_id in missing]
        with _writing(database):
            for kek_id in missing:
                if database.execute(_GONE, (kek_id.bytes,)).fetchone():
                    raise KeyGoneError("this key was destroyed and cannot be made anew")
            database.executemany("insert or ignore into kek values (?, ?, ?)", rows)

    def wrap(self, kek_id: uuid.UUID, data_keys: Sequence[tuple[bytes, bytes]]) -> list[WrappedKey]:
        """Each `(context, data key)` wrapped by the newest version. Raises KeyGoneError."""
        version, kek = self._open_newest(kek_id)
        return [
            WrappedKey(kek_id, version, context, _encrypt(kek, data_key, context))
            for context, data_key in data_keys
        ]

    def unwrap(
        self, wrapped: Sequence[WrappedKey], *, entry_id: uuid.UUID, token: str
    ) -> list[bytes]:
        """The data keys, if the record covers them. Raises NotRecordedError, KeyGoneError."""
        check_ground(self._record.ground(entry_id, token=token), wrapped)
        return self._open_all(wrapped)

    def rewrap(self, wrapped: Sequence[WrappedKey], *, into: uuid.UUID) -> list[WrappedKey]:
        """The same data keys under the newest version of `into`; nothing leaves in clear."""
        data_keys = self._open_all(wrapped)
        contexts = (key.context for key in wrapped)
        return self.wrap(into, list(zip(contexts, data_keys, strict=True)))

    def rotate(self, kek_id: uuid.UUID) -> int:
        """Make the next version and return its number. Raises KeyGoneError."""
        database = self._database()
        with _writing(database):
            newest = self._newest(kek_id)
            if newest is None:
                raise KeyGoneError("there is no such key to rotate")
            version = newest[0] + 1
            sealed = self._seal_kek(kek_id, version, _fresh())
            database.execute("insert into kek values (?, ?, ?)", (kek_id.bytes, version, sealed))
        return version

    def destroy(self, kek_id: uuid.UUID, *, below: int | None = None) -> int:
        """Destroy the versions under `below`, or all; how many. Safe to repeat after a crash."""
        database = self._database()
        with _writing(database):
            if below is None:
                database.execute("insert or ignore into gone values (?)", (kek_id.bytes,))
            destroyed = database.execute(
                "delete from kek where id = ? and (? is null or version < ?)",
                (kek_id.bytes, below, below),
            ).rowcount
        self._forget_the_journal(database)
        return destroyed

    def hmac(self, kind: TokenKind, values: Sequence[str]) -> list[bytes]:
        """HMAC-SHA-256 of each value by the key of this kind, which is made on first use."""
        key = self._token_key(kind)
        return [hmac.digest(key, value.encode(), hashlib.sha256) for value in values]

    def index_secret(self, index_id: uuid.UUID) -> bytes:
        """The secret of an index, made on first use. Raises KeyGoneError once destroyed."""
        database, place = self._database(), b"bairn.index.1|" + index_id.bytes
        asked = "select sealed from index_secret where id = ?", (index_id.bytes,)
        found = database.execute(*asked).fetchone()
        if found is None:
            sealed = _encrypt(self._master, _fresh(), place)
            with _writing(database):
                if database.execute(_GONE, (index_id.bytes,)).fetchone():
                    raise KeyGoneError("the secret of this index was destroyed")
                database.execute(
                    "insert or ignore into index_secret values (?, ?)", (index_id.bytes, sealed)
                )
            found = database.execute(*asked).fetchone()
        return _decrypt(self._master, found[0], place)

    def destroy_index(self, index_id: uuid.UUID) -> None:
        """Destroy the secret of an index; its files, and every copy of them, open no more."""
        database = self._database()
        with _writing(database):
            database.execute("insert or ignore into gone values (?)", (index_id.bytes,))
            database.execute("delete from index_secret where id = ?", (index_id.bytes,))
        self._forget_the_journal(database)

    def health(self) -> str:
        """Whether the files are there, private, and the master key opens what it sealed."""
        try:
            if (self._folder / "master.key").stat().st_mode & 0o077:
                return "the master key's file can be read by others"
            for kind in TokenKind:
                self._token_key(kind)
        except (OSError, sqlite3.Error, KeyServiceDownError):
            return "the keyring's files cannot be read, or do not belong together"
        return ""

    def _database(self) -> sqlite3.Connection:
        """This thread's own connection; a forked child opens its own (SQLite must not cross)."""
        if getattr(self._local, "process", None) != os.getpid():
            self._local.connection = _connect(self._folder / "keyring.sqlite")
            self._local.process = os.getpid()
        connection: sqlite3.Connection = self._local.connection
        return connection

    def _newest(self, kek_id: uuid.UUID) -> tuple[int, bytes] | None:
        found: tuple[int, bytes] | None = (
            self._database()
            .execute(
                "select version, sealed from kek where id = ? order by version desc limit 1",
                (kek_id.bytes,),
            )
            .fetchone()
        )
        return found

    def _open_newest(self, kek_id: uuid.UUID) -> tuple[int, AESGCM]:
        newest = self._newest(kek_id)
        if newest is None:
            raise KeyGoneError("the key of this report or case is gone")
        return newest[0], self._open_kek(kek_id, *newest)

    def _open_all(self, wrapped: Sequence[WrappedKey]) -> list[bytes]:
        keks = {which: self._open_version(*which) for which in {_which(key) for key in wrapped}}
        return [_decrypt(keks[_which(key)], key.blob, key.context) for key in wrapped]

    def _open_version(self, kek_id: uuid.UUID, version: int) -> AESGCM:
        found = (
            self._database()
            .execute("select sealed from kek where id = ? and version = ?", (kek_id.bytes, version))
            .fetchone()
        )
        if found is None:
            raise KeyGoneError("the key of this report or case is gone")
        return self._open_kek(kek_id, version, found[0])

    def _seal_kek(self, kek_id: uuid.UUID, version: int, kek: bytes) -> bytes:
        return _encrypt(self._master, kek, _kek_place(kek_id, version))

    def _open_kek(self, kek_id: uuid.UUID, version: int, sealed: bytes) -> AESGCM:
        return AESGCM(_decrypt(self._master, sealed, _kek_place(kek_id, version)))

    def _token_key(self, kind: TokenKind) -> bytes:
        database, place = self._database(), f"bairn.token.1|{int(kind)}".encode()
        asked = "select sealed from token_key where kind = ?", (int(kind),)
        found = database.execute(*asked).fetchone()
        if found is None:
            with _writing(database):
                database.execute(
                    "insert or ignore into token_key values (?, ?)",
                    (int(kind), _encrypt(self._master, _fresh(), place)),
                )
            found = database.execute(*asked).fetchone()
        return _decrypt(self._master, found[0], place)

    @staticmethod
    def _forget_the_journal(database: sqlite3.Connection) -> None:
        """Copy the journal into the zeroed pages and cut it to nothing, so no old page remains."""
        busy = database.execute("pragma wal_checkpoint(truncate)").fetchone()[0]
        if busy:
            raise KeyServiceDownError("the keyring is in use; the destruction must be repeated")


def _which(key: WrappedKey) -> tuple[uuid.UUID, int]:
    return key.kek_id, key.version


def _kek_place(kek_id: uuid.UUID, version: int) -> bytes:
    return b"bairn.kek.1|" + kek_id.bytes + f"|{version}".encode()


def _fresh() -> bytes:
    return os.urandom(KEY_BYTES)


def _encrypt(key: AESGCM, secret: bytes, bound_to: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + key.encrypt(nonce, secret, bound_to)


def _decrypt(key: AESGCM, blob: bytes, bound_to: bytes) -> bytes:
    try:
        return key.decrypt(blob[:_NONCE], blob[_NONCE:], bound_to)
    except (InvalidTag, ValueError):
        raise KeyServiceDownError("a key does not open: altered, or from another keyring") from None


def _connect(path: Path) -> sqlite3.Connection:
    with contextlib.suppress(FileExistsError):
        # Made by hand first, so that the file and its journal are private from the first byte.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")  # a KEK outlives a crash, or nothing was sealed
    connection.execute("pragma secure_delete = on")  # what is deleted is overwritten with zeros
    connection.executescript(_SCHEMA)
    return connection


@contextlib.contextmanager
def _writing(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("begin immediate")
    try:
        yield
    except BaseException:
        database.execute("rollback")
        raise
    database.execute("commit")


def _master_key(folder: Path) -> bytes:
    """The master key; made on the first start, whoever is first, and never overwritten."""
    path = folder / "master.key"
    sealed_already = (folder / "keyring.sqlite").exists()  # asked first: the master is older
    if not path.exists():
        if sealed_already:
            raise KeyServiceDownError("the master key's file is missing: restore it")
        _make_master_key(path)
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise KeyServiceDownError("the master key's file is not as it must be")
    return key


def _make_master_key(path: Path) -> None:
    fresh = path.with_name(f"master.{os.getpid()}.{threading.get_ident()}")
    handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(_fresh())
        stream.flush()
        os.fsync(stream.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(fresh, path)  # whoever links first wins; the others read what stands there
    fresh.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the name must survive a crash as well: every key hangs on it
    finally:
        os.close(folder)

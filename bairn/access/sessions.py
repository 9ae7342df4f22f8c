"""Tokens: how an actor stands before the database. Only the hash of a token is kept anywhere."""

import hashlib
import secrets
import threading
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from bairn.access.terms import Purpose
from bairn.kernel import clock
from bairn.kernel.actor import Actor, ActorKind

STAFF_STAY = timedelta(hours=8)
OTHER_STAY = timedelta(hours=12)
# Nobody can tell one member of the public from another: they all act as this one.
PUBLIC = uuid.UUID("7d0c6e1e-5d0c-4b7e-9d7e-000000000001")
HOUSE = uuid.UUID("7d0c6e1e-5d0c-4b7e-9d7e-000000000002")
_kept: dict[tuple[str, str, uuid.UUID], tuple[Actor, datetime]] = {}
_lock = threading.Lock()


def issue_for_staff(*, staff_id: uuid.UUID, at: datetime) -> str:
    """A fresh token for a member of staff, with the roles that are in force now."""
    token = secrets.token_urlsafe(32)
    _call("bairn_issue_staff(%s, %s, %s)", [_hash(token), staff_id, at + STAFF_STAY])
    return token


def actor_of(token: str) -> Actor | None:
    """Whose token this is; None when it is unknown, over or revoked."""
    with connection.cursor() as cursor:
        cursor.execute("select * from bairn_whoami(%s)", [token])
        row = cursor.fetchone()
    if row is None:
        return None
    actor_id, kind, purpose, unit_id, agency_id, roles = row
    return Actor(
        id=actor_id,
        kind=ActorKind(kind),
        purpose=purpose,
        unit=unit_id,
        agency=agency_id,
        roles=frozenset(roles),
        token=token,
    )


def set_purpose(*, token: str, purpose: Purpose) -> None:
    """Say what the work of this stay is for."""
    _call("bairn_set_purpose(%s, %s)", [token, purpose.value])


def revoke(*, token: str) -> None:
    """End a stay at once, everywhere."""
    _call("bairn_revoke(%s)", [token])


def reporter() -> Actor:
    """Whoever brings a report, without a name and without a trace of who it was."""
    return _other(ActorKind.REPORTER, PUBLIC, None)


def system() -> Actor:
    """The house itself: jobs and commands."""
    return _other(ActorKind.SYSTEM, HOUSE, None)


def platform(*, platform_id: uuid.UUID) -> Actor:
    """A platform's own client, after its password was checked."""
    return _other(ActorKind.PLATFORM, platform_id, None)


def partner(*, partner_id: uuid.UUID, agency_id: uuid.UUID) -> Actor:
    """An agency's system, after its token was checked."""
    return _other(ActorKind.PARTNER, partner_id, agency_id)


def _other(kind: ActorKind, actor_id: uuid.UUID, agency: uuid.UUID | None) -> Actor:
    """One session for each such actor, process and database, renewed before it runs out."""
    key = (str(connection.settings_dict["NAME"]), kind.value, actor_id)
    at = clock.now()
    with _lock:
        known = _kept.get(key)
        if known and known[1] > at + timedelta(hours=1) and not connection.in_atomic_block:
            return known[0]
        token = secrets.token_urlsafe(32)
        until = at + OTHER_STAY
        _call(
            "bairn_issue_other(%s, %s, %s, %s, %s)",
            [_hash(token), actor_id, kind.value, agency, until],
        )
        actor = Actor(id=actor_id, kind=kind, agency=agency, purpose=kind.value, token=token)
        if not connection.in_atomic_block:
            _kept[key] = (actor, until)
        return actor


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _call(function: str, parameters: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"select {function}", parameters)

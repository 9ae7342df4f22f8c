"""Passwords of platforms and tokens of partners, checked at the door before anybody acts.

An unknown name takes as long as a wrong password: one argon2 for each of them. Only a right answer
is remembered for a few minutes, under a key of this process, since a client signs in at every step.
"""

import hashlib
import hmac
import secrets
import threading
import time
import uuid
from functools import cache

from django.contrib.auth.hashers import check_password, make_password

from bairn.intake import fitting, receipts
from bairn.intake.models import Partner, Platform
from bairn.intake.terms import PartnerPass

_REMEMBERED_SECONDS = 600.0
_MOST_REMEMBERED = 1000
_LONGEST = 1024  # characters that are looked at; argon2 would take any number
_key = secrets.token_bytes(32)
_right: dict[bytes, float] = {}
_lock = threading.Lock()


def platform(username: str, password: str) -> uuid.UUID | None:
    """The id of the platform with this username and password; None for whatever is amiss."""
    username = fitting.without_nul(username[:_LONGEST])
    row = Platform.objects.filter(username=username).first()
    kept = row.password if row is not None and len(password) <= _LONGEST else _nobodys()
    password = fitting.without_nul(password[:_LONGEST])
    right = _remembered(username, password, kept) or check_password(password, kept)
    if row is None or not right or not row.is_active:
        return None
    _remember(username, password, kept)
    return row.id


def partner(token: str) -> PartnerPass | None:
    """Whose token this is and what for; None when it is unknown or ended.

    It is found by the digest of 256 random bits: how long that takes tells nothing about others.
    """
    row = Partner.objects.filter(
        token_digest=receipts.token_digest(token[:_LONGEST]), is_active=True
    ).first()
    return PartnerPass(row.id, row.agency_id, row.purpose) if row else None


@cache
def _nobodys() -> str:
    """What stands in for a platform that is not there; nobody knows its password."""
    return make_password(secrets.token_urlsafe(32))


def _answer(username: str, password: str, kept: str) -> bytes:
    said = "\0".join((username, password, kept)).encode("utf-8", "surrogatepass")
    return hmac.new(_key, said, hashlib.sha256).digest()


def _remembered(username: str, password: str, kept: str) -> bool:
    with _lock:
        return _right.get(_answer(username, password, kept), 0.0) > time.monotonic()


def _remember(username: str, password: str, kept: str) -> None:
    now = time.monotonic()
    with _lock:
        if len(_right) >= _MOST_REMEMBERED:
            _right.clear()
        _right[_answer(username, password, kept)] = now + _REMEMBERED_SECONDS

"""Who may send reports by machine, and which unit takes them in."""

import re
import secrets
import uuid
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from bairn.access import gate
from bairn.access.terms import Purpose
from bairn.intake import receipts
from bairn.intake.models import Partner, Platform, Route
from bairn.intake.terms import NewPartner
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal

_USERNAME = re.compile(r"[A-Za-z0-9._@-]{1,80}")
_PACK = re.compile(r"[a-z0-9-]{0,40}")
_SHORTEST = 12  # characters of a platform's password; a machine types it
_NAME_MOST = 120
TOKEN_BYTES = 32  # 256 random bits


@gate.act("intake.register_platform")
def register_platform(
    *,
    actor: Actor,
    at: datetime,
    username: str,
    name: str,
    password: str,
    unit_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Let a platform report with its own client; its id. The password is kept as argon2 alone.

    Raises Refusal intake.sender_name, intake.platform_username, intake.platform_password,
    intake.platform_known.
    """
    _check_name(name)
    _check_signing_in(username, password)
    row = Platform(
        username=username,
        name=name.strip(),
        password=make_password(password),
        unit_id=unit_id,
        registered_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Refusal(
            "intake.platform_known", "A platform with this username is known.", field="username"
        ) from None
    gate.subject(row.id)
    return row.id


@gate.act("intake.end_platform")
def end_platform(*, actor: Actor, at: datetime, platform_id: uuid.UUID) -> None:
    """End a platform's way in at once; what it sent stays. Raises Refusal intake.no_sender."""
    gate.subject(platform_id)
    _ended(Platform.objects.filter(id=platform_id).update(is_active=False))


@gate.act("intake.register_partner")
def register_partner(
    *,
    actor: Actor,
    at: datetime,
    agency_id: uuid.UUID,
    name: str,
    purpose: str,
    pack: str = "",
    unit_id: uuid.UUID | None = None,
) -> NewPartner:
    """Give an agency's system a token for one purpose; `(id, token)`, the token this once.

    Raises Refusal intake.sender_name, intake.partner_purpose, intake.pack.
    """
    _check_name(name)
    _check_pack(pack)
    if purpose not in {one.value for one in Purpose}:
        raise Refusal(
            "intake.partner_purpose", "Choose one of the purposes of the house.", field="purpose"
        )
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = Partner(
        agency_id=agency_id,
        name=name.strip(),
        purpose=purpose,
        pack=pack,
        unit_id=unit_id,
        token_digest=receipts.token_digest(token),
        registered_at=at,
    )
    row.save(force_insert=True)
    gate.subject(row.id)
    gate.note(purpose=purpose, agency=agency_id)
    return NewPartner(row.id, token)


@gate.act("intake.end_partner")
def end_partner(*, actor: Actor, at: datetime, partner_id: uuid.UUID) -> None:
    """End a token at once; what was sent with it stays. Raises Refusal intake.no_sender."""
    gate.subject(partner_id)
    _ended(Partner.objects.filter(id=partner_id).update(is_active=False))


@gate.act("intake.set_route")
def set_route(*, actor: Actor, at: datetime, pack: str, unit_id: uuid.UUID) -> None:
    """Say which unit takes in the reports of a pack; without a pack, all others.

    Raises Refusal intake.pack.
    """
    _check_pack(pack)
    Route.objects.update_or_create(pack=pack, defaults={"unit_id": unit_id})
    gate.note(unit=unit_id, **({"pack": pack} if pack else {}))


def _ended(rows: int) -> None:
    if not rows:
        raise Refusal("intake.no_sender", "There is no such platform or partner.")


def _check_signing_in(username: str, password: str) -> None:
    if not _USERNAME.fullmatch(username):
        raise Refusal(
            "intake.platform_username",
            "A username has letters, digits and . _ @ - and at most 80 of them.",
            field="username",
        )
    if len(password) < _SHORTEST:
        raise Refusal(
            "intake.platform_password",
            f"A password has at least {_SHORTEST} characters.",
            field="password",
        )


def _check_name(name: str) -> None:
    if not 1 <= len(name.strip()) <= _NAME_MOST:
        raise Refusal(
            "intake.sender_name", f"A name has 1 to {_NAME_MOST} characters.", field="name"
        )


def _check_pack(pack: str) -> None:
    if not _PACK.fullmatch(pack):
        raise Refusal("intake.pack", "Packs are named like cn-2023.", field="pack")

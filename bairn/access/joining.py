"""What a new agency, member of staff or place in a circle has to be like."""

import re
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from bairn.access.models import Staff
from bairn.access.terms import ExclusionReason, Role
from bairn.kernel.refusal import Refusal

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,79}")
_KIND = re.compile(r"[a-z][a-z_]{1,39}")
_NAME_LENGTH = 120


def check_username(username: str) -> str:
    """The name to sign in with: 2 to 80 lower-case letters, digits, dots and dashes."""
    if not _USERNAME.fullmatch(username):
        raise Refusal(
            "access.username",
            "A name to sign in with has 2 to 80 lower-case letters, digits, dots and dashes.",
            field="username",
        )
    return username


def check_name(name: str) -> str:
    """A name to show, of 1 to 120 characters."""
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > _NAME_LENGTH:
        raise Refusal("access.name", "A name has 1 to 120 characters.", field="name")
    return tidy


def check_kind(kind: str) -> str:
    """What sort of agency: a lower-case code such as `police`."""
    if not _KIND.fullmatch(kind):
        raise Refusal("access.kind", "The kind of an agency is a lower-case code.", field="kind")
    return kind


def check_role(role: str) -> Role:
    """One of the roles of the house."""
    try:
        return Role(role)
    except ValueError:
        raise Refusal("access.role_unknown", "There is no such role.", field="role") from None


def check_reason(reason: str) -> ExclusionReason:
    """One of the coded reasons for keeping somebody out."""
    try:
        return ExclusionReason(reason)
    except ValueError:
        raise Refusal("access.reason", "Choose one of the reasons.", field="reason") from None


def check_period(at: datetime, until_at: datetime | None) -> None:
    """A period that has an end ends after it begins."""
    if until_at is not None and until_at <= at:
        raise Refusal("access.period", "The end lies in the past.", field="until_at")


def check_password(password: str, person: Staff) -> None:
    """Long enough, not common, not the person's own name. The refusal never repeats it."""
    try:
        validate_password(password, person)
    except ValidationError as weak:
        raise Refusal("access.password", " ".join(weak.messages), field="password") from None

"""Whose token this is: an agency's system, and the one purpose that it was given for."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from ninja.security import HttpBearer

from bairn.access import sessions
from bairn.access.terms import Purpose
from bairn.intake import doorkeeper
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal

# Work that meets children. A token for overseeing or running the house brings no reports.
_REPORTING = frozenset(
    {
        Purpose.INTAKE,
        Purpose.SAFEGUARDING,
        Purpose.INVESTIGATION,
        Purpose.MEDICAL_CARE,
        Purpose.SUPPORT,
        Purpose.PROSECUTION,
    }
)


@dataclass(frozen=True, slots=True)
class Caller:
    """A partner's system that has shown its token, and when it came."""

    actor: Actor
    at: datetime


class Bearer(HttpBearer):
    """`Authorization: Bearer …` with a token that `bairn partner add` gave out."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """The caller; None for a token that is unknown or ended."""
        known = doorkeeper.partner(token)
        if known is None:
            return None
        actor = sessions.partner(partner_id=known.partner_id, agency_id=known.agency_id)
        return Caller(actor.for_purpose(known.purpose), clock.now())


def caller_of(request: HttpRequest, *, reports: bool) -> Caller:
    """Who calls. With `reports` its purpose must be one that brings reports.

    Raises Refusal api.purpose.
    """
    caller: Caller = request.auth  # type: ignore[attr-defined] # set by ninja from `Bearer`
    if reports and caller.actor.purpose not in _REPORTING:
        raise Refusal("api.purpose", "This token was given for another purpose.")
    return caller

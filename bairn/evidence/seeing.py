"""Whether somebody may look at the content of a file, and whether that stands in the ledger."""

import uuid
from datetime import datetime

from django.conf import settings

from bairn.evidence import reading_book, shutting
from bairn.evidence.models.exhibits import Exhibit, Standing
from bairn.evidence.models.files import File
from bairn.evidence.terms.files import Held
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal

RESTRICTED = "restricted"


def may_view(actor: Actor, at: datetime, case_id: uuid.UUID, file: File) -> None:
    """Refuses what is not held, locked, or restricted and not for this role."""
    if file.held != Held.SEALED.value:
        raise Refusal("evidence.no_content", "The house holds the digests of this file alone.")
    shutting.must_be_open(actor, at, case_id, file)
    if file.restricted:
        _may_see_restricted(actor)


def _may_see_restricted(actor: Actor) -> None:
    if settings.BAIRN_RESTRICTED_FILES != "sealed":
        raise Refusal("evidence.restricted", "This house shows no restricted material to anybody.")
    if not actor.has(*reading_book.book().restricted_roles):
        raise Refusal("evidence.restricted", "Your role does not look at restricted material.")


def sensitivity(file: File) -> str:
    """How sensitive it is, for the ledger of exposure; empty where it does not stand there."""
    if file.restricted:
        return RESTRICTED
    first = Exhibit.objects.filter(id=file.exhibit_id).values_list("sensitivity", flat=True)
    anew = Standing.objects.filter(exhibit_id=file.exhibit_id).values_list("sensitivity", flat=True)
    return next((one for one in (*anew, *first) if one in reading_book.book().sensitive), "")

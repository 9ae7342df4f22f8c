"""Tags for the pages of proof: kinds, states, holders, reasons and people, in words."""

import uuid
from collections.abc import Mapping

from django import template
from django.utils.translation import gettext as _

from bairn.access.terms import StaffCard
from bairn.proof.terms import Put
from bairn.web.desk import case_words
from bairn.web.desk.proof import saying

register = template.Library()
register.filter("proof_kind", saying.kind)
register.filter("proof_state", saying.state)
register.filter("proof_holder", saying.holder)
register.filter("proof_reason", saying.reason)
register.filter("proof_question", saying.question)
register.filter("proof_advice", saying.advice)
register.filter("milestone_kind", case_words.kind)


@register.simple_tag
def proof_staff(staff: Mapping[uuid.UUID, StaffCard], one: uuid.UUID) -> str:
    """Somebody's name as colleagues see it."""
    card = staff.get(one)
    return card.display_name if card else _("somebody")


@register.simple_tag
def proof_getter(said: Put, staff: Mapping[uuid.UUID, StaffCard]) -> str:
    """Who is to get it: a person or a role; nothing when nobody is named."""
    if said.by_whom:
        return proof_staff(staff, said.by_whom)
    return case_words.staff_role(said.by_role) if said.by_role else ""


@register.simple_tag
def proof_reference(said: Put, milestones: Mapping[str, str]) -> str:
    """Where it is held: the exhibit number, or what the milestone says has happened."""
    return milestones.get(said.reference, said.reference)

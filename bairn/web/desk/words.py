"""Codes of the house in the reader's words: roles and purposes."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bairn.access.terms import Purpose, Role
from bairn.intake.terms import Channel

PURPOSES = {
    Purpose.INTAKE: _("Taking in reports"),
    Purpose.SAFEGUARDING: _("Keeping somebody safe"),
    Purpose.INVESTIGATION: _("Investigation"),
    Purpose.MEDICAL_CARE: _("Medical care"),
    Purpose.SUPPORT: _("Support"),
    Purpose.PROSECUTION: _("Prosecution"),
    Purpose.SUPERVISION: _("Supervision"),
    Purpose.OVERSIGHT: pgettext_lazy("purpose", "Oversight"),
    Purpose.OPERATIONS: _("Running the house"),
}
ROLES = {
    Role.INTAKE_OFFICER: _("Intake officer"),
    Role.INVESTIGATOR: _("Investigator"),
    Role.SUPERVISOR: _("Supervisor"),
    Role.INTERVIEWER: _("Interviewer"),
    Role.MEDIC: _("Medic"),
    Role.LAB: _("Laboratory"),
    Role.PROSECUTOR: _("Prosecutor"),
    Role.SUPPORT_WORKER: _("Support worker"),
    Role.CUSTODIAN: _("Custodian of evidence"),
    Role.ANALYST: _("Analyst"),
    Role.LIAISON: _("Liaison"),
    Role.INSPECTOR: _("Inspector"),
    Role.PUBLISHER: _("Publisher"),
    Role.OPERATOR: _("Operator"),
}
CHANNELS = {
    Channel.PUBLIC_FORM: _("Public form"),
    Channel.MANDATED_FORM: _("Form for people with a duty to report"),
    Channel.OFFICER_FORM: _("Officer's form"),
    Channel.PLATFORM_WIRE: _("A platform, over the wire"),
    Channel.PLATFORM_FILE: _("A platform's file"),
    Channel.PARTNER_API: _("A partner agency's system"),
}

"""Which purposes of work fit which roles. Plain Python."""

from bairn.access.terms import Purpose, Role

_OF_ROLE: dict[Role, tuple[Purpose, ...]] = {
    Role.INTAKE_OFFICER: (Purpose.INTAKE, Purpose.SAFEGUARDING),
    Role.INVESTIGATOR: (Purpose.INVESTIGATION, Purpose.SAFEGUARDING),
    Role.SUPERVISOR: (
        Purpose.SUPERVISION,
        Purpose.INTAKE,
        Purpose.INVESTIGATION,
        Purpose.SAFEGUARDING,
    ),
    Role.INTERVIEWER: (Purpose.INVESTIGATION, Purpose.SAFEGUARDING),
    Role.MEDIC: (Purpose.MEDICAL_CARE,),
    Role.LAB: (Purpose.INVESTIGATION,),
    Role.PROSECUTOR: (Purpose.PROSECUTION,),
    Role.SUPPORT_WORKER: (Purpose.SUPPORT, Purpose.SAFEGUARDING),
    Role.CUSTODIAN: (Purpose.INVESTIGATION,),
    Role.ANALYST: (Purpose.INVESTIGATION,),
    Role.LIAISON: (Purpose.SUPERVISION,),
    Role.INSPECTOR: (Purpose.OVERSIGHT,),
    Role.PUBLISHER: (Purpose.OPERATIONS,),
    Role.OPERATOR: (Purpose.OPERATIONS,),
}


def fitting(roles: frozenset[str]) -> tuple[Purpose, ...]:
    """The purposes that somebody with these roles may work for, each once, most usual first."""
    wanted = [one for role in Role if role in roles for one in _OF_ROLE[role]]
    return tuple(dict.fromkeys(wanted))

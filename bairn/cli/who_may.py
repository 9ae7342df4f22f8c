"""Who may: each command with the acts and looks it performs, for the access matrix.

Commands act as the house itself, so each of these has `system` among its `who` in the policy.
Whoever can start them can read the house's keys: the administrator of the machine.
"""

from collections.abc import Mapping

_TAKES_IN = (
    "intake.receive",
    "triage.enter",
    "triage.assess",
    "triage.find_duplicates",
    "access.units",
    "access.add_agency",
    "access.add_unit",
)
# As the house; all else in the demo is done by its invented staff, each within their own roles.
_MAKES_THE_DEMO = ("access.units", "access.add_agency", "access.add_unit", "access.add_staff")
# What has no act: these touch the database's tables, processes and files, and nobody's data.
_MACHINE = ("public",)

WHO_MAY: Mapping[str, tuple[str, ...]] = {
    "serve": _MAKES_THE_DEMO,
    "welcome": (*_TAKES_IN, "journeys.open_case", "protocols.steps", "access.record_state"),
    "setup": _MACHINE,
    "migrate": _MACHINE,
    "demo": _MAKES_THE_DEMO,
    "receive": _TAKES_IN,
    "queue": ("triage.queue", "access.units"),
    "record export": ("access.record_state",),
    "record state": ("access.record_state",),
    "record receipt": (
        "access.record_search",
        "access.record_state",
        "intake.by_reference",
        "intake.report",
    ),
    "verify": _MACHINE,
    "staff add": ("access.add_staff",),
    "staff list": ("access.staff_of_unit", "access.units"),
    "staff role": ("access.give_role", "access.end_role", "access.staff_of_unit", "access.units"),
    "staff password": ("access.set_password", "access.staff_of_unit", "access.units"),
    "unit add": ("access.add_unit", "access.add_agency", "access.units"),
    "unit list": ("access.units",),
    "platform add": ("intake.register_platform",),
    "platform list": ("intake.senders",),
    "partner add": ("intake.register_partner",),
    "route set": ("intake.set_route",),
    "packs list": _MACHINE,
    "packs lint": _MACHINE,
    "packs show": _MACHINE,
    "packs tables": _MACHINE,
    "packs diff": _MACHINE,
    "packs draw": _MACHINE,
    "preservation due": ("preservation.due_counts",),
    "vigilance sweep": (
        "vigilance.sweep",
        "vigilance.sweep_closed",
        "vigilance.sweep_house",
        "cases.sweep",
        "vigilance.raise",
        "vigilance.escalate_due",
        "vigilance.escalate",
        "vigilance.pass_on",
        "vigilance.health",
    ),
    "vigilance overseers": ("vigilance.overseers", "access.units", "access.staff_of"),
    "vigilance name": ("vigilance.name_overseer", "access.units", "access.staff_of"),
    "vigilance end": ("vigilance.end_overseer",),
    "vigilance rules": _MACHINE,
    "overlays add": ("protocols.add_overlay", "access.units"),
    "overlays end": ("protocols.end_overlay",),
    "overlays list": ("protocols.overlays", "access.units"),
    "overlays lint": _MACHINE,
    "sweep": ("protocols.sweep", "cases.sweep"),
    "proof lint": _MACHINE,
    "proof show": _MACHINE,
    "digests import": (
        "digests.begin_import",
        "digests.take_rows",
        "digests.finish_import",
        "digests.break_off",
    ),
    "digests list": ("digests.lists",),
    "digests show": ("digests.list",),
    "digests retire": ("digests.retire",),
    "digests match": ("digests.match",),
    "evidence upload": (
        "cases.by_reference",
        "evidence.exhibits",
        "evidence.uploads",
        "evidence.begin_upload",
        "evidence.upload",
        "file.go_on",
        "evidence.receive",
        "evidence.take_file",
        "evidence.end_upload",
    ),
    "evidence verify": (
        "evidence.verify_file",
        "evidence.check",
        "evidence.checks_due",
        "evidence.check_states",
        "file.open",
        "cases.list",
    ),
    "evidence digest": _MACHINE,
    "keys rotate": (
        "vault.rotate",
        "cases.list",
        "intake.by_reference",
        "intake.report",
        "intake.received_after",
    ),
    "keys health": _MACHINE,
    "health": _MACHINE,
    "work": _MACHINE,  # each job has its own act
    "sequence": _MACHINE,
    "witness": _MACHINE,
}

"""Which gate each address of the desk stands behind; the first is what it cannot show without."""

from collections.abc import Mapping

WHO_MAY: Mapping[str, tuple[str, ...]] = {
    "desk:purpose": ("signed_in",),
    "desk:cases": ("desk.case_list",),
    "desk:case": ("desk.case_brief",),
    "desk:people": ("desk.case_people",),
    "desk:identity": ("identity.open", "desk.case_people"),
    "desk:protocol": ("desk.case_protocol",),
    "desk:step": (
        "desk.case_protocol",
        "cases.mark",
        "protocols.pause",
        "protocols.resume",
        "protocols.ask_waiver",
        "protocols.approve_waiver",
    ),
    "desk:facts": ("desk.case_protocol", "protocols.record_facts", "protocols.forget_fact"),
    "desk:decisions": (
        "desk.case_decisions",
        "journeys.propose_closing",
        "journeys.confirm_closing",
        "cases.drop_closing",
        "cases.reopen",
        "access.assign",
        "access.release",
        "access.exclude",
    ),
    "desk:record": ("desk.case_record",),
    "desk:receipt": ("desk.receipt",),
    "desk:search": ("vault.look_up", "desk.found"),
    "desk:oversight": ("desk.oversight",),
}

"""Which gate each address of the desk stands behind; the first is what it cannot show without."""

from collections.abc import Mapping

from bairn.web.desk.digests import who_may as digests
from bairn.web.desk.disclosure import who_may as disclosure
from bairn.web.desk.exhibits import who_may as exhibits
from bairn.web.desk.files import who_may as files
from bairn.web.desk.imports import who_may as imports
from bairn.web.desk.interviews import who_may as interviews
from bairn.web.desk.kits import who_may as kits
from bairn.web.desk.links import who_may as links
from bairn.web.desk.nonrecent import who_may as nonrecent
from bairn.web.desk.packs import who_may as packs
from bairn.web.desk.preservation import who_may as preservation
from bairn.web.desk.proof import who_may as proof
from bairn.web.desk.series import who_may as series
from bairn.web.desk.supervision import who_may as supervision
from bairn.web.desk.vigilance import who_may as vigilance

WHO_MAY: Mapping[str, tuple[str, ...]] = {
    "account_login": ("public",),
    "account_logout": ("public",),
    "account_inactive": ("public",),
    "account_reauthenticate": ("signed_in",),
    "account_change_password": ("signed_in",),
    "mfa_index": ("signed_in",),
    "mfa_authenticate": ("public",),  # the second step, after the password
    "mfa_reauthenticate": ("signed_in",),
    "mfa_activate_totp": ("signed_in",),
    "mfa_deactivate_totp": ("signed_in",),
    "mfa_view_recovery_codes": ("signed_in",),
    "mfa_generate_recovery_codes": ("signed_in",),
    "mfa_list_webauthn": ("signed_in",),
    "mfa_add_webauthn": ("signed_in",),
    "mfa_reauthenticate_webauthn": ("signed_in",),
    "mfa_remove_webauthn": ("signed_in",),
    "mfa_edit_webauthn": ("signed_in",),
    "mfa_login_webauthn": ("public",),
    "desk:purpose": ("signed_in",),
    "desk:my_day": ("feed.my_day", "feed.following", "feed.set_aside"),
    "desk:officer": ("intake.receive", "triage.enter", "triage.assess"),
    "desk:queue": ("desk.queue",),
    "desk:views": ("triage.views", "triage.save_view", "triage.forget_view"),
    "desk:report": ("desk.report",),
    "desk:report_open": ("desk.report", "words.read", "document.read", "identity.open"),
    "desk:report_triage": (
        "desk.report",
        "triage.assess",
        "triage.raise",
        "triage.propose_lowering",
        "triage.confirm_lowering",
        "triage.drop_lowering",
        "triage.merge",
        "triage.unmerge",
        "triage.dismiss",
    ),
    "desk:report_answer": ("desk.report", "intake.answer_reporter"),
    "desk:report_case": ("desk.report", "journeys.open_case", "access.staff_of_unit"),
    "desk:report_join": ("desk.report", "cases.list", "journeys.join_report"),
    "desk:report_police": ("desk.report", "triage.police_band"),
    "desk:cases": ("desk.case_list",),
    "desk:case": ("desk.case_brief",),
    "desk:people": ("desk.case_people",),
    "desk:identity": ("identity.open", "desk.case_people"),
    "desk:protocol": ("desk.case_protocol",),
    "desk:windows": ("desk.case_windows",),
    "desk:move": ("desk.case_move", "protocols.move_preview", "protocols.move"),
    "desk:step": (
        "desk.case_protocol",
        "journeys.do_step",
        "cases.mark",
        "protocols.pause",
        "protocols.resume",
        "protocols.ask_waiver",
        "protocols.approve_waiver",
        "protocols.decline_waiver",
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
        "access.exclusions_of",
        "access.end_exclusion",
        "journeys.people_to_compare",
        "journeys.conflicts_of",
    ),
    "desk:closing_words": ("words.read", "desk.case_decisions"),
    "desk:record": ("desk.case_record",),
    "desk:receipt": ("desk.receipt",),
    "desk:search": ("signed_in", "vault.look_up", "desk.found"),  # the empty box is shown to all
    "desk:oversight": ("desk.oversight",),
    "desk:conflicts": ("desk.conflicts", "journeys.conflicts_waiting", "journeys.judge_conflict"),
    **packs.WHO_MAY,
    **interviews.WHO_MAY,
    **proof.WHO_MAY,
    **supervision.WHO_MAY,
    **vigilance.WHO_MAY,
    **digests.WHO_MAY,
    **disclosure.WHO_MAY,
    **exhibits.WHO_MAY,
    **files.WHO_MAY,
    **kits.WHO_MAY,
    **preservation.WHO_MAY,
    **links.WHO_MAY,
    **imports.WHO_MAY,
    **series.WHO_MAY,
    **nonrecent.WHO_MAY,
}

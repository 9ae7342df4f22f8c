"""Every row of protocol-facts 1.1–1.3, 2, 2.1, 3, 3.1 and 4, and where it lives in the catalogue.

A place is `<pack>/<part>/<row>`, `window/<row>` or `table/<table>/<row>`; with it the weakest mark
that the facts give what is said there, and the number, as the facts have it, where there is one:
a duration for a step, hours `urgent..collect` for a window (`-` for none), an own value elsewhere.
"""

from dataclasses import dataclass

EU, US, CN = "barnahus-eu", "cac-us", "cn-2023"


@dataclass(frozen=True)
class Place:
    path: str
    mark: str
    says: str = ""


@dataclass(frozen=True)
class FactRow:
    section: str
    id: str
    places: tuple[Place, ...]


def row(section: str, name: str, *places: tuple[str, ...]) -> FactRow:
    return FactRow(section, name, tuple(Place(*one) for one in places))


def steps(section: str, name: str, pack: str, *found: tuple[str, ...]) -> FactRow:
    return row(section, name, *((f"{pack}/step/{one[0]}", *one[1:]) for one in found))


BIOLOGICAL = (
    row("1.1", "oral_swab_rinse", ("window/oral_swab_rinse", "K", "13..48")),
    row("1.1", "vaginal_swab", ("window/vaginal_swab", "K", "72..168")),
    row("1.1", "anal_swab", ("window/anal_swab", "K", "48..72")),
    row("1.1", "skin_swab_saliva_touch", ("window/skin_swab_saliva_touch", "K", "24..168")),
    row(
        "1.1",
        "penile_swab",
        ("window/penile_swab", "K", "24..72"),
        ("window/penile_swab_victim", "K", "24..72"),
        (f"{EU}/step/suspect_swab_time", "K", "PT72H"),
    ),
    row(
        "1.1",
        "fingernails, head_hair_fluid",
        ("window/fingernails", "K", "24..48"),
        ("window/head_hair_fluid", "K", "24..48"),
    ),
    row("1.1", "prepub_body_swab", ("window/prepub_body_swab", "D", "24..96")),
    row("1.1", "clothing_bedding_nappy", ("window/clothing_bedding_nappy", "D", "24..-")),
    row("1.1", "urine_tox", ("window/urine_tox", "K", "12..120")),
    row("1.1", "blood_tox", ("window/blood_tox", "D", "24..72")),
    row("1.1", "hair_tox", ("window/hair_tox", "K", "1008..-")),
    row("1.1", "injury_photo", ("window/injury_photo", "D", "24..-")),
    row("1.1", "WHO baseline", ("table/guidance/who_baseline", "V")),
    row(
        "1.1",
        "GA/T 1194-2014",
        ("table/guidance/gat_1194", "V"),
        (f"{CN}/step/body_exam", "K"),
    ),
)
MEDICAL = (
    row("1.2", "hiv_pep", ("window/hiv_pep", "V", "24..72")),
    row("1.2", "ec_levonorgestrel", ("window/ec_levonorgestrel", "D", "24..72")),
    row("1.2", "ec_ulipristal", ("window/ec_ulipristal", "V", "72..120")),
    row("1.2", "ec_copper_iud", ("window/ec_copper_iud", "D", "72..120")),
    row("1.2", "hepB_vaccine", ("window/hepb_vaccine", "K", "24..336")),
    row("1.2", "sti_naat", ("window/sti_naat", "V", "-..-")),
    row("1.2", "syphilis", ("window/syphilis", "V2", "-..-")),
    row("1.2", "hiv_test", ("window/hiv_test", "V", "-..-")),
    row("1.2", "pregnancy_test", ("window/pregnancy_test", "V", "-..-")),
    row("1.2", "wellbeing_check", ("window/wellbeing_check", "V", "-..-")),
    row("1.2", "child_exam_emergent", ("window/child_exam_emergent", "V", "96..96")),
    row(
        "1.2",
        "child_exam_urgent",
        ("window/child_exam_urgent", "V", "24..-"),
        (f"{EU}/step/exam_urgent", "V", "PT24H"),
    ),
    row("1.2", "child_exam_nonacute", ("window/child_exam_nonacute", "V", "-..-")),
)
DIGITAL = (
    row("1.3", "Body-worn/transit video", ("window/transit_video", "V2", "24..744")),
    row("1.3", "EU premises CCTV", ("window/premises_video", "V2", "72..720")),
    row("1.3", "Dating/chat thread", ("window/chat_thread", "V2", "24..-")),
    row("1.3", "US provider, no report yet", ("window/provider_held_us", "K", "24..-")),
    row(
        "1.3", "US provider, CyberTipline report", ("window/provider_report_year", "D", "24..8760")
    ),
    row("1.3", "EU provider", ("window/provider_held_eu", "K", "24..-")),
    row("1.3", "Budapest art 16", ("window/budapest_16", "K", "24..-")),
    row("1.3", "Victim's phone", ("window/victim_phone", "K", "24..-")),
    row(
        "1.3",
        "Intimate images online",
        ("window/images_online", "V", "48..-"),
        (f"{EU}/step/takedown_done", "V", "PT48H"),
    ),
)
BARNAHUS = (
    row(
        "2",
        "thresholds and standards",
        (f"{EU}/thresholds/child_below", "V", "18"),
        ("table/guidance/barnahus_standards", "K"),
    ),
    steps("2", "safety_now", EU, ("safety_now", "D", "PT1H")),
    steps("2", "assign_unit", EU, ("assign_unit", "V", "P0D")),
    steps(
        "2", "guardian_conflict", EU, ("guardian_conflict", "V"), ("special_representative", "D")
    ),
    steps("2", "exam_decision", EU, ("exam_decision", "V", "P14D")),
    steps(
        "2",
        "plan_meeting",
        EU,
        ("plan_meeting_urgent", "D", "PT24H"),
        ("plan_meeting", "D", "P5D"),
    ),
    steps("2", "interview", EU, ("interview", "K", "P14D"), ("interview_soon", "K", "PT72H")),
    steps("2", "defence_questions", EU, ("defence_questions", "K")),
    steps("2", "victim_info", EU, ("victim_info", "K"), ("decision_told", "D")),
    steps("2", "individual_assessment", EU, ("individual_assessment", "D", "P7D")),
    steps("2", "therapy_offer", EU, ("therapy_offer", "D", "P14D")),
    steps("2", "investigation_limit", EU, ("investigation_limit", "K", "P3M")),
    steps("2", "case_review", EU, ("case_review", "D", "P4W")),
    steps("2", "trafficking_branch", EU, ("trafficking_branch", "K"), ("reflection_period", "K")),
    steps("2", "vaw_overlay", EU, ("vaw_overlay", "K")),
    steps("2", "csa_recast", EU, ("csa_recast", "V")),
)
INTERVIEW = (
    row("2.1", "when / where", (f"{EU}/interview/when_where", "V2")),
    row("2.1", "who", (f"{EU}/interview/who", "K")),
    row(
        "2.1",
        "how many",
        (f"{EU}/interview/how_many", "D"),
        (f"{EU}/interview/planned", "D", "1"),
        (f"{EU}/interview/alert_at", "D", "3"),
        (f"{EU}/interview/repeat_needs", "D", "open_questions supervisor"),
    ),
    row("2.1", "record", (f"{EU}/interview/record", "V")),
    row("2.1", "companion", (f"{EU}/interview/companion", "D")),
    row("2.1", "court", (f"{EU}/interview/court", "V"), (f"{EU}/step/court_protection", "V")),
    row("2.1", "method", (f"{EU}/interview/method", "V")),
    row("2.1", "UK overlay (ABE 2022)", (f"{EU}/interview/uk_abe", "V")),
    row(
        "2.1",
        "first account",
        (f"{EU}/interview/first_account", "V"),
        (f"{EU}/step/first_account", "V"),
    ),
)
CENTRE = (
    row("3", "standards", ("table/guidance/nca_standards", "V")),
    row(
        "3",
        "mandated_report",
        (f"{US}/step/mandated_report", "V2", "PT12H"),
        ("table/reporting/us_any", "V2"),
        ("table/reporting/us_ct", "V2", "PT12H"),
        *((f"table/reporting/us_{one}", "V2", "PT24H") for one in ("id", "nv", "vt", "wv")),
        *((f"table/reporting/us_{one}", "V2", "PT48H") for one in ("tx", "wa")),
    ),
    steps("3", "missing_child", US, ("missing_child", "V", "PT2H")),
    steps("3", "cps_screen", US, ("cps_screen", "K", "PT24H")),
    steps("3", "safety_plan", US, ("safety_plan", "D", "P0D")),
    steps("3", "mdt_notice", US, ("mdt_notice", "D", "PT24H")),
    row(
        "3",
        "forensic_interview",
        (f"{US}/step/forensic_interview", "V"),
        (f"{US}/interview/when_where", "V"),
        (f"{US}/interview/how_many", "V"),
        (f"{US}/interview/record", "V"),
    ),
    row(
        "3",
        "interview_quality",
        (f"{US}/step/interview_quality", "K"),
        (f"{US}/interview/quality", "K"),
    ),
    steps("3", "medical", US, ("medical", "V")),
    steps("3", "advocate", US, ("advocate", "V")),
    steps("3", "mental_health", US, ("mental_health", "K"), ("mental_health_screen", "K")),
    steps("3", "case_review", US, ("case_review", "K", "P30D"), ("sart_review", "D", "P6W")),
    steps("3", "case_tracking", US, ("case_tracking", "V")),
    steps(
        "3", "trafficking_branch", US, ("trafficking_branch", "K"), ("ncmec_notice", "K", "PT24H")
    ),
)
_TO_LAB = {
    **dict.fromkeys(("fl", "nm", "tx", "wa", "id", "ut", "oh"), "submit=P30D"),
    "co": "submit=P21D",
    "il": "submit=P10D business",
    "ca": "submit=P20D",
    "ct": "submit=P10D",
    "tn": "submit=P60D",
    "va": "submit=P60D",
    "az": "pick_up=P5D submit=P15D business",
    "dc": "pick_up=P7D submit=P7D",
    "ga": "pick_up=PT96H submit=P30D",
    "ky": "pick_up=P5D submit=P30D",
    "pa": "pick_up=PT72H submit=P15D",
}
KITS = (
    row("3.1", "nij_2017", ("table/guidance/nij_2017", "V")),
    row(
        "3.1",
        "nij_numbers",
        ("table/kits/us_nij", "K", "pick_up=P3D business submit=P7D business"),
        (f"{US}/step/kit_pickup", "K", "P3D"),
        (f"{US}/step/kit_to_lab", "K", "P7D"),
    ),
    row(
        "3.1",
        "state_submit_table",
        *((f"table/kits/us_{one}", "V", says) for one, says in _TO_LAB.items()),
    ),
    row(
        "3.1",
        "hawaii",
        (
            "table/kits/us_hi",
            "V",
            "notify=PT24H pick_up=P3D business request=P15D business answer=P14D "
            "submit=P10D business",
        ),
    ),
    row(
        "3.1",
        "minnesota / maryland",
        ("table/kits/us_mn", "V2", "pick_up=P10D submit=P60D"),
        ("table/kits/us_md", "V2"),
    ),
    row(
        "3.1",
        "test_target",
        (f"{US}/step/kit_tested", "K", "P120D"),
        ("table/kits/us_ca", "K", "test=P120D"),
    ),
    row(
        "3.1",
        "federal_rights",
        ("table/kits/us_federal", "V", "disposal=P60D"),
        (f"{US}/step/disposal_notice", "V"),
        (f"{US}/step/no_disposal_inside_notice", "V"),
        (f"{US}/step/kit_status_shown", "V"),
    ),
    row(
        "3.1",
        "codis_flow",
        ("table/guidance/codis_flow", "K"),
        (f"{US}/step/hit_confirmed", "V"),
        (f"{US}/step/suspect_reference", "K"),
    ),
    row("3.1", "known_suspect, old limitation", ("table/guidance/known_suspect", "V")),
    row(
        "3.1",
        "notify_rule",
        ("table/guidance/notify_rule", "D"),
        (f"{US}/step/notification_plan", "D"),
    ),
)
CHINA = (
    row(
        "4",
        "mandatory_report",
        (f"{CN}/step/mandatory_report", "V", "PT0H"),
        ("table/reporting/cn_mandatory", "K"),
        (f"{CN}/privacy/reporter_identity", "K"),
    ),
    row("4", "nine_situations", (f"{CN}/situation/other_serious", "V")),
    steps("4", "accept", CN, ("accept", "V2")),
    steps("4", "emergency_protect", CN, ("emergency_protect", "V2")),
    steps(
        "4",
        "file_case",
        CN,
        ("file_now", "V2"),
        ("file_case", "V2", "PT168H"),
        ("file_case_ordinary", "V2", "P3D"),
        ("file_case_major", "V2", "P30D"),
    ),
    steps("4", "direct_file", CN, ("direct_file", "V2")),
    steps("4", "no_file_review", CN, ("no_file_review", "K"), ("no_filing_reasons", "V")),
    steps("4", "proc_early", CN, ("proc_early", "D", "PT24H")),
    steps("4", "specialist", CN, ("specialist", "V")),
    steps("4", "evidence_fast", CN, ("evidence_fast", "D", "PT24H")),
    steps("4", "body_exam", CN, ("body_exam", "V")),
    row(
        "4",
        "interview",
        (f"{CN}/step/interview", "V"),
        (f"{CN}/interview/how_many", "V"),
        (f"{CN}/interview/companion", "V"),
        (f"{CN}/interview/when_where", "V"),
    ),
    row(
        "4",
        "interview_detail",
        (f"{CN}/step/interview_detail", "K"),
        (f"{CN}/interview/record", "K"),
        (f"{CN}/interview/method", "K"),
    ),
    steps("4", "inconsistent_young", CN, ("inconsistent_young", "K")),
    steps("4", "other_victims", CN, ("other_victims", "K")),
    steps("4", "discreet", CN, ("discreet", "V2")),
    steps("4", "legal_aid", CN, ("legal_aid", "V")),
    steps("4", "tell_progress", CN, ("tell_progress", "K")),
    steps("4", "care", CN, ("care", "V"), ("school_transfer", "V"), ("therapy_offer", "V")),
    steps(
        "4",
        "arrest_clock",
        CN,
        ("arrest_clock", "V", "P3D"),
        ("arrest_clock_extended", "V", "P7D"),
        ("arrest_clock_gang", "V", "P30D"),
        ("arrest_decision", "V", "P7D"),
        ("custody_inquiry", "V", "P2M"),
    ),
    steps("4", "trial", CN, ("trial_closed", "V")),
    row(
        "4",
        "no_naming",
        (f"{CN}/step/no_naming", "V"),
        (f"{CN}/privacy/victim_identity", "V"),
    ),
    steps("4", "employment_check", CN, ("employment_check", "V")),
    steps("4", "trafficking_file", CN, ("trafficking_file", "V2"), ("missing_matched", "V2")),
    steps("4", "major_case", CN, ("major_case", "V2")),
    steps("4", "missing_child_alert", CN, ("missing_child_alert", "K")),
    steps(
        "4",
        "captive_woman",
        CN,
        ("captive_leniency_note", "V"),
        ("welfare_check_outside", "D"),
        ("capacity_assessment", "D"),
    ),
    steps(
        "4",
        "safety_order",
        CN,
        ("safety_order", "V", "PT72H"),
        ("safety_order_urgent", "V", "PT24H"),
    ),
    steps("4", "age_knowledge", CN, ("age_knowledge", "K")),
    steps("4", "limitation", CN, ("limitation", "V")),
)
ROWS = (
    *BIOLOGICAL,
    *MEDICAL,
    *DIGITAL,
    *BARNAHUS,
    *INTERVIEW,
    *CENTRE,
    *KITS,
    *CHINA,
)
# How many rows each section of the facts has; the captions of 2 and 3 count as one each.
COUNTS = {"1.1": 14, "1.2": 13, "1.3": 9, "2": 16, "2.1": 9, "3": 14, "3.1": 10, "4": 30}

# What the lines "T+…" of scenarios S01–S14 (facts 5) need as steps, with the time each line names.
SCENARIOS = {
    "S01": (CN, "accept", "emergency_protect", "guardian_block", "exam_offer=PT2H", "file_case",
            "direct_file", "proc_early=PT24H", "interview=PT72H", "care=P7D", "legal_aid=P7D"),
    "S02": (EU, "support_first", "suspect_access_now=PT24H", "records_hold=PT48H",
            "limitation=P7D", "therapy_non_recent=P14D"),
    "S03": (US, "choices_shown", "thread_captured=PT4H", "preservation=PT24H",
            "unreported_kit=PT24H", "kit_status_shown", "kit_opt_in"),
    "S04": (EU, "scene_notices=PT1H", "contamination_log=PT6H", "plan_meeting_urgent=PT24H",
            "interview_soon=PT72H", "suspect_tracks", "suspect_swab_time=PT72H",
            "child_suspect_safeguards", "defence_questions"),
    "S05": (US, "safety_now=PT1H", "platform_report_linked=PT1H", "emergency_disclosure=PT1H",
            "safe_meeting_plan=PT4H", "preservation=PT24H", "device_acquired=PT24H",
            "forensic_interview=P3D", "mental_health=P7D"),
    "S06": (CN, "public_video_kept", "welfare_check_outside=PT1H", "trafficking_file=PT2H",
            "others_checked=PT2H", "proc_early=PT24H", "kinship_dna=PT24H",
            "capacity_assessment=PT24H", "match_result=PT72H", "oversight_summary=PT72H",
            "placement=P7D", "monthly_review=P30D"),
    "S07": (EU, "first_account", "plan_meeting_urgent=PT24H", "plan_meeting=P5D",
            "exam_decision=P14D", "interview=P14D", "therapy_offer=P14D"),
    "S08": (CN, "conflict_screen", "routed_elsewhere", "officer_special_representative=PT4H",
            "weapons_access_removed=PT4H", "oversight_body_told=PT24H", "external_review=P30D"),
    "S09": (US, "reports_merged=PT24H", "victim_identification=PT24H", "risk_band_kept",
            "online_location_check=PT48H", "warrant_guard=PT48H"),
    "S10": (EU, "foreign_route=PT15M", "dsa18_linked=PT15M", "second_route=PT1H",
            "foreign_preservation=PT24H", "staff_welfare=PT24H", "foreign_acknowledged"),
    "S11": (US, "hit_confirmed", "disposal_hold", "notification_plan=P2D",
            "suspect_reference=P30D", "serial_links=P30D", "hit_limitation=P30D",
            "no_disposal_inside_notice"),
    "S12": (EU, "crisis_care=PT1H", "hash_submitted=PT4H", "takedown_requested=PT4H",
            "takedown_done=PT48H", "reupload_watch", "school_plan=PT24H", "self_images_decided"),
    "S13": (EU, "exam_without_history=PT4H", "provider_kept_out=PT24H", "residents_checked=PT24H",
            "staff_list_audit=PT24H", "inspectorate_told=PT24H", "aac_plan=P7D"),
    "S14": (EU, "pressure_assessed=PT24H", "lawyer_alone=PT72H", "deletion_receipt=P3D",
            "deletion_answer"),
}  # fmt: skip

"""Which gate each address of files and captures stands behind."""

from collections.abc import Mapping

WHO_MAY: Mapping[str, tuple[str, ...]] = {
    "desk:upload": ("desk.sending", "evidence.begin_upload", "evidence.withdraw_upload"),
    "desk:uploads": ("evidence.begin_upload", "evidence.receive", "evidence.take_file"),
    "desk:upload_part": (
        "evidence.upload",
        "file.go_on",
        "evidence.receive",
        "evidence.take_file",
        "evidence.end_upload",
        "evidence.withdraw_upload",
    ),
    "desk:file_digest": ("desk.case_files", "evidence.note_digest"),
    "desk:files": ("desk.case_files",),
    "desk:file": (
        "desk.case_file",
        "evidence.begin_viewing",
        "evidence.lock_file",
        "journeys.record_authority",
        "evidence.ask_check",
        "journeys.capture_web",
        "words.read",
    ),
    "desk:file_checked": ("evidence.check_states",),
    "desk:file_inside": ("evidence.list_inside", "desk.case_file", "evidence.take_entry"),
    "desk:file_capture": ("desk.case_file", "evidence.captures", "words.read"),
    "desk:file_view": ("evidence.viewing", "desk.case_file", "evidence.view"),
    "desk:file_content": ("evidence.view", "file.open", "evidence.file"),
    "desk:file_page_text": ("evidence.view", "file.open", "desk.case_file"),
    "desk:files_failed": ("evidence.failed_checks",),
    "desk:exposure": (
        "evidence.own_exposure",
        "evidence.unit_exposure",
        "evidence.check_welfare",
    ),
}

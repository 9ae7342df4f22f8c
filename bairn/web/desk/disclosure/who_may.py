"""Which gate each address of what leaves for court stands behind; the first is what it shows by."""

from collections.abc import Mapping

_CASE = "desk.case_court"

WHO_MAY: Mapping[str, tuple[str, ...]] = {
    "desk:court_agreeing": ("desk.court_agreeing", "disclosure.agree_identities"),
    "desk:court": (_CASE, "disclosure.schedule", "disclosure.answer_withholding"),
    "desk:court_words": ("words.read", _CASE),
    "desk:court_copy": (_CASE, "evidence.begin_upload", "evidence.take_file"),
    "desk:court_new": (_CASE, "disclosure.release"),
    "desk:court_release": (
        _CASE,
        "disclosure.ask_bundle",
        "disclosure.revoke",
    ),
    "desk:court_bundle": ("disclosure.fetch", "file.open", "evidence.copy_out"),
}

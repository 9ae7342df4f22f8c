"""Which gate each address of files and captures stands behind."""

from collections.abc import Mapping

WHO_MAY: Mapping[str, tuple[str, ...]] = {
    "desk:uploads": ("evidence.begin_upload", "evidence.receive", "evidence.take_file"),
    "desk:upload_part": (
        "evidence.upload",
        "file.go_on",
        "evidence.receive",
        "evidence.take_file",
        "evidence.end_upload",
        "evidence.withdraw_upload",
    ),
}

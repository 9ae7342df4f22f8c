"""What can be seen of evidence; each part of the room has its own module."""

from bairn.evidence.queries.captures import (
    archive,
    capture,
    capture_words,
    captures_of_case,
    page_text,
    taken_from,
)
from bairn.evidence.queries.checking import check_states, checks, checks_due, failed_checks
from bairn.evidence.queries.contamination import carriers, contacts
from bairn.evidence.queries.custody import (
    breaks_across,
    chains_of_case,
    custody_of_case,
    handover,
    handovers_waiting,
    in_my_hands,
)
from bairn.evidence.queries.disposing import disposal_of, disposals_waiting, examinations
from bairn.evidence.queries.exhibits import by_code, every_exhibit, exhibit, exhibits, search
from bairn.evidence.queries.files import every_file, file, files
from bairn.evidence.queries.locks import file_locks
from bairn.evidence.queries.neglect import neglected_across
from bairn.evidence.queries.old_files import never_sent, old_files_across
from bairn.evidence.queries.places import audits, places
from bairn.evidence.queries.pressing import alerts_waiting, kit_questions, kits_due, my_uploads
from bairn.evidence.queries.uploads import upload, uploads
from bairn.evidence.queries.viewing import (
    copy_out,
    open_file,
    open_to_check,
    open_to_list,
    own_exposure,
    own_viewing,
    unit_exposure,
    viewings,
)
from bairn.evidence.queries.watching import counts_overdue, custody_watch

__all__ = [
    "alerts_waiting",
    "archive",
    "audits",
    "breaks_across",
    "by_code",
    "capture",
    "capture_words",
    "captures_of_case",
    "carriers",
    "chains_of_case",
    "check_states",
    "checks",
    "checks_due",
    "contacts",
    "copy_out",
    "counts_overdue",
    "custody_of_case",
    "custody_watch",
    "disposal_of",
    "disposals_waiting",
    "every_exhibit",
    "every_file",
    "examinations",
    "exhibit",
    "exhibits",
    "failed_checks",
    "file",
    "file_locks",
    "files",
    "handover",
    "handovers_waiting",
    "in_my_hands",
    "kit_questions",
    "kits_due",
    "my_uploads",
    "neglected_across",
    "never_sent",
    "old_files_across",
    "open_file",
    "open_to_check",
    "open_to_list",
    "own_exposure",
    "own_viewing",
    "page_text",
    "places",
    "search",
    "taken_from",
    "unit_exposure",
    "upload",
    "uploads",
    "viewings",
]

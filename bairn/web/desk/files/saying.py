"""Codes of files in the reader's words."""

from collections.abc import Mapping

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bairn.evidence.archives import Danger
from bairn.evidence.terms.checking import CheckOutcome
from bairn.evidence.terms.files import Origin, Verification

Words = str | Lazy
VERIFICATION: Mapping[Verification, tuple[Words, str]] = {
    Verification.NEVER: (gettext_lazy("not read again yet"), ""),
    Verification.SAME: (gettext_lazy("same as taken in"), "green"),
    Verification.BROKEN: (gettext_lazy("not what was taken in"), "red"),
    Verification.MISSING: (gettext_lazy("not on the disk"), "red"),
}
OUTCOMES: Mapping[CheckOutcome, tuple[Words, str]] = {
    CheckOutcome.WHOLE: (gettext_lazy("whole"), "green"),
    CheckOutcome.BROKEN: (gettext_lazy("does not open"), "red"),
    CheckOutcome.MISSING: (gettext_lazy("not on the disk"), "red"),
    CheckOutcome.OTHER: (gettext_lazy("comes to another digest"), "red"),
}
ORIGINS: Mapping[Origin, Words] = {
    Origin.UPLOAD: gettext_lazy("sent at the desk"),
    Origin.CLI: gettext_lazy("taken by a command"),
    Origin.CAPTURE: gettext_lazy("saved from the web"),
    Origin.ANSWER: gettext_lazy("sent by a holder"),
    Origin.NAMED: gettext_lazy("named by its digests"),
}
DANGERS: Mapping[Danger, Words] = {
    Danger.ABSOLUTE: gettext_lazy("wants to lie at a place of its own"),
    Danger.CLIMBS: gettext_lazy("climbs out of its folder"),
    Danger.LINK: gettext_lazy("is a link"),
    Danger.DEVICE: gettext_lazy("is a device"),
    Danger.NUL: gettext_lazy("hides a part of its name"),
    Danger.CONTROLS: gettext_lazy("has signs that are not seen"),
    Danger.LONG_NAME: gettext_lazy("has a very long name"),
    Danger.DUPLICATE: gettext_lazy("has the name of another entry"),
    Danger.OVERLAPS: gettext_lazy("entries share their bytes"),
    Danger.RATIO: gettext_lazy("becomes far larger than it is"),
    Danger.ENCRYPTED: gettext_lazy("is encrypted"),
    Danger.UNREADABLE: gettext_lazy("cannot be read to its end"),
    Danger.TOO_MANY: gettext_lazy("has too many entries to list"),
    Danger.TOO_LARGE: gettext_lazy("becomes too large to list"),
    Danger.TOO_SLOW: gettext_lazy("takes too long to list"),
}
FAULTS: Mapping[str, Words] = {
    "records_damaged": gettext_lazy("A record is damaged; what stands after it was not read."),
    "archive_damaged": gettext_lazy("A part is damaged or missing its list."),
    "part_missing": gettext_lazy("A part that its list names is not there."),
    "part_not_listed": gettext_lazy("It holds a part that its list does not name."),
    "list_not_sealed": gettext_lazy("Its list of parts has no digest of its own."),
    "pages_unreadable": gettext_lazy("Its list of pages cannot be read."),
    "limit_header": gettext_lazy("A record has headers without end; it was not read on."),
    "limit_bytes": gettext_lazy("It becomes larger than may be read."),
    "limit_entries": gettext_lazy("It has more records than may be read."),
    "limit_time": gettext_lazy("Reading it took longer than is allowed."),
}
AGREEMENTS: Mapping[str, tuple[Words, str]] = {
    "agrees": (gettext_lazy("agrees"), "green"),
    "differs": (gettext_lazy("differs"), "red"),
    "not_said": (gettext_lazy("none stated"), ""),
    "unknown": (gettext_lazy("cannot be computed"), "amber"),
}
_UNITS = ("kB", "MB", "GB", "TB")


def size(count: int) -> str:
    """Bytes in a unit that can be read, by thousands."""
    if count < 1000:
        return f"{count} B"
    value = float(count)
    for unit in _UNITS:
        value /= 1000
        if value < 999.5 or unit == _UNITS[-1]:
            break
    return f"{value:.3g} {unit}" if value < 1000 else f"{value:,.0f} {unit}"


def media_type(code: str) -> str:
    """What a type by content is called, with its code where it has no name here."""
    named = {
        "image/png": _("Picture (PNG)"),
        "image/jpeg": _("Picture (JPEG)"),
        "image/webp": _("Picture (WebP)"),
        "image/gif": _("Picture (GIF)"),
        "video/mp4": _("Film (MP4)"),
        "video/webm": _("Film (WebM)"),
        "audio/mpeg": _("Sound (MP3)"),
        "audio/ogg": _("Sound (Ogg)"),
        "audio/wav": _("Sound (WAV)"),
        "text/plain": _("Plain text"),
        "text/html": _("Web page (HTML)"),
        "application/pdf": _("PDF document"),
        "application/zip": _("Archive (zip)"),
        "application/gzip": _("Compressed (gzip)"),
        "application/x-tar": _("Archive (tar)"),
        "application/warc": _("Saved web page (WARC)"),
        "application/octet-stream": _("not known"),
        "": _("not known"),
    }
    return named.get(code, code)

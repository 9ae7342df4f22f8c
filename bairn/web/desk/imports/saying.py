"""Codes of imported records in the reader's words."""

from django.utils.translation import gettext_lazy as _

from bairn.records.terms import (
    DateOrder,
    Declined,
    Format,
    Note,
    Reason,
    RecordState,
    TakenFor,
    Target,
)

COLLECTION = {
    "waiting": _("waits for its columns to be named"),
    "coming_in": _("coming in"),
    "whole": _("brought in"),
    "broken": _("stopped"),
    "withdrawn": _("withdrawn"),
}
TONES = {"waiting": "amber", "coming_in": "amber", "whole": "green", "broken": "red"}
STATES = {
    RecordState.WAITING: _("waits"),
    RecordState.TAKEN_UP: _("part of a case"),
    RecordState.DECLINED: _("not taken up"),
}
STATE_TONES = {RecordState.TAKEN_UP: "green", RecordState.DECLINED: ""}
FORMATS = {
    Format.CSV: "CSV",
    Format.XLSX: "Excel",
    Format.JSON: "JSON",
    Format.JSONL: _("JSON, a record a line"),
}
TARGETS = {
    Target.KEEP: _("Kept as it is"),
    Target.FULL_NAME: _("Whole name"),
    Target.FAMILY_NAME: _("Family name"),
    Target.GIVEN_NAME: _("Given name"),
    Target.OTHER_NAMES: _("Other names"),
    Target.BIRTH_DATE: _("Date of birth"),
    Target.SEX: _("Sex"),
    Target.NATIONAL_ID: _("Identity number"),
    Target.PHONE: _("Telephone"),
    Target.EMAIL: _("E-mail"),
    Target.ACCOUNT: _("Account"),
    Target.ADDRESS: _("Address"),
    Target.TOWN: _("Town"),
    Target.POSTCODE: _("Postcode"),
    Target.DEVICE: _("Device"),
    Target.VEHICLE: _("Vehicle"),
    Target.URL: _("Web address"),
    Target.DIGEST: _("Digest of a file"),
    Target.SCHOOL: _("School"),
}
ORDERS = {
    DateOrder.YMD: _("year, month, day"),
    DateOrder.DMY: _("day, month, year"),
    DateOrder.MDY: _("month, day, year"),
}
NOTES = {
    Note.DATE: _("its date could not be read"),
    Note.PHONE: _("a telephone number could not be read"),
    Note.EMAIL: _("an e-mail address could not be read"),
    Note.NATIONAL_ID: _("an identity number looks odd"),
    Note.CUT: _("it has more cells than the header"),
    Note.BYTES: _("some letters could not be read"),
}
REASONS = {
    Reason.EMPTY: _("nothing stands in it"),
    Reason.NOBODY: _("nothing in it says who it is about"),
    Reason.TOO_LARGE: _("it is too large"),
    Reason.QUOTE_OPEN: _("a quotation mark is not closed"),
    Reason.NOT_A_RECORD: _("it is no record"),
}
TAKEN = {
    TakenFor.LINKED: _("It is about somebody in the case"),
    TakenFor.REPORTED_AGAIN: _("It was reported again"),
    TakenFor.REVIEW: _("An older case is looked at again"),
    TakenFor.ASKED_BY_THEM: _("The person harmed asked for it"),
}
DECLINED = {
    Declined.OTHER_PERSON: _("It is about another person"),
    Declined.NOTHING_TO_DO: _("There is nothing left to do"),
    Declined.TOO_LITTLE: _("It says too little"),
    Declined.KNOWN_ALREADY: _("It is in a case already"),
    Declined.NOT_OURS: _("It belongs to another agency"),
    Declined.BY_MISTAKE: _("It was imported by mistake"),
}
# A file stopped for one of these; the words are the rule's own.
STOPPED = {
    "records.json_broken": _("its list is cut off or is no JSON at one place"),
    "records.header_merged": _("its header has columns without a name"),
    "records.columns": _("its first row does not name the columns"),
    "records.file_unreadable": _("it is no workbook that can be read"),
}
STOPPED_ELSE = _("it could not be read on")

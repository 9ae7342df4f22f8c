"""Codes of digests in the reader's words."""

from django.utils.translation import gettext_lazy

from bairn.digests.terms import BadReason, ListKind, WatchReason

KINDS = {
    ListKind.KNOWN_ILLEGAL: gettext_lazy("known, judged before"),
    ListKind.KNOWN_OTHER: gettext_lazy("known and of no concern"),
    ListKind.WATCH: gettext_lazy("looked for"),
}
TONES = {ListKind.KNOWN_ILLEGAL: "violet", ListKind.KNOWN_OTHER: "green", ListKind.WATCH: "amber"}
STATES = {
    "arriving": gettext_lazy("coming in"),
    "broken": gettext_lazy("its file is not whole; not used"),
    "in_use": gettext_lazy("in use"),
    "retired": gettext_lazy("retired"),
}
STATE_TONES = {"arriving": "amber", "broken": "red", "in_use": "green", "retired": ""}
BAD = {
    BadReason.NO_DIGEST: gettext_lazy("no digest stands in it"),
    BadReason.NOT_HEX: gettext_lazy("its digest is not hexadecimal"),
    BadReason.WRONG_LENGTH: gettext_lazy("its digest has the wrong length"),
    BadReason.OF_NOTHING: gettext_lazy("it is the digest of an empty file"),
    BadReason.QUOTE_OPEN: gettext_lazy("a quotation mark is not closed"),
    BadReason.NOT_A_RECORD: gettext_lazy("it is no record"),
    BadReason.TOO_LONG: gettext_lazy("it is too long"),
}
WATCHING = {
    WatchReason.TAKEDOWN: gettext_lazy("It was taken down and must not come back"),
    WatchReason.SPREADING: gettext_lazy("It goes round"),
    WatchReason.SEARCH: gettext_lazy("Whoever has it may lead to the child or the suspect"),
}

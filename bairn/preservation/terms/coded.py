"""What a request can be, where it can stand, what can happen to it, which clocks count for it."""

from enum import StrEnum


class Kind(StrEnum):
    """What a holder is asked for."""

    PRESERVE = "preserve"
    DISCLOSE = "disclose"
    EMERGENCY = "emergency"  # life or limb: what locates and protects, at once
    TAKEDOWN = "takedown"
    HOLD_RECORD = "hold_record"  # records that would be destroyed in the ordinary course


class State(StrEnum):
    """Where a request stands."""

    DRAFTED = "drafted"
    APPROVED = "approved"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    RECEIVED = "received"
    REFUSED = "refused"
    NOTHING_HELD = "nothing_held"
    REMOVED = "removed"
    REUPLOADED = "reuploaded"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What happened to a request."""

    DRAFT = "draft"
    APPROVE = "approve"
    SEND = "send"
    ACKNOWLEDGE = "acknowledge"
    EXTEND = "extend"
    RECEIVE = "receive"
    REFUSE = "refuse"
    FIND_NOTHING = "find_nothing"
    REMOVE = "remove"
    REUPLOAD = "reupload"
    EXPIRE = "expire"
    WITHDRAW = "withdraw"


class Counted(StrEnum):
    """What a clock of a request counts to."""

    ASK = "ask"  # the letter should have left
    DATA = "data"  # from here on the data has to be assumed gone
    ANSWER = "answer"  # the holder should have answered
    SECOND_ROUTE = "second_route"  # no receipt in an emergency: try another way
    EXTEND = "extend"  # the extension should have left
    HELD = "held"  # until here the holder keeps it for us
    REPORT_YEAR = "report_year"  # until here a platform keeps what is behind its report

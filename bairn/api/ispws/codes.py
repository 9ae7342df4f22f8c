"""The protocol's response codes, and which of them each of our refusals becomes."""

from enum import IntEnum


class Code(IntEnum):
    """Response codes of the CyberTipline reporting protocol, as public clients know them."""

    SUCCESS = 0
    SERVER_ERROR = 1000
    AUTHENTICATION_REQUIRED = 2000
    NOT_AUTHORIZED = 3000
    INVALID_REQUEST = 4000
    VALIDATION_FAILED = 4100
    MALFORMED_XML = 4110
    MALFORMED_FILE = 4200
    REPORT_DOES_NOT_EXIST = 5001
    FILE_DOES_NOT_EXIST = 5002
    REPORT_ALREADY_RETRACTED = 5101
    REPORT_ALREADY_FINISHED = 5102


_OF_REFUSAL = {
    "intake.xml_malformed": Code.MALFORMED_XML,
    "intake.xml_encoding": Code.MALFORMED_XML,
    "intake.xml_forbidden": Code.MALFORMED_XML,
    "intake.xml_too_large": Code.MALFORMED_XML,
    "intake.xml_too_deep": Code.MALFORMED_XML,
    "intake.xml_too_many": Code.MALFORMED_XML,
    "intake.file_too_large": Code.MALFORMED_FILE,
    "intake.file_cut": Code.MALFORMED_FILE,
    "ispws.file_too_large": Code.MALFORMED_FILE,
    "ispws.cut_off": Code.MALFORMED_FILE,
    "intake.sending_unknown": Code.REPORT_DOES_NOT_EXIST,
    "intake.file_unknown": Code.FILE_DOES_NOT_EXIST,
    "intake.sending_retracted": Code.REPORT_ALREADY_RETRACTED,
    "intake.sending_finished": Code.REPORT_ALREADY_FINISHED,
    "access.role": Code.NOT_AUTHORIZED,
    "access.no_policy": Code.NOT_AUTHORIZED,
    # Another platform's number and one that never was get the same answer.
    "access.reach": Code.REPORT_DOES_NOT_EXIST,
    "access.holder": Code.REPORT_DOES_NOT_EXIST,
    "intake.no_unit": Code.SERVER_ERROR,
}
# Refused before the body was read: HTTP has a word of its own for these.
_STATUS = {
    "ispws.length": 411,
    "ispws.too_large": 413,
    "ispws.file_too_large": 413,
    "ispws.method": 405,
}


def of_refusal(code: str) -> Code:
    """The protocol's code for one of our refusals; what has none of its own failed validation."""
    found = _OF_REFUSAL.get(code)
    if found is not None:
        return found
    return Code.INVALID_REQUEST if code.startswith("ispws.") else Code.VALIDATION_FAILED


def status_of(code: str) -> int:
    """The HTTP status of a refusal: 200, as the protocol answers, save where no body was read."""
    return _STATUS.get(code, 200)

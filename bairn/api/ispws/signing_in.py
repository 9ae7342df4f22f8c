"""Which platform this is: HTTP basic auth, checked by intake's doorkeeper."""

import base64
import binascii
import threading
import uuid

from bairn.intake import doorkeeper

# A slow check takes 100 MB on purpose. Two at a time, so that guessers cannot use up the machine.
_AT_ONCE = threading.BoundedSemaphore(2)
_MOST_HEADER = 2048  # characters


def platform_of(header: str) -> uuid.UUID | None:
    """The platform that this Authorization header belongs to; None when it belongs to none.

    A name that nobody has takes as long as a wrong password.
    """
    given = _credentials(header)
    if given is None:
        return None
    with _AT_ONCE:
        return doorkeeper.platform(*given)


def _credentials(header: str) -> tuple[str, str] | None:
    scheme, _, coded = header[:_MOST_HEADER].partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        said = base64.b64decode(coded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return None
    username, colon, password = said.partition(":")
    return (username, password) if colon and "\0" not in said else None

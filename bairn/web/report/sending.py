"""Handing in: once for each draft, whatever the reader presses, and nothing lost when it fails."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import get_language

from bairn.kernel.refusal import Refusal
from bairn.web.report import draft as drafts
from bairn.web.report import handing_in, limits, throttle
from bairn.web.report.draft import Draft

_SHOWN_AGAIN = 15 * 60  # seconds that a reload shows the same receipt instead of sending twice
_BEING_SENT = 30  # seconds after which a sending that never came back may be tried again
_log = logging.getLogger("bairn.web.report")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the reporter takes along."""

    code: str
    reference: str


@dataclass(frozen=True, slots=True)
class Held:
    """It was not sent: seconds to wait (0 when that is not the reason) and the HTTP status."""

    status: int
    wait: int = 0


def send(request: HttpRequest, draft: Draft, *, at: datetime) -> Shown | Held:
    """Hand in `draft` unless that was done already; on any failure its reader keeps it."""
    try:
        return _send_once(request, draft, at)
    except Refusal:
        return Held(status=422)
    except Exception:
        # Whatever broke, the reporter keeps the page with everything typed and can press again.
        _log.exception("a report could not be handed in")
        return Held(status=503)


def _send_once(request: HttpRequest, draft: Draft, at: datetime) -> Shown | Held:
    key = f"report:sent:{draft.sending_key}"
    if not cache.add(key, "", _BEING_SENT):
        return _shown_before(cache.get(key))
    wait = throttle.wait_for(
        request, act="send", source=limits.SEND_SOURCE, channel=limits.SEND_CHANNEL, at=at
    )
    if wait:
        cache.delete(key)
        return Held(status=429, wait=wait)
    try:
        receipt = handing_in.hand_in(draft=draft, at=at, language=get_language() or "en")
    except Exception:
        cache.delete(key)
        raise
    shown = Shown(receipt.code or "", receipt.reference)  # a form's receipt always has a code
    sealed = drafts.seal_text(f"{shown.code}\n{shown.reference}", use="receipt")
    cache.set(key, sealed, _SHOWN_AGAIN)
    return shown


def _shown_before(sealed: str | None) -> Shown | Held:
    if not sealed:
        return Held(status=409, wait=5)
    code, reference = drafts.unseal_text(sealed, use="receipt").split("\n")
    return Shown(code, reference)


def once(key: str, act: Callable[[], None]) -> None:
    """Run `act` unless it ran under this key in the last quarter of an hour: a reload sends again.

    What fails may be tried again.
    """
    if not cache.add(f"report:once:{key}", "", _SHOWN_AGAIN):
        return
    try:
        act()
    except Exception:
        cache.delete(f"report:once:{key}")
        raise

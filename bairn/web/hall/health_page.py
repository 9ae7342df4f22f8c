"""`/health/`: for whoever watches over the house. Says which part is down, and nothing else."""

import threading
import time

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from bairn.kernel import clock
from bairn.web.hall import wellbeing

_KEPT_FOR = 1.0  # seconds: whoever asks without end does not make the house ask without end
_lock = threading.Lock()
_kept: list[tuple[float, dict[str, object], int]] = []


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when every part is up, else 503; JSON with each part and the age of its last sign."""
    with _lock:
        if not _kept or time.monotonic() - _kept[0][0] > _KEPT_FOR:
            _kept[:] = [(time.monotonic(), *_answer())]
        _, body, status = _kept[0]
    return JsonResponse(body, status=status)


def _answer() -> tuple[dict[str, object], int]:
    parts = wellbeing.parts(at=clock.now())
    down = [name for name, part in parts.items() if not part.up]
    shown = {
        name: {"up": part.up}
        | ({"age_seconds": round(part.age.total_seconds(), 1)} if part.age is not None else {})
        for name, part in parts.items()
    }
    return {"ok": not down, "down": down, "parts": shown}, 503 if down else 200

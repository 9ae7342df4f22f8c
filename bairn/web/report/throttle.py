"""Where the buckets of `limits` are kept, and who counts as one source.

No address is kept: a source is a keyed digest that changes with the day.
"""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from bairn.web.kit.source import source_of
from bairn.web.report.limits import Bucket, Limit, take

_KEPT = timedelta(hours=2)  # every bucket is full again well before


def wait_for(request: HttpRequest, *, act: str, source: Limit, channel: Limit, at: datetime) -> int:
    """Seconds this request has to wait before it may perform `act`; 0 means go ahead.

    Two that arrive in the same instant may both pass on one token: a limit is a brake, not a lock.
    """
    tag = _source_tag(request, at)
    for key, limit in ((f"report:{act}:{tag}", source), (f"report:{act}", channel)):
        kept = cache.get(key)
        bucket = Bucket(kept[0], datetime.fromisoformat(kept[1])) if kept else None
        taken = take(bucket=bucket, limit=limit, at=at)
        if not taken.allowed:
            return taken.wait
        cache.set(key, (taken.bucket.tokens, at.isoformat()), int(_KEPT.total_seconds()))
    return 0


def _source_tag(request: HttpRequest, at: datetime) -> str:
    address = source_of(request)
    salt = f"bairn.web.report.source:{at:%Y-%m-%d}"
    return salted_hmac(salt, address, algorithm="sha256").hexdigest()[:24]

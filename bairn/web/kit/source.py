"""Where a request comes from, for limits that count by source."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def source_of(request: HttpRequest) -> str:
    """The address that `request` came from, behind the proxies that are named as ours."""
    return client_address(
        remote=request.META.get("REMOTE_ADDR", ""),
        forwarded=request.META.get("HTTP_X_FORWARDED_FOR", ""),
        trusted=settings.BAIRN_TRUSTED_PROXIES,
    )


def client_address(*, remote: str, forwarded: str, trusted: Sequence[str]) -> str:
    """The address a request came from: the last one not named in `trusted`.

    X-Forwarded-For is read from its end, and only while the hop before it is a proxy of ours: what
    a stranger writes into it never counts. An IPv6 household counts as one (/64).
    """
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    address = remote
    while address in trusted and hops:
        address = hops.pop()
    return _household(address)


def _household(address: str) -> str:
    try:
        parsed: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, 64), strict=False))
    return str(parsed)

"""Every address of this door has its row in the access matrix, and each row its gate."""

from django.test import Client
from django.urls import URLPattern, get_resolver

from bairn.access import gate
from bairn.api.who_may import WHO_MAY


def routes(resolver, prefix: str = "") -> set[str]:
    found = set()
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            found.add(prefix + one.name)
        else:
            space = f"{one.namespace}:" if one.namespace else ""
            found |= routes(one, prefix + space)
    return found


def test_every_address_says_who_may_and_nothing_else_does():
    assert routes(get_resolver("tests.doors.api.addresses")) == set(WHO_MAY)


def test_every_gate_that_is_named_has_a_policy():
    for gates in WHO_MAY.values():
        for name in gates:
            assert name in {"public", "platform"} or name in gate.policy(), name


def test_no_address_of_a_gate_answers_a_stranger(before):
    for address in (
        "/ispws/status", "/ispws/xsd", "/ispws/submit", "/ispws/upload", "/ispws/fileinfo",
        "/ispws/finish", "/ispws/retract", "/api/v1/reports", "/api/v1/reports/R-26-AAAAAAA-1",
        "/api/v1/reports/R-26-AAAAAAA-1/additions",
    ):  # fmt: skip
        for method in ("GET", "POST"):
            answer = Client().generic(method, address, b"{}", content_type="application/json")
            assert answer.status_code in {401, 405}, (method, address)
            assert method == "POST" or "ispws" not in address or answer.content == b""

"""The house calls nobody: it lives a whole day in a network of its own and no packet leaves."""

import ast
import json
import os
import shutil
import subprocess
import sys

import pytest

from bairn.house import environment
from tests.house.rooms import imported, sources, tree

_CALLS = {"requests", "httpx", "aiohttp", "urllib3", "smtplib", "ftplib", "telnetlib", "socket"}
_CALLS |= {"http.client", "urllib.request", "xmlrpc.client", "django.core.mail"}
# Who may open a connection, and to whom: to a witness that the operator names, to its own port.
MAY_CALL = {
    "oversight/cosigning.py",
    "oversight/health.py",
    "house/supervisor.py",
    "disclosure/bundling/stamp.py",  # an authority for time stamps, where the operator names one
}


def can_be_shut_in() -> bool:
    """Whether this machine lets us make a network of our own."""
    if os.geteuid() != 0 or not shutil.which("unshare") or not shutil.which("ip"):
        return False
    tried = "ip link set lo up && ip link add way-out type veth peer name nowhere"
    return subprocess.run(["unshare", "--net", "sh", "-c", tried], check=False).returncode == 0


@pytest.mark.database
@pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="starts an embedded server of its own, no real one"
)
def test_a_whole_day_of_the_house_sends_nothing_beyond_this_machine(tmp_path):
    if not can_be_shut_in():
        pytest.skip("needs root, ip and unshare with network namespaces")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("BAIRN_", "DJANGO_"))}
    done = subprocess.run(
        [
            *("unshare", "--net", sys.executable, "-m", "tests.security.alone"),
            str(tmp_path / "checkout"),
        ],
        cwd=environment.CHECKOUT,
        env=kept,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    saw = json.loads(done.stdout.splitlines()[-1])
    assert saw["noticed"], "the watch sees nothing: the test shows nothing"
    assert set(saw["answers"].values()) == {200, 401}
    assert saw["signed_in"] == "/desk/account/"  # to add a second factor, before any desk opens
    assert saw["received"] == 1
    assert saw["left_at_the_end"] == []


def test_only_the_parts_that_are_named_can_open_a_connection():
    found = set()
    for path in sources():
        module: ast.Module = tree(path)
        if _CALLS & set(imported(module)):
            found.add(str(path.relative_to(environment.CHECKOUT / "bairn")))
    assert found == MAY_CALL

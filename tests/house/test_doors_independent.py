"""Each door is an entry of its own: it resolves its own addresses and loads no other door."""

import json
import os
import subprocess
import sys

import pytest

from bairn.house import environment

# One address of each door below no prefix, as on a host of its own.
OWN = {
    "report": ["/form/", "/code/"],
    "desk": ["/purpose/", "/account/login/"],
    "api": ["/ispws/status", "/api/v1/openapi.json"],
}
EVERYWHERE = ["/health/", "/kit/away/"]
PREFIXED = ["/report/", "/desk/purpose/", "/desk/account/login/", "/ispws/status", "/"]
PROBE = """
import importlib, json, sys
importlib.import_module("bairn.house.wsgi." + sys.argv[1])
from django.conf import settings
from django.urls import Resolver404, get_resolver, resolve
get_resolver().url_patterns
def there(path):
    try:
        return resolve(path).func is not None
    except Resolver404:
        return False
print(json.dumps({
    "resolved": [path for path in json.loads(sys.argv[2]) if there(path)],
    "modules": sorted(name for name in sys.modules if name.startswith("bairn.")),
    "urlconf": settings.ROOT_URLCONF,
}))
"""


def entry(door, paths):
    """What a fresh process knows that has loaded this entry alone, and which paths it resolves."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, door, json.dumps(paths)],
        cwd=environment.CHECKOUT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "bairn.house.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("door", sorted(OWN))
def test_a_door_resolves_its_own_addresses_and_none_of_another_door(door):
    others = {path for other, paths in OWN.items() if other != door for path in paths}
    prefixed = {"/report/", "/desk/purpose/", "/desk/account/login/"}
    asked = sorted({*OWN[door], *EVERYWHERE, *others, *prefixed})
    found = entry(door, asked)
    assert found["urlconf"] == f"bairn.house.urls.{door}"
    assert set(found["resolved"]) == {*OWN[door], *EVERYWHERE}


@pytest.mark.parametrize("door", sorted(OWN))
def test_a_door_loads_no_page_of_another_door(door):
    others = {"report": "bairn.web.report", "desk": "bairn.web.desk", "api": "bairn.api"}
    own = others.pop(door)
    loaded = entry(door, [])["modules"]
    assert any(name.startswith(f"{own}.") for name in loaded)
    # Django loads each app's own apps.py for its templates and words; no page is in it.
    pages = [
        name
        for name in loaded
        if name.startswith(tuple(f"{other}." for other in others.values()))
        and not name.endswith(".apps")
    ]
    assert pages == []


def test_the_entry_for_one_port_resolves_every_door_below_its_prefix():
    found = entry("all_doors", [*PREFIXED, *EVERYWHERE, "/form/", "/purpose/"])
    assert found["resolved"] == [*PREFIXED, *EVERYWHERE]

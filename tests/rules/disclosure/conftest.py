"""A good bundle, made once, and a copy of it for each test to spoil."""

import shutil
from pathlib import Path

import pytest

from tests.rules.disclosure.small_bundle import make


@pytest.fixture(scope="session")
def good(tmp_path_factory) -> Path:
    return make(tmp_path_factory.mktemp("good"))


@pytest.fixture
def bundle(good, tmp_path) -> Path:
    shutil.copytree(good, tmp_path / "bag")
    return tmp_path / "bag"

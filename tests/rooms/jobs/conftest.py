"""Handlers of these tests alone; the house's own stay as they are."""

import pytest

from bairn.jobs import registry


@pytest.fixture(autouse=True)
def own_handlers(monkeypatch):
    monkeypatch.setattr(registry, "HANDLERS", {})
    monkeypatch.setattr(registry, "PERIODS", {})

"""The desk in tests: somebody signed in, in a client or in a browser."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import translation

from bairn.kernel.actor import Actor
from bairn.web.desk.who import COOKIE
from tests.doors.server import serving

SignedIn = Callable[[Actor], Client]


@pytest.fixture(autouse=True)
def _english() -> None:
    """A page in another language leaves nothing behind for the next test."""
    translation.activate("en")


@pytest.fixture
def signed_in() -> SignedIn:
    """A client in which this actor sits at the desk."""

    def sit(actor: Actor) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(
            get_user_model().objects.get(pk=actor.id),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
        client.cookies[COOKIE] = actor.token
        return client

    return sit


@pytest.fixture
def pictures(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Where pictures go: somewhere to look at them, when `--pictures` asks for it."""
    if not request.config.getoption("--pictures", False):
        return tmp_path
    folder = Path(tempfile.gettempdir()) / "bairn-pictures"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def home(here: object) -> Iterator[str]:
    """The address of a server beside which `here`, the scene of the test's file, is set."""
    with serving() as address:
        yield address

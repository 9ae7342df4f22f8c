"""The key service of this process: today the local keyring in `BAIRN_HOME/keys`."""

from functools import cache
from pathlib import Path

from django.conf import settings

from bairn.vault.keyring import Keyring
from bairn.vault.keyservice import KeyService
from bairn.vault.recorded import CommittedRecord


def service() -> KeyService:
    """The key service, made on first use. Raises KeyServiceDownError when its files are amiss."""
    return _keyring(Path(settings.BAIRN_HOME))


@cache
def _keyring(home: Path) -> Keyring:
    return Keyring(home / "keys", CommittedRecord())


def health() -> str:
    """An empty string when the key service works, else what is wrong; for the health page."""
    return service().health()

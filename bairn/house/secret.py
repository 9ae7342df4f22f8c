"""What each home makes once and keeps: Django's signing secret, and the name of its database."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def signing_secret(home: Path) -> str:
    """The secret of this home; BAIRN_SECRET_KEY wins. Made on first use, mode 0600."""
    given = os.environ.get("BAIRN_SECRET_KEY")
    return given or _kept(home / "signing-secret", lambda: secrets.token_urlsafe(48))


def database_name(home: Path) -> str:
    """The name of this home's own database on the embedded server.

    A home holds the keys of its vault and of its record. Whoever deletes a home can read nothing
    of its database any more, so a new home begins with a new one.
    """
    return _kept(home / "database-name", lambda: f"bairn_{secrets.token_hex(4)}")


def _kept(path: Path, make: Callable[[], str]) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_suffix(f".{os.getpid()}-{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(make())
        try:
            os.link(fresh, path)  # whoever links first wins; the others read what stands there
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text()

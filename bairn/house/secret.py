"""Django's signing secret, made once for each home and readable by its owner alone."""

import os
import secrets
from pathlib import Path


def signing_secret(home: Path) -> str:
    """The secret of this home; BAIRN_SECRET_KEY wins. Made on first use, mode 0600."""
    if given := os.environ.get("BAIRN_SECRET_KEY"):
        return given
    path = home / "signing-secret"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        try:
            os.link(fresh, path)  # whoever links first wins; the others read what stands there
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text()

"""What the surroundings say: read once, checked, with a clear word for what is wrong."""

import hashlib
import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlparse
from zoneinfo import available_timezones

CHECKOUT = Path(__file__).resolve().parent.parent.parent


class EnvironmentFault(ValueError):
    """A setting from outside cannot be used; the message says which and how to mend it."""


def home() -> Path:
    """The folder for keys, the record's files and secrets: BAIRN_HOME, else `.bairn` here."""
    return Path(os.environ.get("BAIRN_HOME", CHECKOUT / ".bairn")).resolve()


def flag(name: str) -> bool:
    """Whether the variable `name` says yes (1, true, yes, on)."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """The comma-separated words of the variable `name`."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def choice(name: str, allowed: frozenset[str], default: str) -> str:
    """The variable `name`, which must be one of `allowed`."""
    value = os.environ.get(name, default).strip().lower()
    if value not in allowed:
        raise EnvironmentFault(
            f"{name} is {value!r}; it must be one of {', '.join(sorted(allowed))}"
        )
    return value


_ADDRESSES = {"bairn_owner": "BAIRN_OWNER_URL", "bairn_sequencer": "BAIRN_SEQUENCER_URL"}


def address(role: str) -> str | None:
    """The real server's address for `role`: its own variable, else DATABASE_URL; None without."""
    return os.environ.get(_ADDRESSES.get(role, ""), "") or os.environ.get("DATABASE_URL") or None


def owns() -> bool:
    """Whether these surroundings know the owner's address on a real server, for migrations."""
    return bool(os.environ.get("BAIRN_OWNER_URL"))


def sequencer_login() -> dict[str, str]:
    """USER, PASSWORD, HOST and PORT of the sequencer where they differ from the doors' own."""
    if url := os.environ.get("BAIRN_SEQUENCER_URL"):
        return {key: str(database(url)[key]) for key in ("USER", "PASSWORD", "HOST", "PORT")}
    return {} if os.environ.get("DATABASE_URL") else {"USER": "bairn_sequencer"}


def time_zone() -> str:
    """BAIRN_TIME_ZONE, the IANA name of the clock on the house's wall; UTC where none is set."""
    name = os.environ.get("BAIRN_TIME_ZONE", "UTC").strip()
    if name not in available_timezones():
        raise EnvironmentFault(
            f"BAIRN_TIME_ZONE is {name!r}; it must be a name such as Europe/Stockholm"
        )
    return name


def database(url: str) -> dict[str, object]:
    """Django's settings for a `postgresql://user:password@host:port/name?host=/socket` address."""
    parts = urlparse(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise EnvironmentFault("DATABASE_URL must begin with postgresql://")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def keep_compiled(home: Path) -> None:
    """Keep what numba compiles below `home`, in a folder of its own for each state of the sources.

    numba looks at the file of a function alone: a kernel that changed in another file would be
    found under its old name.
    """
    digest = hashlib.sha256()
    for folder in ("likeness", "series/engine"):
        for path in sorted((CHECKOUT / "bairn" / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    place = home / "compiled" / digest.hexdigest()[:16]
    os.environ.setdefault("NUMBA_CACHE_DIR", str(place))

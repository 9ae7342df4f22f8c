"""Every test run finds its database: the embedded one, unless DATABASE_URL names a server."""

import os

from bairn.house import environment, postgres


def pytest_configure() -> None:
    """Before Django looks for the database."""
    if not os.environ.get("DATABASE_URL"):
        postgres.start(environment.CHECKOUT)

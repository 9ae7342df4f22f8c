"""Settings for tests: the owner makes the test database; the gate still drops to the app's role."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("BAIRN_DB_ROLE", "bairn_owner")
os.environ.setdefault("BAIRN_SECOND_FACTOR", "offered")  # the tests of it ask for it themselves
os.environ.setdefault("BAIRN_HOME", str(Path(tempfile.gettempdir()) / f"bairn-test-{os.getpid()}"))

from django.contrib.auth.hashers import Argon2PasswordHasher

from bairn.house import environment
from bairn.house.settings import *  # noqa: F403 - the surroundings above come first
from bairn.house.settings import BAIRN_SEQUENCER_LOGIN, DATABASES, MIDDLEWARE

# The homes of tests come and go; what was compiled is kept for all lanes and runs.
if os.environ["NUMBA_CACHE_DIR"].startswith(os.environ["BAIRN_HOME"]):
    del os.environ["NUMBA_CACHE_DIR"]
    environment.keep_compiled(environment.CHECKOUT / ".venv")
# Several people may test in one checkout: a tag keeps their databases apart.
DATABASES["default"]["TEST"] = {"NAME": f"test_bairn_{os.environ.get('BAIRN_TEST_TAG', 'main')}"}
BAIRN_SEQUENCER_LOGIN.clear()  # the owner, who may take the sequencer's role
DATABASES["default"]["OPTIONS"].pop("pool", None)  # Django cannot drop a pooled test database
# No test ends the server: what it writes need not be on the disk at each commit.
DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise")]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]


class QuickArgon2(Argon2PasswordHasher):
    """Argon2 with next to no work, for tests that do not measure it (`true_passwords` does)."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1


PASSWORD_HASHERS = ["bairn.house.settings_test.QuickArgon2"]

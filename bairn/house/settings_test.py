"""Settings for tests: the owner makes the test database; the gate still drops to the app's role."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("BAIRN_DB_ROLE", "bairn_owner")
os.environ.setdefault("BAIRN_SECOND_FACTOR", "offered")  # the tests of it ask for it themselves
os.environ.setdefault("BAIRN_HOME", str(Path(tempfile.gettempdir()) / f"bairn-test-{os.getpid()}"))

from bairn.house.settings import *  # noqa: F403 - the surroundings above come first
from bairn.house.settings import BAIRN_SEQUENCER_LOGIN, DATABASES, MIDDLEWARE

# Several people may test in one checkout: a tag keeps their databases apart.
DATABASES["default"]["TEST"] = {"NAME": f"test_bairn_{os.environ.get('BAIRN_TEST_TAG', 'main')}"}
BAIRN_SEQUENCER_LOGIN.clear()  # the owner, who may take the sequencer's role
DATABASES["default"]["OPTIONS"].pop("pool", None)  # Django cannot drop a pooled test database
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise")]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

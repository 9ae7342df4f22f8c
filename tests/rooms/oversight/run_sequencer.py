"""A sequencer in a process of its own, for tests that kill it: run_sequencer.py DATABASE HOME."""

import sys
from pathlib import Path

import django
from django.conf import settings

if __name__ == "__main__":
    settings.DATABASES["default"]["NAME"] = sys.argv[1]
    settings.BAIRN_HOME = Path(sys.argv[2])
    django.setup()

    from bairn.oversight import sequencer

    sequencer.run(lambda: False, ready=lambda: print("ready", flush=True))

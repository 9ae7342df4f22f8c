"""`python -m bairn.house.collecting`: the static files with their digests in their names."""

import django
from django.core.management import call_command


def collect() -> None:
    """Write every static file below BAIRN_HOME/static, with the manifest that names them."""
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)


if __name__ == "__main__":
    django.setup()
    collect()

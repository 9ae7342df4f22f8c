"""What hangs on a kit without a report tells nobody beyond the clinic that a file was there."""

from pathlib import Path
from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """The three questions across cases, without the clinic's own."""

    dependencies: ClassVar = [("digests", "0001_initial"), ("access", "0010_kits")]
    operations: ClassVar = [
        migrations.RunSQL(
            Path(__file__).with_suffix(".sql").read_text(), migrations.RunSQL.noop
        )
    ]

"""Imported records have a holder of their own, which its circle alone reaches."""

from pathlib import Path
from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """The holder, and what is asked once while it is filled."""

    dependencies: ClassVar = [("access", "0011_holders_of_unit")]
    operations: ClassVar = [
        migrations.RunSQL(
            Path(__file__).with_name("0012_records.sql").read_text(), migrations.RunSQL.noop
        )
    ]

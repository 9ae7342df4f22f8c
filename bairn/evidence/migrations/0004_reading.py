"""Filled in by whoever builds this part (docs/evidence-in-court.md)."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """Nothing yet."""

    dependencies: ClassVar = [("evidence", "0003_kits")]
    operations: ClassVar = []

"""Leads, what was checked, and reveals. Filled in by its owner."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """Nothing yet."""

    initial = True
    dependencies: ClassVar = [("access", "0001_initial")]
    operations: ClassVar = []

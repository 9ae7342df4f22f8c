"""Judgements, persons, plans and traces. Filled in by its owner."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """Nothing yet."""

    dependencies: ClassVar = [("linkage", "0001_matching")]
    operations: ClassVar = []

"""Whoever was harmed takes part once: two ledgers of one child would let it be asked twice."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0007_searched_in_vain")]

    operations: ClassVar = [
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(
                fields=("case", "subject_id"),
                condition=models.Q(("role__in", ["child", "victim"])),
                name="cases_harmed_once",
            ),
        )
    ]

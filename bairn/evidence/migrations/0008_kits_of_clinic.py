"""A kit without a report is found by the holder that was made for it, also after it went to a case."""

from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies: ClassVar = [("evidence", "0007_counted")]
    operations: ClassVar = [
        migrations.AddIndex(
            "Kit",
            models.Index(
                condition=Q(own_holder_id__isnull=False),
                fields=["own_holder_id"],
                name="evidence_kits_of_clinic",
            ),
        ),
    ]

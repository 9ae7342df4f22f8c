"""Waivers that wait are walked oldest first, and no further than a list shows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("protocols", "0003_house_reads")]

    operations = [
        migrations.AddIndex(
            model_name="waiver",
            index=models.Index(
                condition=models.Q(("approved_at__isnull", True), ("declined_at__isnull", True)),
                fields=["asked_at", "id"],
                name="protocols_waiver_waiting",
            ),
        ),
    ]

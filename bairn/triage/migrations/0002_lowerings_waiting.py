"""Wishes to lower that wait are walked oldest first, and no further than a list shows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("triage", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="lowering",
            index=models.Index(
                condition=models.Q(("confirmed_at__isnull", True), ("dropped_at__isnull", True)),
                fields=["proposed_at", "id"],
                name="triage_lowering_waiting",
            ),
        ),
    ]

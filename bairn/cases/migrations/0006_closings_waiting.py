"""Wishes to close that wait are walked oldest first, and no further than a list shows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_house_reads")]

    operations = [
        migrations.AddIndex(
            model_name="closing",
            index=models.Index(
                condition=models.Q(("confirmed_at__isnull", True), ("dropped_at__isnull", True)),
                fields=["proposed_at", "id"],
                name="cases_closing_waiting",
            ),
        ),
    ]

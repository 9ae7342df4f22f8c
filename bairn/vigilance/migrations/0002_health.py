"""How many signals wait, and how many of them nobody can answer, as numbers alone."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("vigilance", "0001_initial")]

    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("0002_health.sql").read_text(),
            "drop function vigilance_health(timestamptz)",
        )
    ]

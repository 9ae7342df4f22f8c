"""Whoever is kept out of a case hears nothing of it in a look-up, not even that it is elsewhere."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("vault", "0002_sharing"), ("access", "0008_kept_out")]

    operations = [migrations.RunSQL(Path(__file__).with_name("0003_kept_out.sql").read_text())]

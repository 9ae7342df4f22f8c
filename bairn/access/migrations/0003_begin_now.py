"""A place in a circle begins at once, also where two clocks differ."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0002_administering")]

    operations = [migrations.RunSQL(Path(__file__).with_name("0003_begin_now.sql").read_text())]

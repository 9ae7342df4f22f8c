"""Nobody near a case answers for it after it moved; nobody chooses who oversees their own unit."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("vigilance", "0002_health"), ("access", "0004_conflicts")]

    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("0003_outside.sql").read_text(), migrations.RunSQL.noop
        )
    ]

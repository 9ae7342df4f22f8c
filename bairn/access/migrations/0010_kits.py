"""A kit without a police report has a holder of its own, which the clinic alone reaches."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0009_found_unjudged")]

    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("0010_kits.sql").read_text(), migrations.RunSQL.noop
        )
    ]

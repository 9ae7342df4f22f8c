"""procrastinate's tables as we use them: no NOTIFY, one narrow way in."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("procrastinate", "0041_post_retry_failed_job"),
        ("access", "0001_initial"),  # its roles
    ]

    operations = [migrations.RunSQL(Path(__file__).with_name("0001_jobs.sql").read_text())]

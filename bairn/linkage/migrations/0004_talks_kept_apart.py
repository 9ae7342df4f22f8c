"""Who is kept out of the other case is not told that its people plan anything."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("linkage", "0003_revealing")]

    operations = [
        migrations.RunSQL(
            Path(__file__).with_suffix(".sql").read_text(),
            "drop policy linkage_talk_kept_apart on linkage_talk; "
            "drop function linkage_plan_kept_out(uuid); "
            "drop policy linkage_plan_owner on linkage_plan",
        ),
    ]

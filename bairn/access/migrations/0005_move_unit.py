"""A case moves to another unit only by that unit's own hand."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0004_conflicts")]

    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("0005_move_unit.sql").read_text(),
            "drop trigger access_holder_moves on access_holder; "
            "drop function access_holder_moves()",
        )
    ]

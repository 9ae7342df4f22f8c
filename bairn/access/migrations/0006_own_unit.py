"""Whether a case lies with the unit of the colleague who may be under suspicion in it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0005_move_unit")]

    operations = [
        migrations.AddField("Conflict", "own_unit", models.BooleanField(default=False)),
    ]

"""A list of everything that lies with a unit walks down an index, newest first."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """The index."""

    dependencies: ClassVar = [("access", "0010_kits")]
    operations: ClassVar = [
        migrations.AddIndex(
            "Holder", models.Index(fields=["unit_id", "-id"], name="access_holders_of_unit")
        )
    ]

"""When something was last heard of a bundle on its way: a worker may never come back."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("disclosure", "0002_kept")]
    operations: ClassVar = [
        migrations.AddField("Making", "heard_at", models.DateTimeField(null=True)),
    ]

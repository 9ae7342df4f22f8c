"""A request goes on with whoever takes a case over; who drafted it stays as it was."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("preservation", "0002_second_route")]
    operations: ClassVar = [
        migrations.AddField("Request", "minded_by", models.UUIDField(null=True)),
    ]

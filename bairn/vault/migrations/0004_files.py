"""The key of a file is a subject of its own kind."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One kind more; nothing that stands changes."""

    dependencies: ClassVar = [("vault", "0003_kept_out")]
    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="subject", name="vault_subject_kind"),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.CheckConstraint(
                name="vault_subject_kind",
                condition=models.Q(kind__in=["person", "words", "document", "file"]),
            ),
        ),
    ]

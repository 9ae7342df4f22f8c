"""Partners by token, where later words are sealed, and what shows that something came twice."""

from pathlib import Path

import bairn.kernel.ids
from django.db import migrations, models

_SQL = Path(__file__).with_name("0002_partners.sql")


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('agency_id', models.UUIDField()),
                ('name', models.CharField(max_length=120)),
                ('purpose', models.CharField(max_length=40)),
                ('pack', models.CharField(blank=True, max_length=40)),
                ('unit_id', models.UUIDField(null=True)),
                ('token_digest', models.BinaryField(unique=True)),
                ('is_active', models.BooleanField(default=True)),
                ('registered_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='addition',
            name='case_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='report',
            name='content_digest',
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name='report',
            name='number_digest',
            field=models.BinaryField(null=True),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('state', 'received')), fields=['received_at', 'id'], name='intake_received'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='intake_merged_into'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('content_digest__isnull', False)), fields=['content_digest'], name='intake_same_content'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('number_digest__isnull', False)), fields=['number_digest'], name='intake_same_number'),
        ),
        migrations.RunSQL(_SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

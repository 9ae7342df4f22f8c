"""Uploads under way and files that are evidence."""

from pathlib import Path
from typing import ClassVar

import bairn.kernel.ids
import django.db.models.deletion
from django.db import migrations, models

_SQL = Path(__file__).with_suffix(".sql")


class Migration(migrations.Migration):
    """The tables, who reaches them, and what may change of a row."""

    dependencies: ClassVar = [("evidence", "0001_exhibits"), ("vault", "0004_files")]

    operations: ClassVar = [
        migrations.CreateModel(
            name='File',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField()),
                ('number', models.IntegerField()),
                ('words_id', models.UUIDField()),
                ('key_id', models.UUIDField(null=True)),
                ('held', models.CharField(max_length=8)),
                ('found_type', models.CharField(max_length=130)),
                ('size', models.BigIntegerField()),
                ('sha256', models.BinaryField()),
                ('sha1', models.BinaryField(default=bytes)),
                ('md5', models.BinaryField(default=bytes)),
                ('restricted', models.BooleanField(default=False)),
                ('classification', models.CharField(default='', max_length=40)),
                ('origin', models.CharField(max_length=12)),
                ('tool', models.CharField(default='', max_length=40)),
                ('redaction', models.CharField(default='', max_length=40)),
                ('entry_id', models.UUIDField()),
                ('taken_at', models.DateTimeField()),
                ('by_id', models.UUIDField()),
                ('verification', models.CharField(default='never', max_length=8)),
                ('verified_at', models.DateTimeField(null=True)),
                ('exhibit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='evidence.exhibit')),
                ('original', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='evidence.file')),
            ],
            options={
                'db_table': 'evidence_file',
                'indexes': [models.Index(fields=['holder_id', 'sha256'], name='evidence_file_twins'), models.Index(condition=models.Q(('held', 'sealed')), fields=['verified_at', 'id'], name='evidence_file_verify_due')],
                'constraints': [models.UniqueConstraint(fields=('exhibit', 'number'), name='evidence_file_number'), models.CheckConstraint(condition=models.Q(('held__in', ['sealed', 'digest'])), name='evidence_file_held'), models.CheckConstraint(condition=models.Q(models.Q(('held', 'sealed'), ('key_id__isnull', False)), models.Q(('held', 'digest'), ('key_id__isnull', True)), _connector='OR'), name='evidence_file_key'), models.CheckConstraint(condition=models.Q(('origin__in', ['upload', 'cli', 'capture', 'answer', 'named'])), name='evidence_file_origin'), models.CheckConstraint(condition=models.Q(('size__gte', 0)), name='evidence_file_size'), models.CheckConstraint(condition=models.Q(models.Q(('original__isnull', True), ('redaction', '')), models.Q(('original__isnull', False), models.Q(('redaction', ''), _negated=True), models.Q(('original', models.F('id')), _negated=True)), _connector='OR'), name='evidence_file_redacted'), models.CheckConstraint(condition=models.Q(models.Q(('verification', 'never'), ('verified_at__isnull', True)), models.Q(models.Q(('verification', 'never'), _negated=True), ('verified_at__isnull', False)), _connector='OR'), name='evidence_file_verified')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField()),
                ('by_id', models.UUIDField()),
                ('state', models.CharField(default='arriving', max_length=12)),
                ('code', models.CharField(default='', max_length=64)),
                ('size', models.BigIntegerField(null=True)),
                ('sha256_said', models.BinaryField(default=bytes)),
                ('restricted', models.BooleanField(default=False)),
                ('classification', models.CharField(default='', max_length=40)),
                ('twice', models.BooleanField(default=True)),
                ('origin', models.CharField(max_length=12)),
                ('tool', models.CharField(default='', max_length=40)),
                ('original_id', models.UUIDField(null=True)),
                ('redaction', models.CharField(default='', max_length=40)),
                ('words_id', models.UUIDField()),
                ('key_id', models.UUIDField()),
                ('begun_at', models.DateTimeField()),
                ('touched_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('exhibit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='evidence.exhibit')),
            ],
            options={
                'db_table': 'evidence_upload',
                'indexes': [models.Index(condition=models.Q(('state', 'arriving')), fields=['by_id', 'holder_id'], name='evidence_uploads_under_way'), models.Index(condition=models.Q(('state', 'arriving')), fields=['touched_at'], name='evidence_uploads_idle')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['arriving', 'taken', 'refused', 'withdrawn', 'expired'])), name='evidence_upload_state'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state', 'arriving')), models.Q(models.Q(('state', 'arriving'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='evidence_upload_ended')],
            },
        ),
        migrations.RunSQL(_SQL.read_text(), migrations.RunSQL.noop),
    ]

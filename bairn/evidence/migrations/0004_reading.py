"""How files are read: locks and grounds, viewings and exposure, checks, captures."""

from pathlib import Path
from typing import ClassVar

import bairn.kernel.ids
import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

_SQL = Path(__file__).with_suffix(".sql")


class Migration(migrations.Migration):
    """The tables and who reaches them."""

    dependencies: ClassVar = [("evidence", "0003_kits")]

    operations: ClassVar = [
        migrations.CreateModel(
            name='Capture',
            fields=[
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to='evidence.file')),
                ('holder_id', models.UUIDField()),
                ('asked_at', models.DateTimeField()),
                ('by_id', models.UUIDField()),
                ('kind', models.CharField(default='', max_length=4)),
                ('captured_at', models.DateTimeField(null=True)),
                ('captured_until', models.DateTimeField(null=True)),
                ('records', models.IntegerField(default=0)),
                ('agreements', models.JSONField(default=dict)),
                ('faults', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('holds', models.BooleanField(null=True)),
                ('words_id', models.UUIDField(null=True)),
                ('read_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'evidence_capture',
                'indexes': [models.Index(fields=['holder_id'], name='evidence_captures_of_holder')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('holds__isnull', True), ('kind', ''), ('read_at__isnull', True)), models.Q(('holds__isnull', False), ('kind__in', ['warc', 'wacz']), ('read_at__isnull', False)), _connector='OR'), name='evidence_capture_read')],
            },
        ),
        migrations.CreateModel(
            name='CheckAsked',
            fields=[
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to='evidence.file')),
                ('holder_id', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('by_id', models.UUIDField()),
            ],
            options={
                'db_table': 'evidence_check_asked',
                'indexes': [models.Index(fields=['holder_id'], name='evidence_asked_of_holder')],
            },
        ),
        migrations.CreateModel(
            name='Exposure',
            fields=[
                ('viewing_id', models.UUIDField(primary_key=True, serialize=False)),
                ('staff_id', models.UUIDField()),
                ('unit_id', models.UUIDField(null=True)),
                ('sensitivity', models.CharField(max_length=20)),
                ('began_at', models.DateTimeField()),
                ('last_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'evidence_exposure',
                'indexes': [models.Index(fields=['staff_id', 'began_at'], name='evidence_exposure_of_staff'), models.Index(fields=['unit_id', 'began_at'], name='evidence_exposure_of_unit')],
            },
        ),
        migrations.CreateModel(
            name='Welfare',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('staff_id', models.UUIDField()),
                ('unit_id', models.UUIDField()),
                ('week', models.DateField()),
                ('at', models.DateTimeField()),
                ('by_id', models.UUIDField()),
            ],
            options={
                'db_table': 'evidence_welfare',
                'constraints': [models.UniqueConstraint(fields=('staff_id', 'week'), name='evidence_welfare_once'), models.CheckConstraint(condition=models.Q(('by_id', models.F('staff_id')), _negated=True), name='evidence_welfare_by_another')],
            },
        ),
        migrations.CreateModel(
            name='Authority',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField()),
                ('lock', models.CharField(max_length=20)),
                ('ground', models.CharField(max_length=40)),
                ('words_id', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('by_id', models.UUIDField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='evidence.file')),
            ],
            options={
                'db_table': 'evidence_authority',
                'indexes': [models.Index(fields=['holder_id'], name='evidence_authority_of_holder')],
                'constraints': [models.UniqueConstraint(fields=('file', 'lock'), name='evidence_authority_once')],
            },
        ),
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField()),
                ('outcome', models.CharField(max_length=8)),
                ('ranges', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('by_id', models.UUIDField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='evidence.file')),
            ],
            options={
                'db_table': 'evidence_check',
                'indexes': [models.Index(fields=['file', '-at'], name='evidence_checks_of_file'), models.Index(fields=['holder_id'], name='evidence_checks_of_holder')],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['whole', 'broken', 'missing', 'other'])), name='evidence_check_outcome')],
            },
        ),
        migrations.CreateModel(
            name='Lock',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField()),
                ('kind', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('by_id', models.UUIDField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='evidence.file')),
            ],
            options={
                'db_table': 'evidence_lock',
                'indexes': [models.Index(fields=['holder_id'], name='evidence_locks_of_holder')],
                'constraints': [models.UniqueConstraint(fields=('file', 'kind'), name='evidence_lock_once')],
            },
        ),
        migrations.CreateModel(
            name='TakenOut',
            fields=[
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to='evidence.file')),
                ('holder_id', models.UUIDField()),
                ('entry', models.IntegerField()),
                ('archive', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.file')),
            ],
            options={
                'db_table': 'evidence_taken_out',
                'indexes': [models.Index(fields=['holder_id'], name='evidence_taken_of_holder')],
                'constraints': [models.CheckConstraint(condition=models.Q(('file', models.F('archive')), _negated=True), name='evidence_taken_of_another')],
            },
        ),
        migrations.CreateModel(
            name='Viewing',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField()),
                ('staff_id', models.UUIDField()),
                ('purpose', models.CharField(max_length=20)),
                ('began_at', models.DateTimeField()),
                ('last_at', models.DateTimeField()),
                ('looks', models.IntegerField(default=0)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='evidence.file')),
            ],
            options={
                'db_table': 'evidence_viewing',
                'indexes': [models.Index(fields=['file', '-began_at'], name='evidence_viewings_of_file'), models.Index(fields=['holder_id'], name='evidence_viewings_of_holder')],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_at__gte', models.F('began_at'))), name='evidence_viewing_forward')],
            },
        ),
        migrations.RunSQL(_SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

"""The tables of reports, who may touch them, and what may be asked before anybody is in reach."""

from pathlib import Path

import bairn.kernel.ids
import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from bairn.access import rls

_SQL = Path(__file__).with_name("0001_intake.sql")


class Migration(migrations.Migration):

    initial = True

    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='Platform',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('username', models.CharField(max_length=80, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('password', models.CharField(max_length=200)),
                ('unit_id', models.UUIDField(null=True)),
                ('is_active', models.BooleanField(default=True)),
                ('registered_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=24, unique=True)),
                ('channel', models.CharField(max_length=20)),
                ('state', models.CharField(max_length=12)),
                ('received_at', models.DateTimeField()),
                ('unit_id', models.UUIDField()),
                ('pack', models.CharField(blank=True, max_length=40)),
                ('language', models.CharField(blank=True, max_length=12)),
                ('situation', models.CharField(blank=True, max_length=40)),
                ('incident_codes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('incident_earliest', models.DateTimeField(null=True)),
                ('incident_latest', models.DateTimeField(null=True)),
                ('contact_earliest', models.DateTimeField(null=True)),
                ('contact_latest', models.DateTimeField(null=True)),
                ('facts', models.JSONField(default=dict)),
                ('open_elements', models.JSONField(default=list)),
                ('kept_unknown', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=4000), default=list, size=None)),
                ('words_id', models.UUIDField(null=True)),
                ('document_id', models.UUIDField(null=True)),
                ('case_id', models.UUIDField(null=True)),
                ('case_from', models.DateTimeField(null=True)),
                ('merged_into', models.UUIDField(null=True)),
                ('entry_id', models.UUIDField()),
                ('code_digest', models.BinaryField(null=True, unique=True)),
                ('sending_digest', models.BinaryField(null=True, unique=True)),
                ('platform', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='intake.platform')),
            ],
        ),
        migrations.CreateModel(
            name='Route',
            fields=[
                ('pack', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('unit_id', models.UUIDField()),
            ],
        ),
        migrations.CreateModel(
            name='Salt',
            fields=[
                ('one', models.BooleanField(default=True, primary_key=True, serialize=False)),
                ('value', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('subject_id', models.UUIDField(unique=True)),
                ('place', models.SmallIntegerField()),
                ('role', models.CharField(max_length=12)),
                ('facts', models.JSONField(default=dict)),
                ('identified', models.BooleanField()),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='intake.report')),
            ],
        ),
        migrations.CreateModel(
            name='File',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('held', models.CharField(max_length=8)),
                ('md5', models.CharField(blank=True, max_length=32)),
                ('sha1', models.CharField(blank=True, max_length=40)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('size', models.BigIntegerField(null=True)),
                ('stated_digests', models.JSONField(default=list)),
                ('classification', models.CharField(blank=True, max_length=4)),
                ('relevance', models.CharField(blank=True, max_length=12)),
                ('viewed_by_platform', models.BooleanField(null=True)),
                ('exif_viewed_by_platform', models.BooleanField(null=True)),
                ('publicly_available', models.BooleanField(null=True)),
                ('uploaded_earliest', models.DateTimeField(null=True)),
                ('uploaded_latest', models.DateTimeField(null=True)),
                ('annotations', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('facts', models.JSONField(default=dict)),
                ('kept_unknown', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=4000), default=list, size=None)),
                ('subject_id', models.UUIDField(null=True)),
                ('received_at', models.DateTimeField()),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='intake.report')),
            ],
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40)),
                ('answered_at', models.DateTimeField()),
                ('by_id', models.UUIDField()),
                ('contact_by', models.DateTimeField(null=True)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='intake.report')),
            ],
        ),
        migrations.CreateModel(
            name='Addition',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('subject_id', models.UUIDField(unique=True)),
                ('facts', models.JSONField(default=dict)),
                ('by_kind', models.CharField(max_length=10)),
                ('added_at', models.DateTimeField()),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='intake.report')),
            ],
        ),
        migrations.CreateModel(
            name='Sending',
            fields=[
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to='intake.report')),
                ('number', models.BigIntegerField(unique=True)),
                ('opened_at', models.DateTimeField()),
                ('touched_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('platform', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='intake.platform')),
            ],
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['unit_id', '-received_at', '-id'], name='intake_of_unit'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('case_id__isnull', False)), fields=['case_id'], name='intake_of_case'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['public_form', 'mandated_form', 'officer_form', 'platform_file', 'platform_wire', 'partner_api'])), name='intake_report_channel'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['arriving', 'received', 'merged', 'retracted'])), name='intake_report_state'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('state', 'merged')), models.Q(models.Q(('state', 'merged'), _negated=True), ('merged_into__isnull', True)), _connector='OR'), name='intake_report_merged'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('case_from__isnull', True), ('case_id__isnull', True)), models.Q(('case_from__isnull', False), ('case_id__isnull', False)), _connector='OR'), name='intake_report_case'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['reporter', 'victim', 'suspect', 'guardian', 'witness', 'other'])), name='intake_person_role'),
        ),
        migrations.AddIndex(
            model_name='file',
            index=models.Index(condition=models.Q(('sha256', ''), _negated=True), fields=['sha256'], name='intake_file_sha256'),
        ),
        migrations.AddConstraint(
            model_name='file',
            constraint=models.CheckConstraint(condition=models.Q(('held__in', ['named', 'digest', 'sealed'])), name='intake_file_held'),
        ),
        migrations.AddConstraint(
            model_name='file',
            constraint=models.CheckConstraint(condition=models.Q(('held', 'named'), models.Q(('sha256', ''), _negated=True), _connector='OR'), name='intake_file_measured'),
        ),
        migrations.AddIndex(
            model_name='sending',
            index=models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['touched_at'], name='intake_sending_open'),
        ),
        *rls.protect("intake_report", holder="id", reporter="insert"),
        *rls.protect("intake_person", holder="report_id", ops="select,insert", reporter="insert"),
        *rls.protect("intake_file", holder="report_id", reporter="insert"),
        *rls.protect("intake_addition", holder="report_id", ops="select,insert", reporter="insert"),
        *rls.protect("intake_answer", holder="report_id", ops="select,insert"),
        *rls.protect("intake_sending", holder="report_id"),
        *rls.grant("intake_platform", "select,insert,update"),
        *rls.grant("intake_route", "select,insert,update"),
        migrations.RunSQL(_SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

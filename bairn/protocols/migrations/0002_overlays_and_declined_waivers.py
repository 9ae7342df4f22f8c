"""Overlays of agencies; a waiver that was turned down, by somebody else, may be asked again."""

import bairn.kernel.ids
from django.db import migrations, models

from bairn.access import rls


class Migration(migrations.Migration):

    dependencies = [
        ('protocols', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Overlay',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('agency_id', models.UUIDField()),
                ('pack', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=64)),
                ('digest', models.CharField(max_length=64)),
                ('content', models.TextField()),
                ('from_at', models.DateTimeField()),
                ('until_at', models.DateTimeField(null=True)),
                ('by_id', models.UUIDField()),
                ('ended_by', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'protocols_overlay',
            },
        ),
        migrations.AddField(
            model_name='binding',
            name='agency_id',
            field=models.UUIDField(null=True),
        ),
        migrations.RemoveConstraint(
            model_name='waiver',
            name='protocols_waiver_step',
        ),
        migrations.AddField(
            model_name='waiver',
            name='declined_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='waiver',
            name='declined_by',
            field=models.UUIDField(null=True),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.UniqueConstraint(condition=models.Q(('declined_at__isnull', True)), fields=('case_id', 'step'), name='protocols_waiver_step'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('declined_at__isnull', True), ('declined_by__isnull', True)), models.Q(models.Q(('declined_by', models.F('asked_by')), _negated=True), ('approved_at__isnull', True), ('declined_at__isnull', False), ('declined_by__isnull', False)), _connector='OR'), name='protocols_waiver_declined_by_another'),
        ),
        migrations.AddConstraint(
            model_name='overlay',
            constraint=models.UniqueConstraint(condition=models.Q(('until_at__isnull', True)), fields=('agency_id', 'pack'), name='protocols_overlay_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='overlay',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_by__isnull', True), ('until_at__isnull', True)), models.Q(('ended_by__isnull', False), ('until_at__gte', models.F('from_at'))), _connector='OR'), name='protocols_overlay_in_order'),
        ),
        *rls.grant("protocols_overlay", "select,insert,update"),
    ]

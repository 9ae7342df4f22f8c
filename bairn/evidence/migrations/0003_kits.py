"""Kits: their way, questions, matches, notices and vetoes; how one goes from the clinic to a case."""

from pathlib import Path

import bairn.kernel.ids
import django.db.models.deletion
from django.db import migrations, models


def seen(table, kit):
    """Reach, and for those who see what was in their hands alone: near to this kit."""
    near = f"bairn_reach(holder_id) and evidence_near({kit})"
    statements = [
        f"alter table {table} enable row level security, force row level security",
        f"create policy {table}_reach on {table} for select to bairn_app using ({near})",
        f"create policy {table}_new on {table} for insert to bairn_app with check ({near})",
        f"create policy {table}_more on {table} for update to bairn_app "
        f"using ({near}) with check ({near})",
        f"grant select, insert on {table} to bairn_app",
    ]
    return [migrations.RunSQL(one, migrations.RunSQL.noop) for one in statements]


class Migration(migrations.Migration):

    dependencies = [("evidence", "0002_files"), ("access", "0010_kits")]

    operations = [
        migrations.CreateModel(
            name='Kit',
            fields=[
                ('exhibit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='kit', serialize=False, to='evidence.exhibit')),
                ('holder_id', models.UUIDField()),
                ('own_holder_id', models.UUIDField(null=True)),
                ('number', models.CharField(max_length=40)),
                ('unit_id', models.UUIDField()),
                ('agency_id', models.UUIDField()),
                ('kind', models.CharField(max_length=16)),
                ('of_child', models.BooleanField()),
                ('lot', models.CharField(default='', max_length=40)),
                ('expires_on', models.DateField(null=True)),
                ('place', models.CharField(max_length=6)),
                ('zone', models.CharField(max_length=40)),
                ('collected_at', models.DateTimeField()),
                ('registered_at', models.DateTimeField()),
                ('registered_by', models.UUIDField()),
                ('lab_unit_id', models.UUIDField(null=True)),
                ('stands', models.CharField(max_length=16)),
                ('due_at', models.DateTimeField(null=True)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('result_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'evidence_kit',
                'indexes': [models.Index(fields=['holder_id', '-exhibit'], name='evidence_kits_of_holder'), models.Index(fields=['stands', 'due_at', 'exhibit'], name='evidence_kits_by_state')],
                'constraints': [models.UniqueConstraint(fields=('unit_id', 'number'), name='evidence_kit_number'), models.CheckConstraint(condition=models.Q(('kind__in', ['reported', 'unreported', 'known_suspect', 'non_recent'])), name='evidence_kit_kind'), models.CheckConstraint(condition=models.Q(('stands__in', ['unreported', 'awaiting_pickup', 'with_police', 'to_lab', 'at_lab', 'resulted', 'not_tested', 'notice', 'disposed', 'lost', 'out_of_state', 'repurposed', 'expired'])), name='evidence_kit_stands'), models.CheckConstraint(condition=models.Q(models.Q(('holder_id', models.F('own_holder_id')), ('kind', 'unreported')), models.Q(('kind', 'unreported'), _negated=True), _connector='OR'), name='evidence_kit_whose')],
            },
        ),
        migrations.CreateModel(
            name='KitEvent',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField(db_index=True)),
                ('number', models.SmallIntegerField()),
                ('event', models.CharField(max_length=20)),
                ('code', models.CharField(default='', max_length=40)),
                ('happened_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('by_id', models.UUIDField()),
                ('ledger_id', models.UUIDField(null=True)),
                ('kit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='evidence.kit')),
            ],
            options={
                'db_table': 'evidence_kit_event',
                'constraints': [models.UniqueConstraint(fields=('kit', 'number'), name='evidence_kit_event_number'), models.CheckConstraint(condition=models.Q(('happened_at__lte', models.F('recorded_at'))), name='evidence_kit_event_happened')],
            },
        ),
        migrations.CreateModel(
            name='KitMatchStep',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField(db_index=True)),
                ('number', models.SmallIntegerField()),
                ('match', models.SmallIntegerField()),
                ('step', models.CharField(max_length=20)),
                ('code', models.CharField(default='', max_length=20)),
                ('happened_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('by_id', models.UUIDField()),
                ('kit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='evidence.kit')),
            ],
            options={
                'db_table': 'evidence_kit_match_step',
                'constraints': [models.UniqueConstraint(fields=('kit', 'number'), name='evidence_kit_match_number'), models.CheckConstraint(condition=models.Q(models.Q(('match__gte', 1), ('step', 'matched')), models.Q(models.Q(('step', 'matched'), _negated=True), ('match__gte', 0)), _connector='OR'), name='evidence_kit_match_of')],
            },
        ),
        migrations.CreateModel(
            name='KitNotice',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField(db_index=True)),
                ('kind', models.CharField(max_length=10)),
                ('language', models.CharField(max_length=2)),
                ('told_how', models.CharField(max_length=20)),
                ('told_at', models.DateTimeField()),
                ('told_by', models.UUIDField()),
                ('recorded_at', models.DateTimeField()),
                ('disposal_on', models.DateField()),
                ('code_hash', models.BinaryField(unique=True)),
                ('kit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='evidence.kit')),
            ],
            options={
                'db_table': 'evidence_kit_notice',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['retention', 'disposal'])), name='evidence_kit_notice_kind'), models.CheckConstraint(condition=models.Q(('told_at__lte', models.F('recorded_at'))), name='evidence_kit_notice_told')],
            },
        ),
        migrations.CreateModel(
            name='KitPlan',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField(db_index=True)),
                ('match', models.SmallIntegerField()),
                ('choice', models.CharField(max_length=20)),
                ('channel', models.CharField(max_length=20)),
                ('place', models.CharField(max_length=20)),
                ('advocate_id', models.UUIDField()),
                ('words_id', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('by_id', models.UUIDField()),
                ('kit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='evidence.kit')),
            ],
            options={
                'db_table': 'evidence_kit_plan',
                'constraints': [models.CheckConstraint(condition=models.Q(('channel__in', ['in_person', 'safe_call', 'at_support'])), name='evidence_kit_plan_channel')],
            },
        ),
        migrations.CreateModel(
            name='KitUntested',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField(db_index=True)),
                ('reason', models.CharField(max_length=40)),
                ('asked_by', models.UUIDField()),
                ('asked_at', models.DateTimeField()),
                ('agreed', models.BooleanField(null=True)),
                ('answered_by', models.UUIDField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('refused_for', models.CharField(default='', max_length=40)),
                ('reversed_by', models.UUIDField(null=True)),
                ('reversed_at', models.DateTimeField(null=True)),
                ('kit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='evidence.kit')),
            ],
            options={
                'db_table': 'evidence_kit_untested',
                'constraints': [models.UniqueConstraint(condition=models.Q(('agreed__isnull', True), ('reversed_at__isnull', True)), fields=('kit',), name='evidence_kit_one_question'), models.CheckConstraint(condition=models.Q(('answered_by__isnull', True), models.Q(('answered_by', models.F('asked_by')), _negated=True), _connector='OR'), name='evidence_kit_answered_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('agreed__isnull', True), ('answered_by__isnull', True), ('refused_for', '')), models.Q(('agreed', True), ('answered_by__isnull', False), ('refused_for', '')), models.Q(('agreed', False), ('answered_by__isnull', False), models.Q(('refused_for', ''), _negated=True)), _connector='OR'), name='evidence_kit_answer')],
            },
        ),
        migrations.CreateModel(
            name='KitVeto',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField(db_index=True)),
                ('reason', models.CharField(max_length=20)),
                ('role', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('by_id', models.UUIDField()),
                ('lifted_at', models.DateTimeField(null=True)),
                ('lifted_by', models.UUIDField(null=True)),
                ('kit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='evidence.kit')),
            ],
            options={
                'db_table': 'evidence_kit_veto',
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['prosecutor', 'supervisor'])), name='evidence_kit_veto_role')],
            },
        ),
        *seen("evidence_kit", "exhibit_id"),
        *seen("evidence_kit_event", "kit_id"),
        *seen("evidence_kit_untested", "kit_id"),
        *seen("evidence_kit_match_step", "kit_id"),
        *seen("evidence_kit_plan", "kit_id"),
        *seen("evidence_kit_notice", "kit_id"),
        *seen("evidence_kit_veto", "kit_id"),
        migrations.RunSQL(
            Path(__file__).with_name("0003_kits.sql").read_text(), migrations.RunSQL.noop
        ),
    ]

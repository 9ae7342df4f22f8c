"""Exhibits, the hands they pass through, places, and the contamination log."""

from pathlib import Path

import bairn.kernel.ids
import django.db.models.deletion
from bairn.access import rls
from django.db import migrations, models


def seen(table, exhibit, *, ops="select,insert"):
    """Reach, and for those who see what was in their hands alone: near to this exhibit.

    A row is added within reach; the exhibit itself comes before whatever makes it near.
    """
    near = f"bairn_reach(holder_id) and evidence_near({exhibit})"
    added = "bairn_reach(holder_id)" if exhibit == "id" else near
    return _shut(table, near, added, ops)


def _shut(table, using, added, ops="select,insert"):
    statements = [
        f"alter table {table} enable row level security, force row level security",
        f"create policy {table}_reach on {table} for select to bairn_app using ({using})",
        f"create policy {table}_new on {table} for insert to bairn_app with check ({added})",
        f"create policy {table}_more on {table} for update to bairn_app "
        f"using ({using}) with check ({using})",
        f"grant {ops} on {table} to bairn_app",
    ]
    return [migrations.RunSQL(one, migrations.RunSQL.noop) for one in statements]


class Migration(migrations.Migration):

    initial = True

    dependencies = [('access', '0009_found_unjudged')]  # its roles and functions

    operations = [
        migrations.CreateModel(
            name='Audit',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('unit_id', models.UUIDField()),
                ('by_id', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('found', models.IntegerField()),
            ],
            options={
                'db_table': 'evidence_audit',
            },
        ),
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('holder_id', models.UUIDField(primary_key=True, serialize=False)),
                ('last', models.IntegerField()),
            ],
            options={
                'db_table': 'evidence_counter',
            },
        ),
        migrations.CreateModel(
            name='Exhibit',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField()),
                ('number', models.IntegerField()),
                ('code', models.CharField(max_length=11, unique=True)),
                ('kind', models.CharField(max_length=40)),
                ('root_id', models.UUIDField()),
                ('sensitivity', models.CharField(max_length=20)),
                ('source', models.CharField(max_length=20)),
                ('about', models.UUIDField(null=True)),
                ('collected_at', models.DateTimeField()),
                ('offset_minutes', models.SmallIntegerField()),
                ('collected_by', models.UUIDField(null=True)),
                ('method', models.CharField(max_length=40)),
                ('kit_lot', models.CharField(default='', max_length=40)),
                ('basis', models.CharField(max_length=40)),
                ('no_basis', models.CharField(default='', max_length=40)),
                ('write_blocked', models.BooleanField(null=True)),
                ('sha256', models.BinaryField(null=True)),
                ('words_id', models.UUIDField()),
                ('registered_at', models.DateTimeField()),
                ('registered_by', models.UUIDField()),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='evidence.exhibit')),
            ],
            options={
                'db_table': 'evidence_exhibit',
            },
        ),
        migrations.CreateModel(
            name='Carrier',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('unit_id', models.UUIDField()),
                ('what', models.CharField(max_length=10)),
                ('name', models.CharField(max_length=60)),
                ('added_by', models.UUIDField()),
                ('added_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'evidence_carrier',
                'constraints': [models.UniqueConstraint(fields=('unit_id', 'what', 'name'), name='evidence_carrier_name')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField(db_index=True)),
                ('what', models.CharField(max_length=10)),
                ('which', models.UUIDField()),
                ('with_participant', models.UUIDField()),
                ('from_at', models.DateTimeField()),
                ('until_at', models.DateTimeField()),
                ('cleaned_at', models.DateTimeField(null=True)),
                ('at', models.DateTimeField()),
                ('by_id', models.UUIDField()),
            ],
            options={
                'db_table': 'evidence_contact',
                'constraints': [models.CheckConstraint(condition=models.Q(('until_at__gte', models.F('from_at'))), name='evidence_contact_until'), models.CheckConstraint(condition=models.Q(('cleaned_at__isnull', True), ('cleaned_at__gte', models.F('until_at')), _connector='OR'), name='evidence_contact_cleaned')],
            },
        ),
        migrations.CreateModel(
            name='Examination',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField(db_index=True)),
                ('event_number', models.SmallIntegerField()),
                ('by_id', models.UUIDField()),
                ('what_for', models.CharField(max_length=40)),
                ('from_at', models.DateTimeField()),
                ('until_at', models.DateTimeField()),
                ('seal_before', models.CharField(default='', max_length=40)),
                ('seal_after', models.CharField(default='', max_length=40)),
                ('consumed', models.CharField(max_length=12)),
                ('result', models.CharField(max_length=40)),
                ('words_id', models.UUIDField(null=True)),
                ('recorded_at', models.DateTimeField()),
                ('exhibit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='examinations', to='evidence.exhibit')),
            ],
            options={
                'db_table': 'evidence_examination',
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField()),
                ('number', models.SmallIntegerField()),
                ('kind', models.CharField(max_length=20)),
                ('happened_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('by_id', models.UUIDField()),
                ('giver_staff', models.UUIDField(null=True)),
                ('giver_outside', models.CharField(default='', max_length=20)),
                ('giver_words', models.UUIDField(null=True)),
                ('taker_staff', models.UUIDField(null=True)),
                ('taker_outside', models.CharField(default='', max_length=20)),
                ('taker_words', models.UUIDField(null=True)),
                ('place_id', models.UUIDField(null=True)),
                ('purpose', models.CharField(default='', max_length=40)),
                ('reason', models.CharField(default='', max_length=40)),
                ('seal_before', models.CharField(default='', max_length=40)),
                ('seal_after', models.CharField(default='', max_length=40)),
                ('condition', models.CharField(default='', max_length=20)),
                ('handover_id', models.UUIDField(null=True)),
                ('words_id', models.UUIDField(null=True)),
                ('receipt_sha256', models.BinaryField(null=True)),
                ('exhibit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='evidence.exhibit')),
            ],
            options={
                'db_table': 'evidence_event',
            },
        ),
        migrations.CreateModel(
            name='Disposal',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField(db_index=True)),
                ('basis', models.CharField(max_length=40)),
                ('proposed_by', models.UUIDField()),
                ('proposed_at', models.DateTimeField()),
                ('agreed_by', models.UUIDField(null=True)),
                ('agreed_at', models.DateTimeField(null=True)),
                ('declined_by', models.UUIDField(null=True)),
                ('declined_at', models.DateTimeField(null=True)),
                ('declined_for', models.CharField(default='', max_length=40)),
                ('done_by', models.UUIDField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('method', models.CharField(default='', max_length=40)),
                ('witness', models.UUIDField(null=True)),
                ('exhibit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disposals', to='evidence.exhibit')),
            ],
            options={
                'db_table': 'evidence_disposal',
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField()),
                ('number', models.SmallIntegerField()),
                ('field', models.CharField(max_length=20)),
                ('value', models.CharField(default='', max_length=64)),
                ('before', models.CharField(default='', max_length=64)),
                ('words_id', models.UUIDField(null=True)),
                ('reason', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('by_id', models.UUIDField()),
                ('exhibit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='evidence.exhibit')),
            ],
            options={
                'db_table': 'evidence_correction',
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('unit_id', models.UUIDField()),
                ('place_id', models.UUIDField()),
                ('holder_id', models.UUIDField(db_index=True)),
                ('exhibit_id', models.UUIDField(db_index=True)),
                ('code', models.CharField(max_length=11)),
                ('what', models.CharField(max_length=10)),
                ('at', models.DateTimeField()),
                ('by_id', models.UUIDField()),
                ('audit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='evidence.audit')),
            ],
            options={
                'db_table': 'evidence_finding',
            },
        ),
        migrations.CreateModel(
            name='Hand',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField()),
                ('staff_id', models.UUIDField()),
                ('exhibit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='evidence.exhibit')),
            ],
            options={
                'db_table': 'evidence_hand',
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField(db_index=True)),
                ('giver', models.UUIDField()),
                ('taker_staff', models.UUIDField(null=True)),
                ('taker_outside', models.CharField(default='', max_length=20)),
                ('taker_words', models.UUIDField(null=True)),
                ('purpose', models.CharField(max_length=40)),
                ('offered_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'evidence_handover',
                'constraints': [models.CheckConstraint(condition=models.Q(('taker_staff__isnull', True), models.Q(('taker_staff', models.F('giver')), _negated=True), _connector='OR'), name='evidence_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('taker_staff__isnull', False), ('taker_outside', '')), models.Q(('taker_staff__isnull', True), models.Q(('taker_outside', ''), _negated=True)), _connector='OR'), name='evidence_one_taker')],
            },
        ),
        migrations.CreateModel(
            name='HandoverItem',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField()),
                ('giver', models.UUIDField()),
                ('taker_staff', models.UUIDField(null=True)),
                ('seal_before', models.CharField(default='', max_length=40)),
                ('condition_before', models.CharField(max_length=20)),
                ('offered_at', models.DateTimeField()),
                ('ended_as', models.CharField(default='', max_length=12)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.UUIDField(null=True)),
                ('seal_after', models.CharField(default='', max_length=40)),
                ('condition_after', models.CharField(default='', max_length=20)),
                ('reason', models.CharField(default='', max_length=40)),
                ('exhibit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='evidence.exhibit')),
                ('handover', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='evidence.handover')),
            ],
            options={
                'db_table': 'evidence_handover_item',
            },
        ),
        migrations.CreateModel(
            name='Keeping',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField(db_index=True)),
                ('until_at', models.DateTimeField()),
                ('basis', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('by_id', models.UUIDField()),
                ('exhibit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keepings', to='evidence.exhibit')),
            ],
            options={
                'db_table': 'evidence_keeping',
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField(db_index=True)),
                ('by_whom', models.CharField(max_length=20)),
                ('words_id', models.UUIDField(null=True)),
                ('raised_at', models.DateTimeField()),
                ('raised_by', models.UUIDField()),
                ('settled_as', models.CharField(default='', max_length=20)),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled_by', models.UUIDField(null=True)),
                ('exhibit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='evidence.exhibit')),
            ],
            options={
                'db_table': 'evidence_objection',
            },
        ),
        migrations.CreateModel(
            name='Omission',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField()),
                ('step', models.CharField(max_length=40)),
                ('reason', models.CharField(max_length=40)),
                ('words_id', models.UUIDField(null=True)),
                ('exhibit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='omissions', to='evidence.exhibit')),
            ],
            options={
                'db_table': 'evidence_omission',
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('unit_id', models.UUIDField()),
                ('name', models.CharField(max_length=80)),
                ('condition', models.CharField(max_length=20)),
                ('audit_days', models.SmallIntegerField()),
                ('added_by', models.UUIDField()),
                ('added_at', models.DateTimeField()),
                ('audited_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'evidence_place',
                'constraints': [models.UniqueConstraint(fields=('unit_id', 'name'), name='evidence_place_name')],
            },
        ),
        migrations.AddField(
            model_name='audit',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='audits', to='evidence.place'),
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.UUIDField(default=bairn.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField()),
                ('raised_at', models.DateTimeField()),
                ('answer', models.CharField(default='', max_length=40)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.UUIDField(null=True)),
                ('words_id', models.UUIDField(null=True)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.contact')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.contact')),
            ],
            options={
                'db_table': 'evidence_alert',
                'indexes': [models.Index(condition=models.Q(('answered_at__isnull', True)), fields=['holder_id'], name='evidence_alerts_open')],
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='evidence_alert_once'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='evidence_alert_answer')],
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('exhibit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to='evidence.exhibit')),
                ('holder_id', models.UUIDField()),
                ('kind', models.CharField(max_length=40)),
                ('sensitivity', models.CharField(max_length=20)),
                ('state', models.CharField(max_length=12)),
                ('hands_staff', models.UUIDField(null=True)),
                ('hands_outside', models.CharField(default='', max_length=20)),
                ('hands_words', models.UUIDField(null=True)),
                ('place_id', models.UUIDField(null=True)),
                ('seal', models.CharField(default='', max_length=40)),
                ('condition', models.CharField(max_length=20)),
                ('since', models.DateTimeField()),
                ('handover_id', models.UUIDField(null=True)),
                ('last_number', models.SmallIntegerField()),
                ('last_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'evidence_standing',
                'indexes': [models.Index(fields=['holder_id', '-exhibit'], name='evidence_standing_of_holder'), models.Index(fields=['hands_staff', '-exhibit'], name='evidence_standing_in_hands'), models.Index(fields=['place_id', '-exhibit'], name='evidence_standing_in_place')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['held', 'stored', 'outside', 'given_back', 'disposed'])), name='evidence_standing_state'), models.CheckConstraint(condition=models.Q(('hands_staff__isnull', True), ('hands_outside', ''), _connector='OR'), name='evidence_one_pair_of_hands')],
            },
        ),
        migrations.AddIndex(
            model_name='exhibit',
            index=models.Index(fields=['holder_id', '-id'], name='evidence_exhibits_of_holder'),
        ),
        migrations.AddConstraint(
            model_name='exhibit',
            constraint=models.UniqueConstraint(fields=('holder_id', 'number'), name='evidence_number'),
        ),
        migrations.AddConstraint(
            model_name='exhibit',
            constraint=models.CheckConstraint(condition=models.Q(('collected_at__lte', models.F('registered_at'))), name='evidence_collected_before'),
        ),
        migrations.AddConstraint(
            model_name='exhibit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('basis', 'none'), models.Q(('no_basis', ''), _negated=True)), models.Q(models.Q(('basis', 'none'), _negated=True), ('no_basis', '')), _connector='OR'), name='evidence_basis_or_reason'),
        ),
        migrations.AddConstraint(
            model_name='exhibit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('parent__isnull', True), ('root_id', models.F('id'))), models.Q(('parent__isnull', False), models.Q(('root_id', models.F('id')), _negated=True)), _connector='OR'), name='evidence_one_root'),
        ),
        migrations.AddConstraint(
            model_name='examination',
            constraint=models.CheckConstraint(condition=models.Q(('until_at__gte', models.F('from_at'))), name='evidence_examined_until'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['holder_id'], name='evidence_events_of_holder'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.UniqueConstraint(fields=('exhibit', 'number'), name='evidence_event_number'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('happened_at__lte', models.F('recorded_at'))), name='evidence_event_happened'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.UniqueConstraint(condition=models.Q(('declined_at__isnull', True)), fields=('exhibit',), name='evidence_one_disposal'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_by__isnull', True), models.Q(('agreed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='evidence_disposal_by_another'),
        ),
        migrations.AddConstraint(
            model_name='disposal',
            constraint=models.CheckConstraint(condition=models.Q(('done_at__isnull', True), models.Q(('agreed_at__isnull', False), ('declined_at__isnull', True), ('witness__isnull', False), models.Q(('witness', models.F('done_by')), _negated=True)), _connector='OR'), name='evidence_disposal_agreed_first'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(fields=('exhibit', 'number'), name='evidence_correction_number'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(fields=('audit', 'exhibit_id'), name='evidence_finding_once'),
        ),
        migrations.AddIndex(
            model_name='hand',
            index=models.Index(fields=['staff_id', '-exhibit'], name='evidence_hands_of_staff'),
        ),
        migrations.AddConstraint(
            model_name='hand',
            constraint=models.UniqueConstraint(fields=('exhibit', 'staff_id'), name='evidence_hand_once'),
        ),
        migrations.AddIndex(
            model_name='handoveritem',
            index=models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['taker_staff', 'offered_at'], name='evidence_offered_to'),
        ),
        migrations.AddIndex(
            model_name='handoveritem',
            index=models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['giver', 'offered_at'], name='evidence_offered_by'),
        ),
        migrations.AddIndex(
            model_name='handoveritem',
            index=models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['offered_at', 'id'], name='evidence_unanswered'),
        ),
        migrations.AddConstraint(
            model_name='handoveritem',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('exhibit',), name='evidence_one_open_handover'),
        ),
        migrations.AddConstraint(
            model_name='handoveritem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_as', ''), ('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_as', 'accepted'), ('ended_at__isnull', False), ('ended_by__isnull', False)), models.Q(('ended_as__in', ['refused', 'taken_back', 'lost']), ('ended_at__isnull', False), ('ended_by__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='evidence_item_end'),
        ),
        migrations.AddConstraint(
            model_name='omission',
            constraint=models.UniqueConstraint(fields=('exhibit', 'step'), name='evidence_omission_once'),
        ),
        *rls.protect('evidence_counter', holder='holder_id', ops='select,insert'),
        migrations.RunSQL((Path(__file__).with_name('0001_exhibits.sql')).read_text(), migrations.RunSQL.noop),
        *seen('evidence_exhibit', 'id'),
        *seen('evidence_omission', 'exhibit_id'),
        *seen('evidence_correction', 'exhibit_id'),
        *seen('evidence_standing', 'exhibit_id'),
        *seen('evidence_event', 'exhibit_id'),
        *seen('evidence_handover_item', 'exhibit_id'),
        *seen('evidence_examination', 'exhibit_id'),
        *seen('evidence_disposal', 'exhibit_id'),
        *seen('evidence_objection', 'exhibit_id'),
        *seen('evidence_keeping', 'exhibit_id'),
        *seen('evidence_finding', 'exhibit_id', ops='select'),
        *_shut('evidence_hand', 'bairn_reach(holder_id) and evidence_near(exhibit_id)',
               'bairn_reach(holder_id) and evidence_near(exhibit_id)'),
        *_shut('evidence_handover',
               'bairn_reach(holder_id) and (not evidence_hands_only() '
               'or bairn_actor() in (giver, taker_staff))',
               'bairn_reach(holder_id)'),
        *rls.protect('evidence_contact', holder='holder_id', ops='select,insert'),
        *rls.protect('evidence_alert', holder='holder_id', ops='select,insert'),
        *rls.grant('evidence_place', 'select,insert'),
        *rls.grant('evidence_audit', 'select,insert'),
        *rls.grant('evidence_carrier', 'select,insert'),
    ]

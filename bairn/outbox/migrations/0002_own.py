"""A notice is read by whom it is addressed to, their unit, and the house that carries it out."""

from django.db import migrations

FORWARD = """
alter table outbox_message enable row level security, force row level security;
create policy outbox_message_leave on outbox_message for insert to bairn_app with check (true);
create policy outbox_message_own on outbox_message for select to bairn_app
    using (recipient_id in ((select bairn_actor()), (select bairn_unit())) or (select bairn_is_house()));
create policy outbox_message_read on outbox_message for update to bairn_app
    using (recipient_id in ((select bairn_actor()), (select bairn_unit())) or (select bairn_is_house()));
"""


class Migration(migrations.Migration):

    dependencies = [("outbox", "0001_initial"), ("access", "0002_administering")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]

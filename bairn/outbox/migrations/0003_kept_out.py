"""Whoever is kept out of a case reads no notice of it, not even one that was left before."""

from typing import ClassVar

from django.db import migrations

_WHOSE = """
    (recipient_id in ((select bairn_actor()), (select bairn_unit()))
     and not bairn_kept_out(holder_id) or (select bairn_is_house()))
"""
FORWARD = f"""
grant execute on function bairn_kept_out(uuid) to bairn_app;
drop policy outbox_message_own on outbox_message;
create policy outbox_message_own on outbox_message for select to bairn_app using {_WHOSE};
drop policy outbox_message_read on outbox_message;
create policy outbox_message_read on outbox_message for update to bairn_app using {_WHOSE};
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("outbox", "0002_own"), ("access", "0008_kept_out")]

    operations: ClassVar = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]

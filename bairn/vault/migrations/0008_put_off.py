"""What the matching process could not read is put off, and does not keep it awake meanwhile."""

from typing import ClassVar

from django.db import migrations

_WAIT = """
create or replace function vault_changes_wait() returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (select from vault_change{due})
$$
"""


class Migration(migrations.Migration):
    """The process may put a change off; one that is put off is not waiting yet."""

    dependencies: ClassVar = [("vault", "0007_moved")]
    operations: ClassVar = [
        migrations.RunSQL(
            "grant update (changed_at) on vault_change to bairn_app",
            "revoke update (changed_at) on vault_change from bairn_app",
        ),
        migrations.RunSQL(
            _WAIT.format(due=" where changed_at <= clock_timestamp()"), _WAIT.format(due="")
        ),
    ]

"""How long the oldest change has waited for the matching process: for whoever watches the house."""

from typing import ClassVar

from django.db import migrations

# Older records wait behind everything that comes in, for as long as an import takes: they are no
# sign that the process stands still.
_AGE = """
create function vault_changes_age() returns interval
language sql stable security definer set search_path = pg_catalog, public as $$
    select clock_timestamp() - min(c.changed_at)
    from vault_change as c left join access_holder as h on h.id = c.holder_id
    where c.changed_at <= clock_timestamp() and h.kind is distinct from 'records'
$$;
revoke all on function vault_changes_age() from public;
grant execute on function vault_changes_age() to bairn_app, bairn_web;
"""


class Migration(migrations.Migration):
    """A moment, and nothing of whom it is about."""

    dependencies: ClassVar = [("vault", "0008_put_off"), ("access", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(_AGE, "drop function vault_changes_age()")]

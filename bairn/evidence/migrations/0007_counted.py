"""Whose exhibits a count was about: for the record of each case, and for nobody's eyes."""

from typing import ClassVar

from django.db import migrations

_SQL = """
create function evidence_counted_of(counted uuid)
returns table (holder_id uuid, found bigint, missing bigint, surplus bigint)
language sql stable security definer set search_path = pg_catalog, public as $$
    select f.holder_id, count(*) filter (where f.what = 'found'),
           count(*) filter (where f.what = 'missing'), count(*) filter (where f.what = 'surplus')
    from evidence_finding as f
    where f.audit_id = counted and f.unit_id = bairn_unit() and f.by_id = bairn_actor()
    group by f.holder_id order by f.holder_id
$$;
revoke all on function evidence_counted_of(uuid) from public;
grant execute on function evidence_counted_of(uuid) to bairn_app;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("evidence", "0006_explained")]
    operations: ClassVar = [migrations.RunSQL(_SQL, migrations.RunSQL.noop)]

"""What came to hang on a holder after kits did goes with a kit into its case as well."""

from typing import ClassVar

from django.db import migrations

_POLICIES = """
do $$
declare
    one text;
begin
    for one in select t from evidence_held_tables() as t where not exists (
        select from pg_policies as p where p.tablename = t and p.policyname = t || '_moves'
    ) loop
        execute format('create policy %I on %I to current_user using (true) with check (true)',
                       one || '_moves', one);
    end loop;
end $$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("evidence", "0004_reading")]
    operations: ClassVar = [migrations.RunSQL(_POLICIES, migrations.RunSQL.noop)]

"""What a screen finds is kept unjudged: nobody writes a verdict beside the function that asks who."""

from django.db import migrations

FORWARD = """
drop policy access_conflict_find on access_conflict;
create policy access_conflict_find on access_conflict for insert to bairn_app
    with check (bairn_reach(holder_id) and judged_at is null and judged_by is null and verdict = ''
                and ((select bairn_is_house()) or (select bairn_has_role('supervisor'))));
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0008_kept_out")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]

"""What files were named before is asked of `digests` from now on: it learns of those we hold."""

from django.db import migrations

# The tables are forced to hold their owner as well; nobody else works while this runs.
_KNOWN = """
alter table digests_seen no force row level security;
alter table intake_file no force row level security;
insert into digests_seen (algorithm, digest, holder_id, file_id)
select told.algorithm, decode(told.value, 'hex'), told.report_id, told.id from (
    select 1 as algorithm, md5 as value, report_id, id from intake_file
    union all select 2, sha1, report_id, id from intake_file
    union all select 3, sha256, report_id, id from intake_file
    union all
    select case pair ->> 0 when 'md5' then 1 when 'sha1' then 2 when 'sha256' then 3 end,
           pair ->> 1, report_id, id
    from intake_file, jsonb_array_elements(stated_digests) as pair
) as told
where (told.algorithm = 1 and told.value ~ '^[0-9a-f]{32}$')
   or (told.algorithm = 2 and told.value ~ '^[0-9a-f]{40}$')
   or (told.algorithm = 3 and told.value ~ '^[0-9a-f]{64}$')
on conflict do nothing;
alter table intake_file force row level security;
alter table digests_seen force row level security;
drop function intake_seen_elsewhere(text, uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_partners"), ("digests", "0001_initial")]

    operations = [migrations.RunSQL(_KNOWN, migrations.RunSQL.noop)]

"""Whether somebody is kept out of a report or case, so that what they search for shows nothing."""

from django.db import migrations

_FUNCTION = """
create function bairn_kept_out(wanted uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (
        select from access_holder as h
        join access_exclusion as e on e.holder_id in (h.id, h.case_id)
        where h.id = wanted and (e.staff_id = bairn_actor() or e.unit_id = bairn_unit())
    )
$$;
revoke all on function bairn_kept_out(uuid) from public;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0007_end_exclusion")]

    operations = [migrations.RunSQL(_FUNCTION, "drop function bairn_kept_out(uuid)")]

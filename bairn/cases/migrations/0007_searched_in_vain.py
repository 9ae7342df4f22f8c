"""The case of a reference from which whoever asks is kept out: nothing to see, and on the record."""

from django.db import migrations

_FUNCTION = """
create policy cases_case_kept_out on cases_case for select to current_user using (true);
create function cases_kept_out_of(wanted text) returns uuid
language sql stable security definer set search_path = pg_catalog, public as $$
    select c.id from cases_case as c where c.reference = wanted and bairn_kept_out(c.id)
$$;
revoke all on function cases_kept_out_of(text) from public;
grant execute on function cases_kept_out_of(text) to bairn_app;
"""
_BACK = "drop function cases_kept_out_of(text); drop policy cases_case_kept_out on cases_case;"


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_closings_waiting"), ("access", "0008_kept_out")]

    operations = [migrations.RunSQL(_FUNCTION, _BACK)]

"""The house's own commands read the whole record, entries without a case or report too."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_initial"), ("access", "0002_administering")]

    operations = [
        migrations.RunSQL(
            "alter policy oversight_entry_reach on oversight_entry using ("
            "(select bairn_has_role('inspector')) or (select bairn_is_house()) "
            "or bairn_reach(case_id) or bairn_reach(report_id))"
        )
    ]

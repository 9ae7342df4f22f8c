"""The house walks through cases and their milestones without asking of every row whether it may."""

from django.db import migrations

from bairn.access import rls


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_promises"), ("access", "0002_administering")]

    operations = [*rls.house_reads("cases_case"), *rls.house_reads("cases_milestone")]

"""The house reads what a sweep needs without asking of every row whether it may."""

from django.db import migrations

from bairn.access import rls


class Migration(migrations.Migration):
    dependencies = [
        ("protocols", "0002_overlays_and_declined_waivers"),
        ("access", "0002_administering"),
    ]

    operations = [
        *rls.house_reads("protocols_binding"),
        *rls.house_reads("protocols_fact"),
        *rls.house_reads("protocols_pause"),
        *rls.house_reads("protocols_waiver"),
    ]

"""A conflict of interest is found first and judged later, by the one function that asks by whom."""

import pytest
from django.db import Error, connection, transaction

from tests import cast

pytestmark = pytest.mark.django_db
INSERT = (
    "insert into access_conflict (id, holder_id, staff_id, unit_id, reason, namesakes, own_unit, "
    "found_at, judged_at, judged_by, verdict) "
    "values (gen_random_uuid(), %s, %s, null, 'same_name', 0, false, now(), {judged})"
)


def insert(actor, case_id, judged: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "select set_config('role', 'bairn_app', true), set_config('bairn.token', %s, true)",
            [actor.token],
        )
        cursor.execute(INSERT.format(judged=judged), [case_id, actor.id])
        cursor.execute("reset role")


def test_nobody_writes_a_verdict_before_anything_was_judged() -> None:
    place = cast.place()
    chief = cast.staff("chief", "supervisor", unit=place.unit)
    worker = cast.staff("worker", "investigator", unit=place.unit)
    case_id = cast.holder("case", unit=place.unit)
    cast.assign(worker, case_id)
    judged = f"now(), '{chief.id}', 'other_person'"
    for actor, words in ((chief, judged), (worker, judged), (worker, "null, null, ''")):
        with pytest.raises(Error, match="row-level security"):
            insert(actor, case_id, words)
    insert(chief, case_id, "null, null, ''")

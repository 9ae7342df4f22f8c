"""Finding a report by its receipt code: the only way back for somebody without a name."""

import json
from datetime import datetime

from django.db import connection

from bairn.intake import receipts
from bairn.intake.entering import salt
from bairn.intake.terms import Answer, ReporterView
from bairn.kernel.refusal import Refusal


def find(code: str) -> ReporterView:
    """What this code shows. Takes some 30 ms, for a right code as for a wrong one.

    Raises Refusal intake.code_form, intake.code.
    """
    digest = receipts.digest(receipts.read(code), salt=salt())
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, reference, received_at, additions, answers from intake_by_code(%s)",
            [digest],
        )
        row = cursor.fetchone()
    if row is None:
        raise Refusal("intake.code", "We find no report with this code.", field="code")
    answers = json.loads(row[4]) if isinstance(row[4], str) else row[4]
    return ReporterView(
        report_id=row[0],
        reference=row[1],
        received_at=row[2],
        additions=row[3],
        answers=tuple(map(_answer, answers)),
    )


def _answer(row: dict[str, str | None]) -> Answer:
    return Answer(
        code=row["code"] or "",
        answered_at=datetime.fromisoformat(row["answered_at"] or ""),
        contact_by=datetime.fromisoformat(row["contact_by"]) if row["contact_by"] else None,
    )

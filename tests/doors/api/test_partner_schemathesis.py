"""The partner API by its own description: schemathesis, with a token of each kind of purpose."""

from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

EXAMPLES = 40


def operations(before: Any) -> dict[str, Any]:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    return {one.ok().label: one.ok() for one in schema.get_all_operations()}


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("purpose", ["clinic", "overseer"])
@pytest.mark.parametrize(
    "label",
    [
        "POST /api/v1/reports",
        "POST /api/v1/reports/{reference}/additions",
        "GET /api/v1/reports/{reference}",
    ],
)
def test_every_answer_is_one_that_the_description_names(before, label, purpose, mode):
    found = operations(before)
    assert len(found) == 3
    reference = before.clinic.report({}).json()["reference"]
    headers = {"Authorization": f"Bearer {getattr(before, purpose).token}"}

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=True,
    )
    @given(case=found[label].as_strategy(generation_mode=mode))
    def check(case: Any) -> None:
        if mode is GenerationMode.POSITIVE and case.path_parameters:
            case.path_parameters["reference"] = reference
        case.call_and_validate(headers=headers)

    check()

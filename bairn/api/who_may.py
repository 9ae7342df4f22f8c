"""Which gate each address of this door stands behind, for the access matrix."""

from collections.abc import Mapping

WHO_MAY: Mapping[str, tuple[str, ...]] = {
    # Any platform that has signed in; nothing of a report is in them.
    "api:ispws-status": ("platform",),
    "api:ispws-xsd": ("platform",),
    "api:ispws-submit": ("intake.open_sending",),
    "api:ispws-upload": ("intake.take_file", "intake.may_send"),
    "api:ispws-fileinfo": ("intake.describe_file",),
    "api:ispws-finish": ("intake.finish",),
    "api:ispws-retract": ("intake.retract",),
    "api:partner:openapi-json": ("public",),
    "api:partner:api-root": ("public",),
    "api:partner:report": ("intake.receive",),
    "api:partner:additions": ("intake.add_to_report", "intake.by_reference"),
    "api:partner:state": ("intake.state_for_partner", "intake.by_reference"),
}

"""Which gate each address of series stands behind; the first is what it shows by."""

from collections.abc import Mapping

WHO_MAY: Mapping[str, tuple[str, ...]] = {
    "desk:series": ("series.offences", "series.map_and_time", "journeys.answer_series"),
    "desk:series_clusters": ("series.clusters", "series.open"),
    "desk:series_offence": ("series.ranked", "series.offence"),
    "desk:series_lead": (
        "series.lead",
        "series.judge",
        "series.judgements",
        "journeys.lay_result",
    ),
    "desk:series_one": (
        "series.series",
        "series.map_and_time",
        "series.matrix",
        "series.enter",
        "series.leave",
        "journeys.join_series",
    ),
    "desk:case_offences": ("desk.case_links", "series.offences", "series.code_offence"),
    "desk:case_offence": ("desk.case_links", "series.offence", "series.amend_coding"),
    "desk:case_offence_again": ("desk.case_links", "series.to_code_again", "series.code_again"),
}

"""A band goes down only by two people, for a coded reason, and never below the floor."""

import uuid
from collections.abc import Mapping

from bairn.kernel.refusal import Refusal
from bairn.triage.terms import Assessment, Band, BandReason, Standing


def may_propose(
    *,
    standing: Standing,
    to: Band,
    reason: str,
    reasons: Mapping[str, BandReason],
    never: Mapping[str, BandReason],
) -> None:
    """Raises Refusal unless the band may be proposed to go down to `to` for this reason."""
    if reason in never:
        raise Refusal("triage.lower_never", never[reason].text.en, field="reason")
    if reason not in reasons:
        raise Refusal("triage.lower_reason", "Choose one of the listed reasons.", field="reason")
    if to <= standing.band:
        raise Refusal("triage.not_lower", "The report does not stand higher than that.", field="to")
    if standing.floor is not None and to > standing.floor:
        raise Refusal(
            "triage.floor", "A child, or an age nobody knows, never goes below this.", field="to"
        )


def may_confirm(*, proposed_by: uuid.UUID, confirmed_by: uuid.UUID) -> None:
    """Raises Refusal when the same person would propose and confirm."""
    if proposed_by == confirmed_by:
        raise Refusal("triage.second_person", "A second person has to agree.")


def may_raise(
    *, standing: Standing, to: Band, reason: str, reasons: Mapping[str, BandReason]
) -> None:
    """Raises Refusal for an unlisted reason or no higher band; one person is enough to raise."""
    if reason not in reasons:
        raise Refusal("triage.raise_reason", "Choose one of the listed reasons.", field="reason")
    if to >= standing.band:
        raise Refusal("triage.not_higher", "The report stands as high already.", field="to")


def may_still_confirm(*, knew: frozenset[str], knows: frozenset[str]) -> None:
    """Raises Refusal when reasons turned up that the first person did not know."""
    if knows - knew:
        raise Refusal(
            "triage.changed", "Something new became known since. It has to be proposed again."
        )


def lowered(standing: Standing, to: Band, codes: frozenset[str]) -> Standing:
    """The standing after two people lowered it, with the reasons they knew of."""
    floor = standing.floor
    band = to if floor is None else Band.most_urgent(to, floor)
    return Standing(band=band, floor=floor, lowered_knowing=codes)


def standing_after(before: Standing | None, found: Assessment) -> Standing:
    """Where a report stands once it is assessed anew: the rules raise, they never lower.

    A lowering by two people holds until a reason turns up that they did not know, and gives way
    at once when the floor turns out to protect the report.
    """
    if before is None:
        return Standing(band=found.band, floor=found.floor)
    if before.lowered_knowing is None or found.codes - before.lowered_knowing:
        return Standing(band=Band.most_urgent(before.band, found.band), floor=found.floor)
    floor = Band.C if found.floor is None else found.floor
    return Standing(
        band=Band.most_urgent(before.band, floor),
        floor=found.floor,
        lowered_knowing=before.lowered_knowing,
    )

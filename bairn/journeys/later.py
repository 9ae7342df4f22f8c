"""What the house does later, by name: the only place where a deferred job meets its act.

Imported by the worker alone, for what it registers. Each act runs through the gate as the house.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bairn import jobs
from bairn.digests import actions as digests
from bairn.digests import importing
from bairn.evidence import actions as evidence
from bairn.intake import actions as intake
from bairn.journeys import fetch_bundle, screen_conflicts
from bairn.kernel.actor import Actor
from bairn.linkage import actions as linkage
from bairn.nonrecent.sweeping import sweep as sweep_old_files
from bairn.outbox import actions as outbox
from bairn.outbox.terms import Channel
from bairn.records import importing as older_records
from bairn.triage import actions as triage
from bairn.vault import actions as vault
from bairn.vigilance.sweeping import sweep_everything

# Ways out of the house. None yet: what waits stands on My day, and nothing leaves.
CHANNELS: Sequence[Channel] = ()


@jobs.handler("triage.assess")
def assess(*, actor: Actor, at: datetime, report_id: uuid.UUID) -> None:
    """Put a report into the queue, ask the rules about it, and look for its duplicates.

    Three transactions: a report that the rules choke on keeps its place ahead of all others.
    """
    triage.enter(actor=actor, at=at, report_id=report_id)
    triage.assess(actor=actor, at=at, report_id=report_id)
    triage.find_duplicates(actor=actor, at=at, report_id=report_id)


@jobs.handler("intake.settle_additions")
def settle_additions(*, actor: Actor, at: datetime, report_id: uuid.UUID) -> None:
    """Take what was added late to a report into the case that the report is part of."""
    intake.settle_additions(actor=actor, at=at, report_id=report_id)


@jobs.handler("intake.compare_files")
def compare_files(*, actor: Actor, at: datetime, report_id: uuid.UUID) -> None:
    """Compare files that came with a report whose sender reads no list."""
    intake.compare_files(actor=actor, at=at, report_id=report_id)


@jobs.handler("digests.read_in")
def read_list(*, actor: Actor, at: datetime, list_id: uuid.UUID) -> None:
    """Read a list of digests that was handed in at the desk."""
    importing.read_in(actor=actor, at=at, list_id=list_id)


@jobs.handler("digests.clear")
def clear_list(*, actor: Actor, at: datetime, list_id: uuid.UUID) -> None:
    """Take away the rows of a list that was retired."""
    digests.clear(actor=actor, at=at, list_id=list_id)


@jobs.handler("records.read_in")
def read_records(
    *, actor: Actor, at: datetime, collection_id: uuid.UUID, source_id: uuid.UUID
) -> None:
    """Read a small file of older records that was handed in at the desk."""
    older_records.read_in(actor=actor, at=at, collection_id=collection_id, source_id=source_id)


@jobs.handler("conflicts.screen")
def look_for_conflicts(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> None:
    """Compare who is under suspicion in a case with everybody in service."""
    screen_conflicts.screen(actor=actor, at=at, case_id=case_id)


@jobs.handler("conflicts.settle")
def settle_conflict(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, to_unit: uuid.UUID | None = None
) -> None:
    """Let the pack of a case know that an officer is under suspicion; hand the case on."""
    screen_conflicts.settle(actor=actor, at=at, case_id=case_id, to_unit=to_unit)


@jobs.handler("evidence.verify_file")
def verify_file(*, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID) -> None:
    """Read a file whole because somebody asked whether it is still what was taken in."""
    evidence.verify_file(actor=actor, at=at, case_id=case_id, file_id=file_id)


@jobs.handler("evidence.read_capture")
def read_capture(*, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID) -> None:
    """Read a saved web page and keep what it says."""
    evidence.read_capture(actor=actor, at=at, case_id=case_id, file_id=file_id)


@jobs.handler("disclosure.make_bundle")
def make_bundle(*, actor: Actor, at: datetime, case_id: uuid.UUID, making_id: uuid.UUID) -> None:
    """Make a bundle for court that was asked for at the desk."""
    fetch_bundle.make_asked(actor=actor, at=at, case_id=case_id, making_id=making_id)


@jobs.handler("linkage.compare_files")
def find_shared_files(*, actor: Actor, at: datetime, holder_id: uuid.UUID) -> None:
    """Put down where else the files of a report or case lie."""
    linkage.compare_files(actor=actor, at=at, holder_id=holder_id)


@jobs.handler("linkage.tell_to_judge")
def tell_of_a_lead(*, actor: Actor, at: datetime, lead_id: uuid.UUID) -> None:
    """Tell whoever reaches both sides of a new lead that it waits to be judged, and nobody else."""
    linkage.tell_to_judge(actor=actor, at=at, lead_id=lead_id)


@jobs.handler("linkage.tell_own")
def tell_own_supervisors(*, actor: Actor, at: datetime, reveal_id: uuid.UUID) -> None:
    """Tell the asker's own supervisors that somebody asks to see what another unit holds."""
    linkage.tell_own(actor=actor, at=at, reveal_id=reveal_id)


@jobs.handler("linkage.fan_out")
def ask_holders(*, actor: Actor, at: datetime, reveal_id: uuid.UUID) -> None:
    """Ask whoever answers for each holder that has a lead to the person, if anybody does."""
    linkage.fan_out(actor=actor, at=at, reveal_id=reveal_id)


@jobs.handler("linkage.settle_part")
def settle_answer(*, actor: Actor, at: datetime, part_id: uuid.UUID) -> None:
    """Show both sides what they agreed to, or close it again."""
    linkage.settle_part(actor=actor, at=at, part_id=part_id)


@jobs.every("linkage.renew_reveals", seconds=300)
def renew_reveals(*, actor: Actor, at: datetime) -> None:
    """Go over the requests to other units that stand."""
    linkage.renew_reveals(actor=actor, at=at)


@jobs.every("triage.assess_waiting", seconds=60)
def assess_waiting(*, actor: Actor, at: datetime) -> None:
    """Take up what no rule has seen, as after a worker that was killed."""
    triage.assess_waiting(actor=actor, at=at)


@jobs.every("triage.renew_windows", seconds=60)
def renew_windows(*, actor: Actor, at: datetime) -> None:
    """Move on the reports whose nearest window has closed."""
    triage.renew_windows(actor=actor, at=at)


@jobs.every("intake.drop_stale_sendings", seconds=300)
def drop_stale_sendings(*, actor: Actor, at: datetime) -> None:
    """Close the sendings that platforms began and left."""
    intake.drop_stale_sendings(actor=actor, at=at)


@jobs.every("vault.finish_erasures", seconds=300)
def finish_erasures(*, actor: Actor, at: datetime) -> None:
    """Destroy the keys of every erasure whose time has come."""
    vault.finish_erasures(actor=actor, at=at)


@jobs.every("outbox.deliver", seconds=60)
def deliver(*, actor: Actor, at: datetime) -> None:
    """Let the channels carry what waits."""
    if CHANNELS:  # an act that can do nothing would only fill the record
        outbox.deliver(actor=actor, at=at, channels=CHANNELS)


@jobs.every("evidence.verify_due", seconds=1800)
def verify_due(*, actor: Actor, at: datetime) -> None:
    """Read files whose check is due."""
    evidence.verify_due(actor=actor, at=at)


@jobs.every("evidence.drop_uploads", seconds=3600)
def drop_uploads(*, actor: Actor, at: datetime) -> None:
    """End uploads that nobody goes on with, and sweep what no row knows."""
    evidence.drop_uploads(actor=actor, at=at)


@jobs.handler("linkage.meet_plans")
def meet_plans(*, actor: Actor, at: datetime) -> None:
    """Tell units that are about to act on one person to talk."""
    linkage.meet_plans(actor=actor, at=at)


@jobs.every("nonrecent.sweep", seconds=3600)
def look_again(*, actor: Actor, at: datetime) -> None:
    """Bring old files back that there is a reason to look at again."""
    sweep_old_files(actor=actor, at=at)


@jobs.every("vigilance.sweep", seconds=3600)
def watch(*, actor: Actor, at: datetime) -> None:
    """Find what is neglected, and move up what nobody has answered."""
    sweep_everything(actor=actor, at=at)

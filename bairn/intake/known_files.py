"""Files compared with what is known, in the act that takes them in."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from bairn.digests import actions as digests
from bairn.digests.terms import Checked, Digest, FileDigests, measured_and_stated
from bairn.intake import acceptance
from bairn.intake.models import File, Report
from bairn.intake.terms import FactValue
from bairn.kernel.actor import Actor


def compare(
    report_id: uuid.UUID, files: Iterable[File], *, actor: Actor, at: datetime
) -> dict[str, FactValue]:
    """What the files of a report add to its facts; nothing where none of them has a digest."""
    told = [one for one in map(_file, files) if one.digests]
    if not told:
        return {}
    checked = digests.check(actor=actor, at=at, report_id=report_id, files=told)
    return _facts(checked, of=len(told))


def add_facts(report: Report, files: Iterable[File], *, actor: Actor, at: datetime) -> int:
    """Put what the files say among the facts of their report; how many facts."""
    found = compare(report.id, files, actor=actor, at=at)
    if found:
        facts = acceptance.later_facts(report.facts, found)
        Report.objects.filter(id=report.id).update(facts=facts)
    return len(found)


def digests_of(file: File) -> tuple[Digest, ...]:
    """What was measured and what the platform states, each once."""
    return measured_and_stated(
        md5=file.md5, sha1=file.sha1, sha256=file.sha256, stated=file.stated_digests
    )


def _file(file: File) -> FileDigests:
    return FileDigests(file.id, digests_of(file))


def _facts(checked: Checked, *, of: int) -> dict[str, FactValue]:
    """Counts, and the two that the rules read: a file that nobody knows, and one that is known."""
    counts = {
        "known_files": checked.known,
        "new_files": checked.new,
        "watched_files": checked.watched,
    }
    facts: dict[str, FactValue] = {name: count for name, count in counts.items() if count}
    if checked.new:
        facts["unknown_digest"] = True
    if checked.new < of:
        facts["known_digest"] = True
    return facts

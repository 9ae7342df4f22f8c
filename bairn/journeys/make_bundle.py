"""A release becomes a bundle in a folder: gathered, written, sealed on the record, stamped."""

import hashlib
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from bairn.disclosure import actions as disclosure
from bairn.disclosure import codes
from bairn.disclosure import queries as disclosed
from bairn.disclosure.bundling import pages, sealing, writing
from bairn.disclosure.bundling.bag import Bag, BagFault, Folder, Target
from bairn.disclosure.terms import Bundle, Dossier, SealedBundle
from bairn.evidence import codes as exhibit_codes
from bairn.journeys import bundle_dossier, bundle_record
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.kernel.text import Text
from bairn.paper import printing

Progress = Callable[[int, int], None]
"""(bytes written, bytes in all)"""
_NO_PAPER = "custody and schedule are HTML: this machine could not print PDF"


def make(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    release_id: uuid.UUID,
    folder: Path,
    progress: Progress = lambda done, total: None,
) -> Bundle:
    """Write the bundle of a release to an empty folder, in clear; what it came to.

    Raises Refusal for whatever the room refuses, and for a folder that holds something; then
    nothing is left there.
    """
    try:
        target = Folder(folder)
    except BagFault as fault:
        raise Refusal("disclosure.bag", str(fault)) from fault
    try:
        return make_into(
            actor=actor,
            at=at,
            case_id=case_id,
            release_id=release_id,
            target=target,
            progress=progress,
        )
    except BaseException:
        target.take_away()
        raise


def make_into(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    release_id: uuid.UUID,
    target: Target,
    progress: Progress = lambda done, total: None,
) -> Bundle:
    """The same, wherever it goes.

    Several transactions: the record has to have published what the bundle proves, and the seal
    after it.
    """
    release, schedule = disclosed.prepare(
        actor=actor, at=at, case_id=case_id, release_id=release_id
    )
    proven = bundle_record.proven(actor=actor, case_id=case_id, needed=bundle_record.since(at))
    dossier = bundle_dossier.gather(
        actor=actor, at=at, release=release, schedule=schedule, proven=proven
    )
    papers, notes = _papers(dossier)
    bag, manifest = _written(dossier, target, papers, notes, progress)
    sealed = disclosure.seal_bundle(
        actor=actor,
        at=clock.now(),
        case_id=case_id,
        release_id=release_id,
        manifest=hashlib.sha256(manifest).hexdigest(),
        files=len(dossier.files),
        size=sum(one.size for one in dossier.files),
        paper=not notes,
    )
    bag.beside(sealing.RECEIPT, _receipt(actor, sealed).encode())
    stamps, by = sealing.stamped(manifest, at=clock.now())
    for path, data in stamps.items():
        bag.beside(path, data)
    return Bundle(
        id=sealed.id,
        files=sealed.files,
        size=sealed.size,
        manifest=sealed.manifest,
        paper=sealed.paper,
        stamped=by,
    )


def _written(
    dossier: Dossier,
    target: Target,
    papers: Mapping[str, bytes],
    notes: tuple[str, ...],
    progress: Progress,
) -> tuple[Bag, bytes]:
    total, done = sum(one.size for one in dossier.files), 0

    def wrote(count: int) -> None:
        nonlocal done
        done = min(done + count, total)
        progress(done, total)

    try:
        return writing.write(dossier, target, papers=papers, notes=notes, wrote=wrote)
    except BagFault as fault:
        raise Refusal("disclosure.bag", str(fault)) from fault


def _papers(dossier: Dossier) -> tuple[Mapping[str, bytes], tuple[str, ...]]:
    bodies = {
        "custody": pages.custody(dossier, _words),
        "schedule": pages.schedule(dossier, _words),
    }
    if not printing.available():
        return {f"{name}.html": _plain(name, body) for name, body in bodies.items()}, (_NO_PAPER,)
    printed = {
        f"{name}.pdf": printing.pdf(body, title=name, language="en", printed=dossier.made_at)
        for name, body in bodies.items()
    }
    return printed, ()


def _plain(title: str, body: str) -> bytes:
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
    return f"{head}<body>{body}</body></html>".encode()


def _words(which: str, code: str) -> Text:
    found = codes.lists().get(which, {}).get(code)
    if found:
        return found.text
    known = exhibit_codes.lists().get(which, {}).get(code)
    return known.text if known else Text(en=code, zh=code)


def _receipt(actor: Actor, sealed: SealedBundle) -> str:
    """The receipt of the act that sealed it, once a published head covers it."""
    proven = bundle_record.proven(
        actor=actor,
        case_id=sealed.case_id,
        needed=lambda one: one.entry.id == sealed.entry_id,
    )
    index = next(one.index for one in proven.entries if one.entry.id == sealed.entry_id)
    return sealing.receipt(proven.head, index or 0)

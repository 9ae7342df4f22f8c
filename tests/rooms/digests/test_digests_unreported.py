"""A file of a kit that nobody reported tells the police nothing: no name, no yes, no hit."""

import hashlib
import uuid

import pytest

from bairn.access.models import Holder
from bairn.digests import actions, queries
from bairn.digests.terms import Algorithm, Digest, FileDigests, WatchReason
from tests.rooms.evidence import kit_scene
from tests.rooms.evidence.kit_scene import AT, HOUR

CALM = Digest(Algorithm.SHA256, hashlib.sha256(b"a calm picture").digest())


@pytest.fixture
def scene(db):
    yield kit_scene.make()
    kit_scene.sessions._kept.clear()


def take_in(actor, holder, at=AT + HOUR):
    files = [FileDigests(uuid.uuid4(), (CALM,))]
    return actions.check(actor=actor, at=at, files=files, case_id=holder)


def watch(scene) -> None:
    actions.watch(
        actor=scene.ben, at=AT, case_id=scene.case, digests=[CALM], reason=WatchReason.SPREADING
    )


def test_it_was_seen_nowhere_and_strikes_no_watch(scene) -> None:
    own = scene.own()
    watch(scene)
    assert take_in(scene.mo, own.holder_id).watched == 0
    seen = queries.seen_before(actor=scene.ben, at=AT + HOUR, digests=[CALM], case_id=scene.case)
    assert (seen.within_reach, seen.elsewhere) == ((), False)
    assert queries.watch_hits(actor=scene.ben, at=AT + HOUR, case_id=scene.case) == ()
    assert take_in(scene.ben, scene.case).new == 1  # as if nobody had named it


def test_the_clinic_itself_sees_where_it_was(scene) -> None:
    first = scene.own()
    second = scene.own(number="K-43")
    take_in(scene.mo, first.holder_id)
    seen = queries.seen_before(actor=scene.ben, at=AT + HOUR, digests=[CALM], case_id=scene.case)
    assert not seen.elsewhere
    assert take_in(scene.mo, second.holder_id).new == 0


def test_once_it_is_reported_it_is_like_any_other(scene) -> None:
    own = scene.own()
    watch(scene)
    take_in(scene.mo, own.holder_id)
    Holder.objects.filter(id=own.holder_id).update(case_id=scene.case)
    seen = queries.seen_before(
        actor=scene.emil, at=AT + HOUR, digests=[CALM], case_id=_case_of(scene)
    )
    assert seen.elsewhere


def _case_of(scene) -> uuid.UUID:
    from bairn.access.models import Unit
    from bairn.cases import actions as cases

    unit = Unit.objects.get(id=scene.emil.unit)
    return cases.open_case(actor=scene.emil, at=AT, unit_id=unit.id, circle={})

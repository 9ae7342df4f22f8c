"""Leaving a step out takes two people, and more of the second the more the step matters."""

import uuid
from collections.abc import Collection

from bairn.kernel.refusal import Refusal
from bairn.protocols.terms import Pack, Required, Step


def check_second_person(*, asked_by: uuid.UUID, by: uuid.UUID) -> None:
    """Refuses whoever asked: nobody agrees to what they asked for."""
    if asked_by == by:
        raise Refusal("protocols.second_person", "A second person has to agree.")


def check_approver(pack: Pack, step: Step, roles: Collection[str]) -> None:
    """Refuses whoever holds none of the roles that the pack names for a step of this weight."""
    needed = approvers(pack, step)
    if needed and not needed.intersection(roles):
        raise Refusal(
            "protocols.approver", "The pack names another role to agree to this.", field="do"
        )


def approvers(pack: Pack, step: Step) -> frozenset[str]:
    """The roles of which the second person holds one; empty where any second person will do."""
    if step.safety:
        return frozenset(pack.approvers.get("safety", ()))
    return frozenset(pack.approvers.get(step.required.value, ()) if _must(step) else ())


def _must(step: Step) -> bool:
    return step.required is Required.MUST

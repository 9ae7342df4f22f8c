"""Who may: one pure decision over the policy, the actor and whether the holder is in reach."""

from pathlib import Path
from typing import Any

from bairn.access.terms import Decision, ExclusionCard, ExclusionReason, Policy, Role, Scope
from bairn.kernel import catalogue
from bairn.kernel.actor import Actor, ActorKind
from bairn.kernel.refusal import Refusal

FOLDER = Path(__file__).parent / "catalogue" / "policy"
# Actors that are no staff stand in the policy under the name of their kind.
KINDS = frozenset(kind.value for kind in ActorKind if kind is not ActorKind.STAFF)
ROLES = frozenset(role.value for role in Role)


def read_policy(folder: Path = FOLDER) -> dict[str, Policy]:
    """Every row of the policy by its act. Raises CatalogueError for an unknown role or a twin."""
    policy: dict[str, Policy] = {}
    for room, rows in catalogue.load_folder(folder).items():
        for act, row in (rows or {}).items():
            if act in policy:
                raise catalogue.CatalogueError(f"{room}.yaml: {act} stands in two files")
            policy[act] = _row(room, act, row)
    return policy


def _row(room: str, act: str, row: Any) -> Policy:
    unknown = set(row) - {"who", "scope", "why"}
    who = frozenset(row.get("who", ()))
    if unknown or not who or who - ROLES - KINDS:
        raise catalogue.CatalogueError(
            f"{room}.yaml: {act} needs `who` (known roles), `scope`, `why`; "
            f"not understood: {sorted(unknown | (who - ROLES - KINDS))}"
        )
    why = row.get("why", {})
    if not why.get("en") or not why.get("zh"):
        raise catalogue.CatalogueError(f"{room}.yaml: {act} needs `why` in en and zh")
    return Policy(act, who, Scope(row.get("scope", "")), dict(why))


def decide(policy: Policy, actor: Actor, *, in_reach: bool | None) -> Decision:
    """Whether `actor` may perform the act; `in_reach` is None when the act concerns no holder."""
    if not _role_fits(policy, actor):
        return Decision(False, "access.role", "This is not part of your role.")
    if actor.kind is ActorKind.STAFF and not actor.purpose:
        return Decision(False, "access.purpose", "Choose the purpose of your work first.")
    if policy.scope is Scope.REACH:
        if in_reach is None:
            return Decision(False, "access.holder", "It was not said which case or report this is.")
        # The same words for "not yours" and "not there": an answer must not show that it exists.
        if not in_reach:
            return Decision(
                False, "access.reach", "There is no such case or report in your circle."
            )
    return Decision(True, "access.allowed", policy.why["en"])


def _role_fits(policy: Policy, actor: Actor) -> bool:
    if actor.kind is ActorKind.STAFF:
        return not policy.who.isdisjoint(actor.roles)
    return actor.kind.value in policy.who


def may_end_exclusion(actor: Actor, card: ExclusionCard) -> None:
    """Refuses whoever is kept out, and for the implicated everybody of their own unit."""
    whole_unit = card.staff_id is None and card.unit_id is not None
    if actor.id == card.staff_id or (whole_unit and actor.unit == card.unit_id):
        raise Refusal("access.own_exclusion", "Nobody ends what keeps themselves out.")
    own = actor.unit is not None and actor.unit == card.unit_id
    if card.reason is ExclusionReason.IMPLICATED and own:
        raise Refusal("access.other_unit", "Somebody of another unit has to decide this.")

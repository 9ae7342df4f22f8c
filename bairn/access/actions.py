"""What can be done: agencies, units, staff and roles; who comes into a circle and who leaves it."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.postgres.functions import TransactionNow
from django.db import IntegrityError, connection, transaction
from django.db.models import DateTimeField, Q, Value
from django.db.models.functions import Least

from bairn.access import circles, gate, inspected, joining, models
from bairn.kernel.actor import Actor, ActorKind
from bairn.kernel.refusal import Refusal


@gate.act("access.add_agency")
def add_agency(*, actor: Actor, at: datetime, name: str, kind: str) -> uuid.UUID:
    """A new agency (police, prosecution, clinic, centre, oversight); its id.

    Raises Refusal access.name or access.kind.
    """
    made = models.Agency.objects.create(
        name=joining.check_name(name), kind=joining.check_kind(kind)
    )
    gate.subject(made.id)
    return made.id


@gate.act("access.add_unit")
def add_unit(
    *, actor: Actor, at: datetime, agency_id: uuid.UUID, name: str, jurisdiction: str = ""
) -> uuid.UUID:
    """A new unit of an agency; its id. Raises Refusal access.name or access.agency."""
    if not models.Agency.objects.filter(id=agency_id).exists():
        raise Refusal("access.agency", "There is no such agency.", field="agency_id")
    made = models.Unit.objects.create(
        agency_id=agency_id, name=joining.check_name(name), jurisdiction=jurisdiction
    )
    gate.subject(made.id)
    return made.id


@gate.act("access.add_staff")
def add_staff(
    *,
    actor: Actor,
    at: datetime,
    username: str,
    display_name: str,
    unit_id: uuid.UUID | None,
    roles: Iterable[str],
    password: str,
    language: str = "en",
) -> uuid.UUID:
    """Somebody who may sign in, with roles from `at` on; their id.

    Raises Refusal access.username, access.name, access.unit, access.role or access.password.
    """
    person = models.Staff(
        username=joining.check_username(username),
        display_name=joining.check_name(display_name),
        unit_id=unit_id,
        language=language,
    )
    joining.check_password(password, person)
    person.password = make_password(password)
    if unit_id and not models.Unit.objects.filter(id=unit_id).exists():
        raise Refusal("access.unit", "There is no such unit.", field="unit_id")
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        raise Refusal("access.username", "This name is taken.", field="username") from None
    held = sorted({joining.check_role(role).value for role in roles})
    models.RoleHeld.objects.bulk_create(
        models.RoleHeld(staff_id=person.id, role=role, from_at=at) for role in held
    )
    gate.subject(person.id)
    gate.note(roles=len(held))
    return person.id


@gate.act("access.give_role")
def give_role(
    *, actor: Actor, at: datetime, staff_id: uuid.UUID, role: str, until_at: datetime | None = None
) -> None:
    """A role from `at` until just before `until_at`; it counts from their next sign-in.

    Raises Refusal access.staff, access.role, access.role_held or access.period.
    """
    wanted = joining.check_role(role)
    joining.check_period(at, until_at)
    _active(staff_id)
    if models.RoleHeld.objects.filter(_in_force(at), staff_id=staff_id, role=wanted).exists():
        raise Refusal("access.role_held", "They hold this role already.", field="role")
    models.RoleHeld.objects.create(
        staff_id=staff_id, role=wanted.value, from_at=at, until_at=until_at
    )
    gate.subject(staff_id)
    gate.note(role=wanted.value)


@gate.act("access.end_role")
def end_role(*, actor: Actor, at: datetime, staff_id: uuid.UUID, role: str) -> None:
    """End a role now, and every stay that was begun with it. Raises Refusal access.role_held."""
    wanted = joining.check_role(role)
    held = models.RoleHeld.objects.filter(_in_force(at), staff_id=staff_id, role=wanted.value)
    # A role that began this very moment is ended in the next: a period is never empty.
    if not held.filter(from_at__lt=at).update(until_at=at):
        raise Refusal("access.role_held", "They do not hold this role.", field="role")
    _end_stays(staff_id)
    gate.subject(staff_id)
    gate.note(role=wanted.value)


@gate.act("access.set_password")
def set_password(*, actor: Actor, at: datetime, staff_id: uuid.UUID, password: str) -> None:
    """A new password; every stay ends. Raises Refusal access.staff or access.password."""
    person = _active(staff_id)
    joining.check_password(password, person)
    models.Staff.objects.filter(id=staff_id).update(password=make_password(password))
    _end_stays(staff_id)
    gate.subject(staff_id)


@gate.act("access.leave")
def leave(*, actor: Actor, at: datetime, staff_id: uuid.UUID) -> None:
    """Somebody leaves the service: no sign-in, no role, no stay. Raises Refusal access.staff."""
    _active(staff_id)
    models.RoleHeld.objects.filter(_in_force(at), staff_id=staff_id, from_at__lt=at).update(
        until_at=at
    )
    models.Staff.objects.filter(id=staff_id).update(is_active=False)
    _end_stays(staff_id)
    gate.subject(staff_id)


@gate.act("access.assign")
def assign(
    *,
    actor: Actor,
    at: datetime,
    staff_id: uuid.UUID,
    role: str,
    case_id: uuid.UUID | None = None,
    report_id: uuid.UUID | None = None,
    until_at: datetime | None = None,
) -> None:
    """Bring somebody into the circle from `at` until just before `until_at`, in one of their roles.

    A place that they hold in this role already is replaced. Raises Refusal access.staff,
    access.role_held, access.excluded or access.period.
    """
    holder_id, wanted = _holder(case_id, report_id), joining.check_role(role)
    joining.check_period(at, until_at)
    person = _active(staff_id)
    if not models.RoleHeld.objects.filter(_in_force(at), staff_id=staff_id, role=wanted).exists():
        raise Refusal("access.role_held", "They do not hold this role.", field="role")
    if _excluded(holder_id, person):
        raise Refusal("access.excluded", "They are kept out of this case.", field="staff_id")
    circles.end_places(at, holder_id__in=[holder_id], staff_id=staff_id, role=wanted.value)
    models.Assignment.objects.create(
        holder_id=holder_id,
        staff_id=staff_id,
        role=wanted.value,
        basis="assigned",
        granted_by=actor.id,
        from_at=_at_once(at),
        until_at=until_at,
    )
    gate.subject(staff_id)
    gate.note(role=wanted.value)


@gate.act("access.release")
def release(
    *,
    actor: Actor,
    at: datetime,
    staff_id: uuid.UUID,
    case_id: uuid.UUID | None = None,
    report_id: uuid.UUID | None = None,
) -> None:
    """Let somebody leave the circle now. Raises Refusal access.not_in_circle."""
    holder_id = _holder(case_id, report_id)
    if not circles.end_places(at, holder_id__in=[holder_id], staff_id=staff_id):
        raise Refusal("access.not_in_circle", "They are not in this circle.", field="staff_id")
    gate.subject(staff_id)


@gate.act("access.exclude")
def exclude(
    *,
    actor: Actor,
    at: datetime,
    reason: str,
    case_id: uuid.UUID | None = None,
    report_id: uuid.UUID | None = None,
    staff_id: uuid.UUID | None = None,
    unit_id: uuid.UUID | None = None,
) -> None:
    """Keep a person or a whole unit out for a conflict of interest; their places end at once.

    Raises Refusal access.whom, access.reason or access.last_inspector.
    """
    holder_id, why = _holder(case_id, report_id), joining.check_reason(reason)
    if (staff_id is None) == (unit_id is None):
        raise Refusal("access.whom", "Say either a person or a unit.", field="staff_id")
    inspected.check_still(holder_id, staff_id=staff_id, unit_id=unit_id, at=at)
    holders = models.Holder.objects.filter(Q(id=holder_id) | Q(case_id=holder_id))
    held = {"holder_id__in": list(holders.values_list("id", flat=True))}
    whom = {"staff_id": staff_id} if staff_id else {"staff__unit_id": unit_id}
    ended = circles.end_places(at, **held, **whom)
    # Last, because somebody may keep themselves out: from here on they reach nothing of it.
    models.Exclusion.objects.create(
        holder_id=holder_id, staff_id=staff_id, unit_id=unit_id, reason=why.value, from_at=at
    )
    gate.subject(staff_id or unit_id or holder_id)
    gate.note(reason=why.value, ended=ended, whole_unit=unit_id is not None)


@gate.act("access.move_unit")
def move_unit(*, actor: Actor, at: datetime, case_id: uuid.UUID, unit_id: uuid.UUID) -> None:
    """A case and its reports come to another unit; their circle stays as it is.

    It is the receiving unit that takes, so that no case is pushed at anybody: refuses every other
    (access.receiving_unit), an unknown unit, and the unit that has it.
    """
    if actor.kind is not ActorKind.SYSTEM and actor.unit != unit_id:
        raise Refusal("access.receiving_unit", "Only the unit that takes a case over moves it.")
    if not models.Unit.objects.filter(id=unit_id).exists():
        raise Refusal("access.unit", "There is no such unit.", field="unit_id")
    holders = models.Holder.objects.filter(Q(id=case_id) | Q(case_id=case_id))
    if not holders.exclude(unit_id=unit_id).update(unit_id=unit_id):
        raise Refusal("access.same_unit", "This unit has the case already.", field="unit_id")
    gate.note(unit=unit_id)


def _holder(case_id: uuid.UUID | None, report_id: uuid.UUID | None) -> uuid.UUID:
    holder_id = case_id or report_id
    if holder_id is None or (case_id and report_id):
        raise Refusal("access.holder", "Say either a case or a report.")
    return holder_id


def _active(staff_id: uuid.UUID) -> models.Staff:
    known = models.Staff.objects.filter(id=staff_id, is_active=True)
    person = known.only("id", "username", "display_name", "unit_id").first()
    if person is None:
        raise Refusal("access.staff", "There is nobody like this in service.", field="staff_id")
    return person


def _excluded(holder_id: uuid.UUID, person: models.Staff) -> bool:
    whom = Q(staff_id=person.id)
    if person.unit_id:
        whom |= Q(unit_id=person.unit_id)
    holders = models.Holder.objects.filter(id=holder_id).values_list("id", "case_id")
    kept_out = {one for pair in holders for one in pair if one}
    return models.Exclusion.objects.filter(whom, holder_id__in=kept_out).exists()


def _in_force(at: datetime) -> Q:
    return Q(from_at__lte=at) & (Q(until_at__isnull=True) | Q(until_at__gt=at))


def _at_once(at: datetime) -> Least:
    """`at`, but by the database's clock where ours runs ahead: a place counts from its act on."""
    return Least(Value(at, output_field=DateTimeField()), TransactionNow())


def _end_stays(staff_id: uuid.UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select bairn_end_stays(%s)", [staff_id])

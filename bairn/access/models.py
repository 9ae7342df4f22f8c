"""What access keeps: agencies, units, staff, roles, circles, and whose token is whose."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from bairn.kernel import ids


class Agency(models.Model):
    """A body with its own law: police, prosecution, clinic, centre, oversight."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)

    class Meta:
        db_table = "access_agency"


class Unit(models.Model):
    """A unit of an agency; reports and cases are routed to units."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    jurisdiction = models.CharField(max_length=20, default="")

    class Meta:
        db_table = "access_unit"


class StaffManager(BaseUserManager["Staff"]):
    """Finds staff by the name they sign in with."""


class Staff(AbstractBaseUser):
    """A member of staff, by service name; names of people in cases stand in the vault."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    username = models.CharField(max_length=80, unique=True)
    display_name = models.CharField(max_length=120)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT)
    language = models.CharField(max_length=10, default="en")
    is_active = models.BooleanField(default=True)
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]
    objects: ClassVar[StaffManager] = StaffManager()

    class Meta:
        db_table = "access_staff"


class RoleHeld(models.Model):
    """A role, held from a moment until a moment (half open)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="roles_held")
    role = models.CharField(max_length=40)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_role"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="access_role_period",
                condition=models.Q(until_at__isnull=True)
                | models.Q(until_at__gt=models.F("from_at")),
            )
        ]


class Session(models.Model):
    """One signed-in stay at a door. Only the SHA-256 of its token is kept."""

    token_hash = models.BinaryField(primary_key=True)
    actor_id = models.UUIDField()
    kind = models.CharField(max_length=20)
    purpose = models.CharField(max_length=40, default="")
    unit_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    roles = ArrayField(models.CharField(max_length=40), default=list)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_session"


class Holder(models.Model):
    """A report or case that people can be in the circle of, and the unit it is routed to."""

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=10)
    unit_id = models.UUIDField()
    case_id = models.UUIDField(null=True)
    brought_by = models.UUIDField(null=True)
    restricted = models.BooleanField(default=False)
    registered_at = models.DateTimeField()

    class Meta:
        db_table = "access_holder"
        indexes: ClassVar = [models.Index(fields=["unit_id", "-id"], name="access_holders_of_unit")]


class Assignment(models.Model):
    """A place in a circle, from a moment until a moment (half open)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder = models.ForeignKey(Holder, on_delete=models.CASCADE)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT)
    role = models.CharField(max_length=40)
    basis = models.CharField(max_length=40)
    granted_by = models.UUIDField()
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_assignment"
        indexes: ClassVar = [
            models.Index(fields=["staff", "holder"], name="access_circle_of_staff")
        ]


class Exclusion(models.Model):
    """Somebody, or a whole unit, who is kept out of a case for a conflict of interest."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder = models.ForeignKey(Holder, on_delete=models.CASCADE)
    staff_id = models.UUIDField(null=True)
    unit_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=40)
    from_at = models.DateTimeField()

    class Meta:
        db_table = "access_exclusion"


class ExclusionEnded(models.Model):
    """Somebody who was kept out until a moment; what stands in force stands in the other table."""

    id = models.UUIDField(primary_key=True, editable=False)
    holder = models.ForeignKey(Holder, on_delete=models.CASCADE)
    staff_id = models.UUIDField(null=True)
    unit_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=40)
    from_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    ended_by = models.UUIDField()

    class Meta:
        db_table = "access_exclusion_ended"


class Conflict(models.Model):
    """A colleague who may be somebody under suspicion: found by a screen, judged by a person."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    holder = models.ForeignKey(Holder, on_delete=models.CASCADE)
    staff_id = models.UUIDField()
    unit_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=40)
    namesakes = models.PositiveSmallIntegerField(default=0)
    own_unit = models.BooleanField(default=False)
    found_at = models.DateTimeField()
    verdict = models.CharField(max_length=20, default="")
    judged_at = models.DateTimeField(null=True)
    judged_by = models.UUIDField(null=True)

    class Meta:
        db_table = "access_conflict"
        constraints: ClassVar = [
            models.UniqueConstraint(name="access_conflict_once", fields=["holder", "staff_id"])
        ]

"""What is kept of a report: codes, times, digests, and the ids of what the vault holds.

No row here holds a name, an account, a number or a word of anybody.
"""

from enum import StrEnum

from django.contrib.postgres.fields import ArrayField
from django.db import models

from bairn.intake.terms import Channel, FileHeld, PersonRole, ReportState
from bairn.kernel import ids


def _values(words: type[StrEnum]) -> list[str]:
    return [word.value for word in words]


class Platform(models.Model):
    """A platform that reports with its own client: a name to show and a password to check."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    username = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    password = models.CharField(max_length=200)  # argon2
    unit_id = models.UUIDField(null=True)  # where its reports go; None: by the routes
    is_active = models.BooleanField(default=True)
    registered_at = models.DateTimeField()


class Partner(models.Model):
    """An agency's own system: its token, known by a digest, is bound to an agency and a purpose."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    agency_id = models.UUIDField()
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=40)
    pack = models.CharField(max_length=40, blank=True)  # of its reports, unless they say another
    unit_id = models.UUIDField(null=True)  # where its reports go; None: by the routes
    token_digest = models.BinaryField(unique=True)  # SHA-256 of 256 random bits
    is_active = models.BooleanField(default=True)
    registered_at = models.DateTimeField()


class Route(models.Model):
    """Which unit takes in the reports of a pack; the row without a pack takes all others."""

    pack = models.CharField(max_length=40, primary_key=True)
    unit_id = models.UUIDField()


class Report(models.Model):
    """A report: its open part, and where its sealed parts are."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    reference = models.CharField(max_length=24, unique=True)
    channel = models.CharField(max_length=20)
    state = models.CharField(max_length=12)
    received_at = models.DateTimeField()
    unit_id = models.UUIDField()
    platform = models.ForeignKey(Platform, null=True, on_delete=models.PROTECT)
    pack = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=12, blank=True)
    situation = models.CharField(max_length=40, blank=True)
    incident_codes = ArrayField(models.CharField(max_length=40), default=list)
    incident_earliest = models.DateTimeField(null=True)
    incident_latest = models.DateTimeField(null=True)
    contact_earliest = models.DateTimeField(null=True)
    contact_latest = models.DateTimeField(null=True)
    facts = models.JSONField(default=dict)
    open_elements = models.JSONField(default=list)
    kept_unknown = ArrayField(models.CharField(max_length=4000), default=list)
    words_id = models.UUIDField(null=True)
    document_id = models.UUIDField(null=True)
    case_id = models.UUIDField(null=True)
    case_from = models.DateTimeField(null=True)
    merged_into = models.UUIDField(null=True)
    entry_id = models.UUIDField()  # of the record: the act that received it
    code_digest = models.BinaryField(null=True, unique=True)
    sending_digest = models.BinaryField(null=True, unique=True)  # of the idempotency key
    content_digest = models.BinaryField(null=True)  # keyed, of what was said: the same twice
    number_digest = models.BinaryField(null=True)  # keyed, of the sender's own number

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="intake_report_channel", condition=models.Q(channel__in=_values(Channel))
            ),
            models.CheckConstraint(
                name="intake_report_state", condition=models.Q(state__in=_values(ReportState))
            ),
            models.CheckConstraint(
                name="intake_report_merged",
                condition=models.Q(state="merged", merged_into__isnull=False)
                | (~models.Q(state="merged") & models.Q(merged_into__isnull=True)),
            ),
            models.CheckConstraint(
                name="intake_report_case",
                condition=models.Q(case_id__isnull=True, case_from__isnull=True)
                | models.Q(case_id__isnull=False, case_from__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=["unit_id", "-received_at", "-id"], name="intake_of_unit"),
            models.Index(
                fields=["case_id"],
                name="intake_of_case",
                condition=models.Q(case_id__isnull=False),
            ),
            models.Index(
                fields=["received_at", "id"],
                name="intake_received",
                condition=models.Q(state="received"),
            ),
            models.Index(
                fields=["merged_into"],
                name="intake_merged_into",
                condition=models.Q(merged_into__isnull=False),
            ),
            models.Index(
                fields=["content_digest"],
                name="intake_same_content",
                condition=models.Q(content_digest__isnull=False),
            ),
            models.Index(
                fields=["number_digest"],
                name="intake_same_number",
                condition=models.Q(number_digest__isnull=False),
            ),
        )


class Person(models.Model):
    """Somebody in a report: a role, coded facts, and the subject in the vault."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    report = models.ForeignKey(Report, on_delete=models.PROTECT)
    subject_id = models.UUIDField(unique=True)
    place = models.SmallIntegerField()  # in the order of the report
    role = models.CharField(max_length=12)
    facts = models.JSONField(default=dict)
    identified = models.BooleanField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="intake_person_role", condition=models.Q(role__in=_values(PersonRole))
            ),
        )


class File(models.Model):
    """A file that was named or sent: digests, size, classification. Each report keeps its own."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    report = models.ForeignKey(Report, on_delete=models.PROTECT)
    held = models.CharField(max_length=8)
    md5 = models.CharField(max_length=32, blank=True)
    sha1 = models.CharField(max_length=40, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(null=True)
    stated_digests = models.JSONField(default=list)
    classification = models.CharField(max_length=4, blank=True)
    relevance = models.CharField(max_length=12, blank=True)
    viewed_by_platform = models.BooleanField(null=True)
    exif_viewed_by_platform = models.BooleanField(null=True)
    publicly_available = models.BooleanField(null=True)
    uploaded_earliest = models.DateTimeField(null=True)
    uploaded_latest = models.DateTimeField(null=True)
    annotations = ArrayField(models.CharField(max_length=40), default=list)
    facts = models.JSONField(default=dict)
    kept_unknown = ArrayField(models.CharField(max_length=4000), default=list)
    subject_id = models.UUIDField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="intake_file_held", condition=models.Q(held__in=_values(FileHeld))
            ),
            models.CheckConstraint(
                name="intake_file_measured",
                condition=models.Q(held="named") | ~models.Q(sha256=""),
            ),
        )
        indexes = (
            models.Index(
                fields=["sha256"], name="intake_file_sha256", condition=~models.Q(sha256="")
            ),
        )


class Addition(models.Model):
    """Something told later, by the reporter or by somebody who spoke with them."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    report = models.ForeignKey(Report, on_delete=models.PROTECT)
    subject_id = models.UUIDField(unique=True)
    facts = models.JSONField(default=dict)
    by_kind = models.CharField(max_length=10)
    added_at = models.DateTimeField()
    case_id = models.UUIDField(null=True)  # under whose key its words are; None: the report's


class Answer(models.Model):
    """An answer to the reporter: a code, so that it can give nothing away."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    report = models.ForeignKey(Report, on_delete=models.PROTECT)
    code = models.CharField(max_length=40)
    answered_at = models.DateTimeField()
    by_id = models.UUIDField()
    contact_by = models.DateTimeField(null=True)


class Sending(models.Model):
    """A report being sent over the CyberTipline protocol, under the number that its client uses."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, primary_key=True)
    number = models.BigIntegerField(unique=True)
    platform = models.ForeignKey(Platform, on_delete=models.PROTECT)
    opened_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["touched_at"],
                name="intake_sending_open",
                condition=models.Q(closed_at__isnull=True),
            ),
        )


class Salt(models.Model):
    """The salt of receipt codes: one for the house, since a code alone must find its report."""

    one = models.BooleanField(primary_key=True, default=True)
    value = models.BinaryField()

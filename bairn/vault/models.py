"""What is kept: subjects, their wrapped keys, sealed fields, blind tokens, holds and erasures.

`holder_id` is the id of a report or case, never a foreign key: the vault stands below them. It is
also the name of the key of keys. The migration ties every row's holder to its subject's, so that
moving a subject moves all of it.
"""

from django.db import models

from bairn.kernel import ids


class Subject(models.Model):
    """What everybody else names by its id: a person, somebody's words, a document."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    kind = models.CharField(max_length=16)
    holder_id = models.UUIDField(db_index=True)
    sealed_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="vault_subject_kind",
                condition=models.Q(kind__in=["person", "words", "document", "file"]),
            ),
            # What the rows below refer to, so that their holder is always their subject's.
            models.UniqueConstraint(name="vault_subject_held", fields=["id", "holder_id"]),
        )


class DataKey(models.Model):
    """A data key, wrapped: one for each batch of fields, so that writing never has to unwrap."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    subject_id = models.UUIDField(db_index=True)
    holder_id = models.UUIDField(db_index=True)
    kek_version = models.IntegerField()
    wrapped = models.BinaryField()

    class Meta:
        db_table = "vault_key"


class SealedField(models.Model):
    """One field in one version: the newest version is the value, the older ones its history."""

    pk = models.CompositePrimaryKey("subject_id", "field", "version")
    subject_id = models.UUIDField()
    holder_id = models.UUIDField()
    field = models.CharField(max_length=48)
    version = models.BigIntegerField()  # microseconds since 1970, see sealing.version_at
    key_id = models.UUIDField()
    nonce = models.BinaryField()
    ciphertext = models.BinaryField()

    class Meta:
        db_table = "vault_field"


class Token(models.Model):
    """A blind token: an HMAC by a key that is not in this database, cut to 20 bits."""

    pk = models.CompositePrimaryKey("kind", "token", "subject_id")
    kind = models.SmallIntegerField()
    token = models.BinaryField()
    subject_id = models.UUIDField(db_index=True)
    holder_id = models.UUIDField()

    class Meta:
        indexes = (models.Index(fields=["holder_id"], name="vault_token_held"),)


class LegalHold(models.Model):
    """While one stands, nothing of the report or case may be erased."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    holder_id = models.UUIDField(db_index=True)
    reason = models.CharField(max_length=32)
    placed_by = models.UUIDField()
    placed_at = models.DateTimeField()
    released_by = models.UUIDField(null=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "vault_hold"


class ErasureOrder(models.Model):
    """An erasure: ordered by one, carried out by another."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    holder_id = models.UUIDField(db_index=True)
    subject_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=32)
    ordered_by = models.UUIDField()
    ordered_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "vault_erasure"
        constraints = (
            models.CheckConstraint(
                name="vault_erasure_two_people",
                condition=models.Q(confirmed_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("ordered_by")),
            ),
        )


class DoomedKey(models.Model):
    """A key that an erasure condemned: it dies after the commit, and surely, if need be later."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    erasure_id = models.UUIDField()
    kek_id = models.UUIDField()
    below = models.IntegerField(null=True)  # None: every version of it
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "vault_doomed_key"
        indexes = (
            models.Index(
                name="vault_doomed_alive",
                fields=["id"],
                condition=models.Q(destroyed_at__isnull=True),
            ),
        )


class FormerKey(models.Model):
    """A key of keys under which older backups may still hold this holder's data keys.

    Written when a report moves into a case; an erasure destroys these keys as well.
    """

    kek_id = models.UUIDField(primary_key=True)
    holder_id = models.UUIDField(db_index=True)

    class Meta:
        db_table = "vault_former_key"


class MovedSubject(models.Model):
    """Somebody who moved alone: older backups hold their data keys under another holder's key."""

    id = models.UUIDField(primary_key=True, default=ids.new_id)
    subject_id = models.UUIDField(db_index=True)
    from_id = models.UUIDField()
    holder_id = models.UUIDField()
    moved_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)  # when that key was renewed after an erasure

    class Meta:
        db_table = "vault_moved_subject"


class LookupTally(models.Model):
    """How many look-ups a person made in an hour: the brake on fishing."""

    pk = models.CompositePrimaryKey("actor_id", "hour")
    actor_id = models.UUIDField()
    hour = models.DateTimeField()
    count = models.IntegerField()

    class Meta:
        db_table = "vault_lookup_tally"


class Change(models.Model):
    """A person that was sealed, amended, moved or erased and has not been taken up for matching.

    Triggers write it, in the transaction of the change and for every role; only the house reads it.
    """

    subject_id = models.UUIDField(primary_key=True)
    holder_id = models.UUIDField()
    changed_at = models.DateTimeField()
    gone = models.BooleanField(default=False)

    class Meta:
        db_table = "vault_change"
        indexes = (models.Index(fields=["changed_at"], name="vault_change_order"),)

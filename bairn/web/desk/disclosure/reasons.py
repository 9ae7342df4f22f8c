"""The reasons that disclosure says no with, gathered for translation."""

from django.utils.translation import gettext_noop as _

REASONS = (
    _("A bundle of this release is being made."),
    _("A custodian has to agree first, because identities leave with this."),
    _("A prosecutor has not answered yet what is to be withheld."),
    _("A reason goes with what is declined."),
    _("A reason goes with what is withheld."),
    _("Choose a day within a year from now."),
    _("Choose at least one exhibit or file."),
    _("Choose at most 500 at once."),
    _("Choose on what ground it goes."),
    _("Choose to whom it goes."),
    _(
        "Describe what is withheld, without revealing it: the other side has to know that it is "
        "there."
    ),
    _("No identity leaves under this release."),
    _("Restricted material never leaves in a bundle; it is seen under supervision."),
    _("Say where the ground can be looked up."),
    _("Say where the ground can be looked up: court, number, day."),
    _("Say why it is withheld: choose a reason."),
    _("Say why: choose a reason."),
    _("Somebody changed the schedule just now. Look again."),
    _("Somebody else than who asked for it answers."),
    _("Something in it was withheld since then."),
    _("The day until which this may leave has passed."),
    _("The house holds the digests of this file alone; ask its custodian for it."),
    _("The record has not published what was done. See whether its sequencer runs."),
    _("The record holds no entry for an event of custody of this case."),
    _("The schedule is not complete."),
    _(
        "The schedule is not complete: say of every exhibit and file whether it is used, unused "
        "or withheld."
    ),
    _("There is a redacted copy of this file: release the copy in its place."),
    _("There is nothing on the schedule to release."),
    _("This bundle was made by a command: whoever called it has it."),
    _("This case has no such bundle on its way."),
    _("This case has no such bundle."),
    _("This case has no such release."),
    _("This case holds no such exhibit or file."),
    _("This ground does not let anything go to this recipient."),
    _("This ground does not let anybody's identity leave."),
    _("This is not the digest of a manifest."),
    _("This is not to be withheld."),
    _("This release was revoked."),
    _("This was agreed to already."),
    _("This was answered already."),
    _("Use at most 1,000 characters."),
    _("Use at most 2,000 characters."),
    _("What is withheld does not leave."),
    _("What was kept of this bundle is not what was sealed. Make a new one."),
)

"""The reasons that rules of reading files give, named once so that they are gathered."""

from django.utils.translation import gettext_noop as _

REASONS = (
    _("A folder, a link, a device or an encrypted entry stays inside."),
    _("Begin a viewing of this file first."),
    _("Nobody of your unit has such a week."),
    _("Reading this entry takes more than is allowed."),
    _("Say where the ground can be looked up: court, number, day."),
    _("Somebody else asks how you are."),
    _("Somebody has changed this meanwhile. Look at it again."),
    _("Somebody has noted this already."),
    _("The archive has no such entry."),
    _("The file is not where it was kept. Restore it from the last good copy."),
    _("The house holds the digests of this file alone."),
    _("This entry cannot be read: the archive is damaged."),
    _("This entry is larger than may be taken out."),
    _("This file has no such lock now."),
    _("This file has this lock already."),
    _("This file is a capture already."),
    _("This ground does not lift this lock."),
    _("This house shows no restricted material to anybody."),
    _("This is an archive in an archive too many times over."),
    _("This is neither a WARC nor a WACZ file."),
    _("This is neither a zip nor a tar archive."),
    _("This record cannot be read."),
    _("This viewing is over. Say again for which purpose you look."),
    _("Use at most 2,000 characters."),
    _(
        "What lies on the disk is not the file that was taken in. It is not shown, and "
        "stays as it is: restore it from the last good copy."
    ),
    _("Your role does not look at restricted material."),
)

"""The reasons that lists of digests and watches say no with, gathered for translation."""

from django.utils.translation import gettext_noop as _

REASONS = (
    _("Give the list a name."),
    _("This is too long for its place."),
    _("At most 100 categories can be named."),
    _("This file came in before as another kind of list."),
    _("This file is empty."),
    _("A file of more than 20 MB is brought in with the command `bairn digests import`."),
    _("There is no such list in use."),
    _("There is no such list."),
    _("This list is whole already, or retired."),
    _("Name at least one digest."),
    _("At most 1,000 digests are watched for in one step."),
    _("This is the digest of an empty file: it would be found everywhere."),
    _("This case has no such watch that is still on."),
)

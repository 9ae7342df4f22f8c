"""The reasons that promises, reviews and hand-overs say no with, gathered for translation."""

from django.utils.translation import gettext_noop as _

REASONS = (
    _("This person is kept out of the case and is promised nothing."),
    _("Choose one of the listed kinds."),
    _("This was before the promise was made."),
    _("Choose a later moment."),
    _("This promise was missed. It can only be kept late."),
    _("This promise is over."),
    _("Choose a moment that lies ahead."),
    _("Choose a moment within a year."),
    _("Choose somebody of this case."),
    _("There is no such promise."),
    _("Only the unit that takes a case over moves it."),
    _("There is no such unit."),
    _("This unit has the case already."),
)

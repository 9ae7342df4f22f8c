"""The reasons that vigilance says no with, gathered for translation."""

from django.utils.translation import gettext_noop as _

REASONS = (
    _("This signal has been answered already."),
    _("Somebody outside this unit has to answer."),
    _("Only the owner of this signal answers it."),
    _("This signal is answered by another role."),
    _("Choose one of the listed findings."),
    _("This needs words."),
    _("Say by which day."),
    _("This day has gone."),
    _("Choose a day within 90 days."),
    _("Choose one of the listed codes."),
    _("Nobody oversees the unit they work in."),
    _("An overseer is a supervisor, a prosecutor or an inspector."),
    _("Nobody oversees this unit."),
    _("Somebody outside this unit says who oversees it."),
    _("Somebody was named at this moment."),
    _("There is no such signal that you may see."),
    _("These words belong to no signal."),
)

"""The reasons that the rules of interviews give, named once so that they are gathered."""

from django.utils.translation import gettext_noop as _

REASONS = (
    _("An appropriate adult sits beside the child, unless the child refuses for a reason."),
    _("A woman of the staff takes part, unless the child is known not to be a girl."),
    _("Somebody who is implicated, under suspicion or kept out never sits in the room."),
    _("A witness, or another child of the case, does not sit in the room."),
    _("Nobody has assessed yet on whose side this guardian stands: choose another adult for now."),
    _("Whoever of the staff sits in the room belongs to the circle of the case."),
    _("The interviewer has to be a trained interviewer in the circle of the case."),
    _("Say of everybody in the room in which role they sit there."),
    _("There is nobody like this in the case."),
    _("There is no such child or victim in this case."),
    _("Name the questions that are still open, one a line."),
    _("The defence's questions go through the interviewer of the first interview."),
    _("An interview is planned already: postpone it or withdraw it first."),
    _("A child is interviewed once. One more needs open questions and a supervisor."),
    _("There is no earlier interview: plan the first."),
    _("The defence's questions were put once. More of them count as one more interview."),
    _("A plan lies in the future. What has happened already is recorded as a questioning."),
    _("Only the first interview is planned in several sittings, at most six."),
    _("Say how many it serves, from 1 to 50."),
    _("Nobody waits for an answer on this interview."),
    _("This interview is not planned any more."),
    _("Choose a time that is still to come."),
    _("No supervisor has agreed to this interview yet."),
    _("Every planned sitting of this interview was held."),
    _("A sitting ends after it began, on the same day."),
    _("It began before a supervisor agreed. Record it as another questioning: it counts."),
    _("A sitting begins after the one before has ended."),
    _("Give the phases in the order of the protocol."),
    _("Give minutes as a number from 0."),
    _("Count the prompts from 0."),
    _("Give the recording's exhibit and SHA-256, or the reason why there is none."),
    _("A SHA-256 has 64 characters, 0 to 9 and a to f."),
    _("Give the exhibit's number: capital letters, numbers and marks."),
    _(
        "The first account stands here already, word for word. Do not ask the child again; "
        "put what is new beside it."
    ),
    _("No first account is recorded yet."),
    _("Write down what was said, word for word."),
    _("There is no such interview in this case."),
    _("Choose one of the listed answers."),
    _("The ledger shows another count."),
    _("This case works under no pack yet."),
)

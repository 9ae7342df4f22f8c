"""The questions of the public form, one page each, in plain words, each with why it is asked.

Every question may be left out but one, and that one takes a few words or a bare link. "I do not
know" is an answer. Nothing here asks about clothing, earlier relationships or whether somebody is
to be believed, and nothing may be added that does (facts/protocol-facts.md, cross-cutting (h)).
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from bairn.web.report.asking import Page, choice, line, several, text
from bairn.web.report.draft import Draft

_UNKNOWN = ("unknown", _("I do not know"))
YES_NO = [("yes", _("Yes")), ("no", _("No")), _UNKNOWN]


class Danger(Page):
    """First of all: does somebody need help this minute?"""

    key = "danger"
    heading = _("Is someone in danger right now?")
    why = _("If minutes matter, a phone call is faster than this form.")
    now = choice(
        _("Is a child or anyone else in danger at this moment?"),
        [
            ("yes", _("Yes, now or very soon")),
            ("no", _("No, not at this moment")),
            _UNKNOWN,
        ],
    )


class Urgent(Page):
    """Whom to call. Asks nothing."""

    key = "urgent"
    heading = _("Please call for help now")
    why = _("After the call you can carry on here. If you cannot call, carry on now.")

    @staticmethod
    def asked_of(draft: Draft) -> bool:
        """Only when somebody is in danger now."""
        return draft.first("danger", "now") == "yes"


class Who(Page):
    """In which part the reporter speaks; never the name."""

    key = "who"
    heading = _("Which of these fits you best?")
    why = _("So that we ask only what makes sense for you. We do not need your name.")
    part = choice(
        _("I am telling you this as"),
        [
            ("child", _("someone under 18, and it is about me")),
            ("self", _("an adult, and it is about me")),
            ("family", _("family, a carer or a friend")),
            (
                "work",
                _("someone who works with children, in a school, clinic or service"),
            ),
            ("saw", _("someone who saw, read or heard something")),
            ("unsaid", _("I would rather not say")),
        ],
    )


class What(Page):
    """The one question that wants something, be it a bare link."""

    key = "what"
    heading = _("What happened, or what worries you?")
    why = _(
        "This is the only question that needs an answer. A few words are enough, or just a link. "
        "You do not have to be sure, and you do not have to prove anything."
    )
    account = forms.CharField(
        label=_("In your own words"),
        help_text=_("Write in any language. You can add more later."),
        max_length=10_000,
        widget=forms.Textarea({"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Please write a few words or paste a link. All else can be left out."),
        },
    )


class Whom(Page):
    """Child or adult, and a guess at the age."""

    key = "whom"
    heading = _("Who is it about?")
    why = _("Children are helped first. If the age is not known, we act as for a child.")
    about = choice(
        _("It is about"),
        [
            ("child", _("someone under 18")),
            ("children", _("more than one child")),
            ("adult", _("an adult")),
            ("both", _("children and adults")),
            _UNKNOWN,
        ],
    )
    age = forms.IntegerField(
        label=_("Age in years, or your best guess"),
        required=False,
        min_value=0,
        max_value=120,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class When(Page):
    """When it last happened: what can still be found depends on it."""

    key = "when"
    heading = _("When did it last happen?")
    why = _(
        "Some traces and recordings last only hours or days. It is never too late to tell us: "
        "whatever you choose here, we read it."
    )
    last = choice(
        _("The last time was"),
        [
            ("going_on", _("it is still going on")),
            ("today", _("in the last 24 hours")),
            ("days3", _("in the last 3 days")),
            ("week", _("in the last week")),
            ("month", _("in the last month")),
            ("longer", _("longer ago")),
            _UNKNOWN,
        ],
    )
    around = line(
        _("Date or time, if you know more"),
        _("For example: last Friday after school."),
    )


class Where(Page):
    """A place or a site; whichever is known."""

    key = "where"
    heading = _("Where did it happen?")
    why = _("So that it reaches the right team at once. A wrong guess does no harm.")
    place = line(_("Place"), _("A town, a street, a school: whatever you know."))
    online = text(
        _("Website, app, account or link"),
        _("If it happened online. Please do not send or save any pictures of it."),
        rows=3,
    )


class Child(Page):
    """How the person can be found, safely."""

    key = "child"
    heading = _("How can we find the person it is about?")
    why = _("So that help reaches the right person. It is sealed as soon as you send it.")
    name = line(_("Name or nickname"))
    found = line(_("Where they can be found"), _("School and class, address, phone or account."))
    needs = line(
        _("Anything they need"),
        _("For example: an interpreter, sign language, a wheelchair."),
    )

    @staticmethod
    def asked_of(draft: Draft) -> bool:
        """Not of those it is about."""
        return draft.first("who", "part") not in {"child", "self"}


class Signs(Page):
    """What makes it urgent or shows the way: facts of intake's vocabulary, unmarked is unknown."""

    key = "signs"
    heading = _("Is any of this the case?")
    why = _("Each of these changes what has to happen first. Mark what you know, leave the rest.")
    seen = several(
        _("Mark everything that fits"),
        [
            ("meeting_arranged", _("someone has arranged to meet the child")),
            ("missing", _("a child is missing")),
            ("captive", _("someone is being held and cannot leave")),
            (
                "origin_unknown",
                _("nobody knows where they come from; they may have been bought"),
            ),
            ("children_in_house", _("there are other children in the same home or place")),
            ("self_harm_signs", _("there are signs of self-harm, or it was spoken of")),
            ("evident_injury", _("there is an injury that can be seen")),
            ("threat_with_images", _("someone threatens to spread pictures or messages")),
            ("public_video", _("a public video or post shows it")),
            ("disability", _("the child or person lives with a disability")),
        ],
    )
    meeting_when = choice(
        _("If a meeting is arranged: when?"),
        [
            ("within_24_hours", _("within 24 hours")),
            ("within_7_days", _("within 7 days")),
            ("later", _("later")),
            ("time_unknown", _("I do not know")),
        ],
    )


class Person(Page):
    """Who may have caused it, and whether the child is within reach."""

    key = "person"
    heading = _("Who may have caused it?")
    why = _("Mainly so that we know whom not to tell, and whether someone is still at risk.")
    name = line(_("Name or nickname"), _("It is fine not to know."))
    account = line(_("Phone number, account or link"))
    more = text(_("Anything else you know of this person"), rows=3, longest=2000)
    reach = choice(_("Can they reach the child or person now?"), YES_NO)
    part = several(
        _("Mark everything that fits this person"),
        [
            ("suspect_in_household", _("lives in the same home as the child")),
            ("guardian_implicated", _("is a parent or guardian")),
            ("suspect_trusted_role", _("teaches, treats, trains or looks after children")),
            ("suspect_officer", _("works for the police, a court or an office that handles this")),
        ],
    )


class Heard(Page):
    """First words, and who knows already."""

    key = "heard"
    heading = _("Has someone spoken with the child about it?")
    why = _("A child should have to tell only once. First words, just as they were, help most.")
    advice = _("Please do not ask the child for more. Listen, say it is not their fault.")
    words = text(
        _("What the child said, word for word"),
        _("Only what you heard yourself or were told. Leave it out if there is nothing."),
        rows=3,
    )
    knows = line(_("Who knows about it already?"))

    @staticmethod
    def asked_of(draft: Draft) -> bool:
        """Not of those it is about."""
        return draft.first("who", "part") not in {"child", "self"}


class Contact(Page):
    """Whether and how the reporter may be reached; leaving it out is fine."""

    key = "contact"
    heading = _("May we contact you?")
    why = _("You can stay unknown: the code at the end lets you come back and read our answer.")
    may = choice(
        _("Contact"),
        [("no", _("No, I will come back with the code")), ("yes", _("Yes"))],
    )
    name = line(_("Your name, if you want to give it"))
    how = line(_("Phone or e-mail"))
    safe = line(
        _("When and how is it safe to reach you?"),
        _("For example: only text messages, after six."),
    )

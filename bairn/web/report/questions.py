"""The questions of the public form, one page each, in plain words, each with why it is asked.

Every question may be left out but one, and that one takes a few words or a bare link. "I do not
know" is an answer. Nothing here asks about clothing, earlier relationships or whether somebody is
to be believed, and nothing may be added that does (facts/protocol-facts.md, cross-cutting (h)).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from bairn.web.report.draft import Draft

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_UNKNOWN = ("unknown", _("I do not know"))
YES_NO = [("yes", _("Yes")), ("no", _("No")), _UNKNOWN]


class Page(forms.Form):
    """One page: its heading, why it is asked, and for which drafts it is asked at all."""

    key: ClassVar[str] = ""
    heading: ClassVar[StrOrPromise] = ""
    why: ClassVar[StrOrPromise] = ""
    advice: ClassVar[StrOrPromise] = ""

    use_required_attribute = False

    @staticmethod
    def asked_of(draft: Draft) -> bool:
        """Whether the page belongs to a form with these answers."""
        return True


def _choice(label: StrOrPromise, choices: object) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,  # type: ignore[arg-type]  # a list or a callable, as Django takes it
        required=False,
        widget=forms.RadioSelect,
    )


def _line(label: StrOrPromise, help_text: StrOrPromise = "", longest: int = 300) -> forms.CharField:
    # Browsers may send what is typed to a spelling service: not here.
    hints = {"autocomplete": "off", "spellcheck": "false"}
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=longest,
        widget=forms.TextInput(attrs=hints),
    )


def _text(
    label: StrOrPromise, help_text: StrOrPromise = "", *, rows: int = 4, longest: int = 4000
) -> forms.CharField:
    hints = {"rows": rows, "autocomplete": "off", "spellcheck": "false"}
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=longest,
        widget=forms.Textarea(attrs=hints),
    )


class Danger(Page):
    """First of all: does somebody need help this minute?"""

    key = "danger"
    heading = _("Is someone in danger right now?")
    why = _("If minutes matter, a phone call is faster than this form.")
    now = _choice(
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
    part = _choice(
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
    about = _choice(
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
    last = _choice(
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
    around = _line(
        _("Date or time, if you know more"),
        _("For example: last Friday after school."),
    )


class Where(Page):
    """A place or a site; whichever is known."""

    key = "where"
    heading = _("Where did it happen?")
    why = _("So that it reaches the right team at once. A wrong guess does no harm.")
    place = _line(_("Place"), _("A town, a street, a school: whatever you know."))
    online = _text(
        _("Website, app, account or link"),
        _("If it happened online. Please do not send or save any pictures of it."),
        rows=3,
    )


class Child(Page):
    """How the person can be found, safely."""

    key = "child"
    heading = _("How can we find the person it is about?")
    why = _("So that help reaches the right person. It is sealed as soon as you send it.")
    name = _line(_("Name or nickname"))
    found = _line(_("Where they can be found"), _("School and class, address, phone or account."))
    needs = _line(
        _("Anything they need"),
        _("For example: an interpreter, sign language, a wheelchair."),
    )

    @staticmethod
    def asked_of(draft: Draft) -> bool:
        """Not of those it is about."""
        return draft.first("who", "part") not in {"child", "self"}


class Person(Page):
    """Who may have caused it, and whether the child is within reach."""

    key = "person"
    heading = _("Who may have caused it?")
    why = _("Mainly so that we know whom not to tell, and whether someone is still at risk.")
    who = _text(
        _("Name, account or anything you know"), _("It is fine not to know."), rows=3, longest=2000
    )
    carer = _choice(_("Is it someone who lives with or looks after the child?"), YES_NO)
    reach = _choice(_("Can they reach the child or person now?"), YES_NO)


class Heard(Page):
    """First words, and who knows already."""

    key = "heard"
    heading = _("Has someone spoken with the child about it?")
    why = _("A child should have to tell only once. First words, just as they were, help most.")
    advice = _("Please do not ask the child for more. Listen, say it is not their fault.")
    words = _text(
        _("What the child said, word for word"),
        _("Only what you heard yourself or were told. Leave it out if there is nothing."),
        rows=3,
    )
    knows = _line(_("Who knows about it already?"))

    @staticmethod
    def asked_of(draft: Draft) -> bool:
        """Not of those it is about."""
        return draft.first("who", "part") not in {"child", "self"}


class Contact(Page):
    """Whether and how the reporter may be reached; leaving it out is fine."""

    key = "contact"
    heading = _("May we contact you?")
    why = _("You can stay unknown: the code at the end lets you come back and read our answer.")
    may = _choice(
        _("Contact"),
        [("no", _("No, I will come back with the code")), ("yes", _("Yes"))],
    )
    name = _line(_("Your name, if you want to give it"))
    how = _line(_("Phone or e-mail"))
    safe = _line(
        _("When and how is it safe to reach you?"),
        _("For example: only text messages, after six."),
    )

"""Whether somebody's role may do something: the policy's own answer, for pages and buttons."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bairn.access import gate, rules
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not


def check(act: str, actor: Actor) -> None:
    """Refuses when the policy gives this act to other roles; the circle is the gate's to ask."""
    decision = rules.decide(gate.policy()[act], actor, in_reach=True)
    if not decision.allowed:
        raise Refusal(decision.code, decision.reason)


def off(act: str, actor: Actor) -> Refusal | None:
    """Why the button for this act is off, in the reader's language; None when it is on."""
    return spoken(why_not(check, act, actor))


def spoken(refusal: Refusal | None) -> Refusal | None:
    """The same refusal with its reason in the reader's language."""
    if refusal is None:
        return None
    return Refusal(refusal.code, in_words(refusal), field=refusal.field)


def in_words(refusal: Refusal) -> str:
    """The reason in the reader's language."""
    if refusal.text is not None:
        return refusal.text.say(get_language() or "en")
    return _(refusal.reason)


def tell(form: forms.BaseForm, refusal: Refusal, *, beside: str | None = None) -> None:
    """Put a rule's no beside the field it names, else `beside` another, else above the form."""
    field = refusal.field if refusal.field in form.fields else beside
    form.add_error(field, in_words(refusal))


def to_mend(shown: Iterable[object]) -> forms.BaseForm | None:
    """The first form, of everything a page shows, in which something has to be mended."""
    return next((one for one in shown if isinstance(one, forms.BaseForm) and one.errors), None)

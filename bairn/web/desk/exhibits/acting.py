"""What may be done with one exhibit: its form, why it is off, and the act itself."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms as django
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from bairn.evidence import actions as evidence
from bairn.evidence import handing, storing
from bairn.evidence.terms import ExhibitCard
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal, why_not
from bairn.web.desk import may
from bairn.web.desk.exhibits import fields, forms, offer_forms
from bairn.web.desk.exhibits.reading import OneExhibit

Rule = Callable[[ExhibitCard, uuid.UUID], Refusal | None]
Build = Callable[[OneExhibit, Any, str], django.Form]
Do = Callable[[Mapping[str, Any], Any], object]


def _held(card: ExhibitCard, by: uuid.UUID) -> Refusal | None:
    return why_not(handing.in_hands_of, card, by)


def _sealed(card: ExhibitCard, by: uuid.UUID) -> Refusal | None:
    return _held(card, by) or why_not(handing.may_break, card.seal)


def _stored(card: ExhibitCard, by: uuid.UUID) -> Refusal | None:
    return _held(card, by) or why_not(storing.may_take_out, card.state)


def _outside(card: ExhibitCard, _by: uuid.UUID) -> Refusal | None:
    return why_not(handing.may_come_back, card)


def _anything(_card: ExhibitCard, _by: uuid.UUID) -> Refusal | None:
    return None


def _claimable(card: ExhibitCard, by: uuid.UUID) -> Refusal | None:
    return why_not(handing.may_claim, card, by=by)


def _plain(kind: type[forms.Act]) -> Build:
    def build(one: OneExhibit, data: Any, asked: str) -> django.Form:
        shown = forms.as_it_is(one.card) if "condition" in kind.base_fields else None
        return kind(data, zone=one.shown.zone, initial=shown)

    return build


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing that may be done."""

    slug: str
    name: str  # of the policy
    title: str | Lazy
    done: str | Lazy
    rule: Rule
    build: Build
    do: Do


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """An act as the page offers it."""

    act: Act
    off: Refusal | None
    form: django.Form | None

    @property
    def open(self) -> bool:
        """Whether its form has something to mend."""
        return bool(self.form and self.form.errors)


def _offer_form(one: OneExhibit, data: Any, asked: str) -> django.Form:
    return offer_forms.Offer(data, zone=one.shown.zone, takers=takers(one, asked))


def takers(one: OneExhibit, mine: str) -> list[tuple[str, str]]:
    """Everybody of the circle but oneself."""
    return [(str(c.id), c.display_name) for c in one.shown.circle if str(c.id) != mine]


def _store_form(one: OneExhibit, data: Any, _asked: str) -> django.Form:
    shown = forms.as_it_is(one.card)
    return forms.Store(data, zone=one.shown.zone, places=one.stores, initial=shown)


def _offer(this: Mapping[str, Any], form: Any) -> object:
    plain = {key: value for key, value in this.items() if key != "exhibit_id"}
    return evidence.offer(
        **plain,
        exhibit_ids=[this["exhibit_id"]],
        to=form.receiver(),
        purpose=form.cleaned_data["purpose"],
    )


def _came_back(this: Mapping[str, Any], form: Any) -> object:
    given = form.cleaned_data
    return evidence.came_back(
        **this,
        receipt=form.receipt(),
        said_seal=given["said_seal"],
        seal=given["seal"],
        condition=given["condition"],
    )


def _give_back(this: Mapping[str, Any], form: Any) -> object:
    given = form.cleaned_data
    return evidence.give_back(**this, owner=given["owner"], receipt=forms.receipt_of(given))


def _correct(this: Mapping[str, Any], form: Any) -> object:
    plain = {key: value for key, value in this.items() if key != "happened_at"}
    return evidence.correct(**plain, **form.said())


def _given(call: Callable[..., object], *names: str, **renamed: str) -> Do:
    """An act that takes what stands in these fields."""

    def do(this: Mapping[str, Any], form: Any) -> object:
        said = {name: form.cleaned_data[name] for name in names}
        said |= {to: form.cleaned_data[name] for to, name in renamed.items()}
        return call(**this, **said)

    return do


def _store(this: Mapping[str, Any], form: Any) -> object:
    given = form.cleaned_data
    return evidence.store(**this, place_id=uuid.UUID(given["place"]), condition=given["condition"])


def _examine(this: Mapping[str, Any], form: forms.Examine) -> object:
    plain = {key: value for key, value in this.items() if key != "happened_at"}
    given = form.cleaned_data
    moments: dict[str, Any] = {
        name: fields.read(given[name], form.zone) for name in ("from_at", "until_at")
    }
    said = {name: given[name] for name in _EXAMINED}
    return evidence.examine(**plain, **moments, **said)


_EXAMINED = ("what_for", "seal_after", "consumed", "condition", "result", "words")

ACTS: tuple[Act, ...] = (
    Act(slug="seal", name="evidence.seal", title=_("Put a seal on"),
        done=_("The seal is on record."), rule=_held, build=_plain(forms.Seal),
        do=_given(evidence.seal, number="seal")),
    Act(slug="break_seal", name="evidence.break_seal", title=_("Break the seal"),
        done=_("That the seal was broken is on record."), rule=_sealed,
        build=_plain(forms.BreakSeal), do=_given(evidence.break_seal, "reason")),
    Act(slug="offer", name="evidence.offer", title=_("Offer it to somebody"),
        done=_("Offered. You answer for it until it is accepted."), rule=_held,
        build=_offer_form, do=_offer),
    Act(slug="store", name="evidence.store", title=_("Put it into storage"),
        done=_("Where it lies is on record."), rule=_held, build=_store_form, do=_store),
    Act(slug="take_out", name="evidence.take_out", title=_("Take it out of storage"),
        done=_("It is in your hands."), rule=_stored, build=_plain(forms.TakeOut),
        do=_given(evidence.take_out, "purpose")),
    Act(slug="examine", name="evidence.examine", title=_("Write down an examination"),
        done=_("The examination is on record."), rule=_held, build=_plain(forms.Examine),
        do=_examine),
    Act(slug="came_back", name="evidence.came_back", title=_("It came back from outside"),
        done=_("It is in your hands."), rule=_outside, build=_plain(forms.ComeBack),
        do=_came_back),
    Act(slug="give_back", name="evidence.give_back", title=_("Give it back to its owner"),
        done=_("That it was given back is on record."), rule=_held, build=_plain(forms.GiveBack),
        do=_give_back),
    Act(slug="correct", name="evidence.correct", title=_("Say something anew"),
        done=_("Said anew. What was said before is kept."), rule=_anything,
        build=lambda _one, data, _mine: forms.Correct(data), do=_correct),
    Act(slug="claim", name="evidence.claim", title=_("I have it, though nobody gave it to me"),
        done=_("That is on record. The break in the chain stays visible."), rule=_claimable,
        build=_plain(forms.Claim), do=_given(evidence.claim, "reason", "seal", "condition")),
)  # fmt: skip


def offered(one: OneExhibit, actor: Actor, data: Any) -> tuple[Offered, ...]:
    """Every act with its form, or with the rule's own words why it is off."""
    asked = data.get("do", "") if data else ""
    found = []
    for act in ACTS:
        off = may.off(act.name, actor) or may.spoken(act.rule(one.card, actor.id))
        given = data if act.slug == asked else None
        form = None if off else act.build(one, given, str(actor.id))
        found.append(Offered(act=act, off=off, form=form))
    return tuple(found)


def perform(
    one: OneExhibit, chosen: Offered, *, actor: Actor, at: datetime, case_id: uuid.UUID
) -> None:
    """Do what was filled in. Raises Refusal."""
    form: Any = chosen.form
    this: dict[str, Any] = {
        "actor": actor,
        "at": at,
        "case_id": case_id,
        "exhibit_id": one.card.id,
        "happened_at": form.when(at) if "happened_at" in form.fields else None,
    }
    chosen.act.do(this, form)

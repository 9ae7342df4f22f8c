"""The answers as a list to check: each question with what was answered, in words."""

from dataclasses import dataclass

from django import forms
from django.utils.datastructures import MultiValueDict

from bairn.web.report import order
from bairn.web.report.asking import Page
from bairn.web.report.draft import Draft


@dataclass(frozen=True, slots=True)
class Answer:
    """One question of a page with its answer; "" when it was left out."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the list, to be changed as a whole."""

    key: str
    heading: str
    answers: tuple[Answer, ...]


def posted(draft: Draft, page: type[Page]) -> Page:
    """The page's form, filled with what the draft holds for it."""
    return page(draft=draft, data=MultiValueDict(draft.answers.get(page.key, {})))


def summary(draft: Draft) -> list[Section]:
    """Every page that was asked and has questions, in order."""
    return [
        Section(
            key=page.key,
            heading=str(page.heading),
            answers=tuple(_answer(bound) for bound in posted(draft, page)),
        )
        for page in order.asked(draft)
        if page.base_fields
    ]


def _answer(bound: forms.BoundField) -> Answer:
    value = bound.value() or []
    values = [value] if isinstance(value, str) else list(value)
    if isinstance(bound.field, forms.ChoiceField):
        labels = {str(option.data["value"]): str(option.choice_label) for option in bound}
        values = [labels.get(v, v) for v in values]
    return Answer(str(bound.label), "\n".join(v for v in values if v))

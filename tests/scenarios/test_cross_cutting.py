"""The cross-cutting tests of the scenarios: (a) to (e), (g) and (h), through opened cases."""

import importlib
import pkgutil
from datetime import UTC, datetime

import pytest
from django import forms

from bairn.access import queries as access
from bairn.access.models import Unit
from bairn.access.terms import Purpose
from bairn.feed import queries as feed
from bairn.intake.terms import PersonRole
from bairn.interviews import codes
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal
from bairn.protocols import actions as protocols
from bairn.protocols import packs
from bairn.protocols import queries as duties
from bairn.protocols.terms import Mark, MoveReason, StepState, WindowKind, WindowState
from bairn.vigilance import actions as vigilance
from bairn.vigilance import queries as signals
from bairn.vigilance.terms import Finding
from tests import cast
from tests.cast import AT
from tests.journeys.story import HOUR, ZONES, somebody


def a_case(story, *, contact=None, at=AT, opened_at=None, pack="cn-2023"):
    report_id = story.receive(
        somebody(PersonRole.VICTIM, age_min=8, age_max=8), at=at, pack=pack,
        contact=contact or Bounds(), possible_contact=True,
    )  # fmt: skip
    return story.open(report_id, at=opened_at or at, pack=pack).case_id


def test_a_contact_within_bounds_keeps_the_window_open_until_the_later_bound_is_past(story):
    bounds = Bounds(AT - 80 * HOUR, AT - 20 * HOUR)
    case_id = a_case(story, contact=bounds)
    exact = a_case(story, contact=Bounds.exactly(AT - 80 * HOUR))
    row = story.windows(case_id)["hiv_pep"]
    assert row.state in (WindowState.URGENT, WindowState.OPEN)
    assert row.hours_left == 52
    assert story.windows(exact)["hiv_pep"].state is WindowState.CLINICIAN_DECIDES


@pytest.mark.parametrize("change", ["2026-03-08T05:00", "2025-11-02T04:00"])
def test_a_clock_change_neither_closes_a_window_nor_shortens_a_clock(story, change):
    at = datetime.fromisoformat(change).replace(tzinfo=UTC)
    case_id = a_case(story, contact=Bounds.exactly(at - 10 * HOUR), at=at, pack="cac-us")
    later = at + 6 * HOUR
    assert story.windows(case_id, at=later)["hiv_pep"].hours_left == 72 - 16
    assert story.steps(case_id, at=later)["exam_offer"].due_at == (Bounds.exactly(at + 2 * HOUR))


def test_a_case_opened_late_still_counts_its_windows_from_last_contact(story):
    contact = Bounds.exactly(AT - 20 * HOUR)
    late = a_case(story, contact=contact, opened_at=AT + 30 * HOUR)
    window = story.windows(late, at=AT + 30 * HOUR)["hiv_pep"]
    assert window.hours_left == 22
    assert story.steps(late, at=AT + 30 * HOUR)["exam_offer"].due_at.latest == AT + 2 * HOUR


def test_b_a_pack_upgrade_adds_a_version_and_a_reason_and_rewrites_no_deadline(story, monkeypatch):
    # given a case with a deadline that was shown
    case_id = a_case(story)
    before = duties.binding_of_case(actor=story.investigator, at=AT, case_id=case_id)
    shown = story.steps(case_id)["file_case"].due_at
    # when the pack is published in a newer version with a shorter deadline
    newer = {**packs.compose("cn-2023")}
    newer["pack"] = {**newer["pack"], "version": "1.1.0"}
    newer["steps"] = [
        {**row, "due": "PT24H"} if row["id"] == "file_case" else row for row in newer["steps"]
    ]
    monkeypatch.setattr(packs, "document_of", lambda pack_id: newer)
    packs.current.cache_clear()
    try:
        # then the case keeps what it was opened under
        assert story.steps(case_id)["file_case"].due_at == shown
        # until a supervisor moves it, for a coded reason, and the first binding stays on record
        moved = protocols.move(
            actor=story.supervisor, at=AT + HOUR, case_id=case_id, reason=MoveReason.LAW_CHANGED
        )
        assert (moved.number, moved.version, before.number) == (2, "1.1.0", 1)
        assert story.steps(case_id)["file_case"].due_at.latest == AT + 24 * HOUR
    finally:
        packs.current.cache_clear()


@pytest.mark.parametrize("pack", sorted(ZONES))
def test_c_every_deadline_shows_its_source_edition_mark_and_review(story, pack):
    case_id = a_case(story, pack=pack)
    rows = (*story.steps(case_id).values(), *story.windows(case_id).values())
    assert rows
    for row in rows:
        assert row.source.ref
        assert row.source.edition
        assert row.source.review_due
        assert row.check_locally is (row.source.mark in (Mark.K, Mark.D))


def test_c_my_day_says_check_locally_where_the_deadline_does(story):
    case_id = a_case(story)
    steps = story.steps(case_id, at=AT + 3 * HOUR)
    day = feed.my_day(actor=story.investigator, at=AT + 3 * HOUR)
    for one in day.items:
        if one.step:
            assert one.check_locally is steps[one.step].check_locally


def test_g_an_unknown_time_keeps_every_window_open_and_asks_a_clinician(story):
    case_id = a_case(story)
    for hours in (0, 100, 1000):
        found = story.windows(case_id, at=AT + hours * HOUR).values()
        body = [row for row in found if row.kind is WindowKind.BIOLOGICAL]
        assert body
        assert all(row.ask_clinician and row.state is WindowState.OPEN for row in body)


def test_d_an_overdue_red_task_goes_to_a_named_person_outside_the_team(story):
    # given a case of whose safety steps nobody has taken any, and an inspector elsewhere
    elsewhere = Unit.objects.create(agency=story.place.agency, name="Inspectorate")
    inspector = cast.staff("iris", "inspector", unit=elsewhere, purpose=Purpose.OVERSIGHT)
    case_id = a_case(story)
    late = {
        row.step
        for row in story.steps(case_id, at=AT + 3 * HOUR).values()
        if row.safety and row.state is StepState.OVERDUE
    }
    assert late
    # when the house looks over its cases
    vigilance.sweep(actor=story.system, at=AT + 3 * HOUR)
    # then each is owned by that person, to be answered by a moment, and the unit cannot end it
    found = [
        one
        for one in signals.my_signals(actor=inspector, at=AT + 3 * HOUR)
        if one.rule == "overdue_red_step"
    ]
    assert {one.case_id for one in found} == {case_id}
    assert all(one.owner_id == inspector.id and one.answer_by for one in found)
    assert len(found) == len(late)
    with pytest.raises(Refusal, match=r"vigilance\.own_unit"):
        vigilance.answer(
            actor=story.supervisor, at=AT + 4 * HOUR, signal_id=found[0].id,
            finding=Finding.EXPLAINED.value, words="All is well.",
        )  # fmt: skip


def test_e_the_record_of_a_case_holds_who_looked_and_the_pack_it_worked_under(story):
    case_id = a_case(story)
    page = access.record_of(actor=story.investigator, at=AT + HOUR, case_id=case_id)
    entries = {row.entry.act: row.entry for row in page.entries}
    detail = entries["protocols.start"].detail
    binding = duties.binding_of_case(actor=story.investigator, at=AT, case_id=case_id)
    assert (detail["pack"], detail["version"]) == (binding.pack, binding.version)
    assert detail["digest"] == binding.digest


SUSPICIOUS = (
    "cloth",
    "wore",
    "dress",
    "credib",
    "believ",
    "relationship",
    "sexual_history",
    "past",
)


def test_h_no_required_field_takes_free_words_on_clothing_relationships_or_credibility():
    """Every form of both doors, by its fields: what must be filled in and takes words."""
    found = []
    for module in (*every_module("bairn.web.desk"), *every_module("bairn.web.report")):
        for form in vars(module).values():
            if isinstance(form, type) and issubclass(form, forms.BaseForm):
                found += [
                    (form.__name__, name)
                    for name, field in getattr(form, "base_fields", {}).items()
                    if field.required and type(field) is forms.CharField
                ]
    assert found
    assert not [pair for pair in found if any(word in pair[1] for word in SUSPICIOUS)]


def test_h_no_list_of_the_interview_ledger_codes_credibility_or_clothing():
    for name, rows in codes.book().lists.items():
        for row in rows.values():
            words = f"{name} {row.code} {row.text.en}".lower()
            assert not [word for word in ("cloth", "credib", "believ", "promiscu") if word in words]


def every_module(package):
    root = importlib.import_module(package)
    for one in pkgutil.walk_packages(root.__path__, f"{package}."):
        if not {"migrations", "locale"} & set(one.name.split(".")):
            yield importlib.import_module(one.name)

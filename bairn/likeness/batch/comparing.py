"""What is compared, in which levels: each kind of evidence once, whatever columns it stands in.

Latin and Chinese forms of a name are one comparison, e-mail and handle are one, and so are line,
town and postcode of an address: agreeing twice in one thing is not two pieces of evidence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bairn.likeness.batch.dialect import Dialect
from bairn.likeness.batch.terms import Floats


@dataclass(frozen=True, slots=True)
class Level:
    """One way of agreeing; `rare` is the column whose rarity counts where it is reached."""

    code: str
    condition: str
    rare: str = ""
    typical: tuple[float, float] = (0.1, 0.01)  # m and u where nothing can be learnt


@dataclass(frozen=True, slots=True)
class Comparison:
    """Levels from the most alike to the least; the last is everything else."""

    code: str
    unknown: str
    levels: tuple[Level, ...]
    needs: tuple[str, ...]  # columns of which one at least has to hold values


def comparisons(speak: Dialect, others: Sequence[str]) -> tuple[Comparison, ...]:
    """All that is known how to compare."""
    found = (
        _name(speak),
        _birth(speak),
        _number(speak),
        _phone(speak),
        _online(speak),
        _place(speak),
        _sex(),
    )
    return (*found, *(_other(speak, one) for one in others))


def _name(s: Dialect) -> Comparison:
    short = "(length(first_l) = 1 or length(first_r) = 1)"
    initial = f"{short} and substr(first_l, 1, 1) = substr(first_r, 1, 1)"
    begins = f"({s.starts('giv_l', 'first_r')} or {s.starts('giv_r', 'first_l')})"
    given = f"({s.near('giv_l', 'giv_r')} > 0.82 or {s.near('first_l', 'first_r')} > 0.87)"
    family = f"{s.near('fam_l', 'fam_r')} > 0.85"
    turned = f"{s.near('fam_l', 'giv_r')} > 0.87 and {s.near('giv_l', 'fam_r')} > 0.87"
    alike = [s.near(a, b) for a in ("giv_l", "fam_l") for b in ("giv_r", "fam_r")]
    return Comparison("name",
        "(fam_l is null and giv_l is null) or (fam_r is null and giv_r is null)",
        (
            Level("same_han", "han_l = han_r and length(han_l) > 1", "han", (0.20, 1e-6)),
            Level("same", "parts_l = parts_r and not coalesce(han_l <> han_r, false)", "parts",
                  (0.35, 1e-5)),
            Level("same_sound", s.meets("sounds_l", "sounds_r"), "gsound", (0.10, 2e-5)),
            Level("nickname", "fsound_l = fsound_r and lsound_l = lsound_r", "fam", (0.04, 2e-5)),
            Level("family_begins", f"fam_l = fam_r and ({initial} or {begins})", "fam",
                  (0.04, 2e-5)),
            Level("family_near", f"fam_l = fam_r and {given}", "fam", (0.04, 3e-5)),
            Level("given_near", f"giv_l = giv_r and {family}", "giv", (0.06, 3e-5)),
            Level("near", f"{family} and {given}", "", (0.02, 5e-5)),
            Level("turned", turned, "", (0.01, 1e-5)),
            Level("one", "one_l = one_r or one_l in (fam_r, giv_r) or one_r in (fam_l, giv_l)",
                  "one", (0.04, 2e-3)),
            Level("one_near", "(one_l is not null or one_r is not null) and "
                  f"greatest({', '.join(alike)}) > 0.82", "", (0.01, 5e-3)),
            Level("family", "fam_l = fam_r", "fam", (0.03, 5e-3)),
            Level("given", "giv_l = giv_r", "giv", (0.04, 5e-3)),
            Level("part", f"{family} or {given}", "", (0.03, 2e-2)),
            Level("other", "", "", (0.02, 0.95)),
        ), ("fam", "giv"))  # fmt: skip


def _birth(s: Dialect) -> Comparison:
    same_day = "substr(dob_l, 5) = substr(dob_r, 5)"
    turned = (
        "substr(dob_l, 5, 2) = substr(dob_r, 7, 2) and substr(dob_l, 7, 2) = substr(dob_r, 5, 2)"
    )
    vague = "(substr(dob_l, 5) in ('0101', '0000') or substr(dob_r, 5) in ('0101', '0000'))"
    exact = "dob_l = dob_r and substr(dob_l, 5) not in ('0101', '0000')"
    apart = s.apart("y_l", "y_r")
    return Comparison("birth", "dob_l is null or dob_r is null",
        (
            Level("same", exact, "dob", (0.6, 5e-5)),
            Level("same_vague", "dob_l = dob_r", "dob", (0.15, 2e-3)),
            Level("turned", f"y_l = y_r and {turned}", "", (0.03, 5e-5)),
            Level("known", f"y_l = y_r and {vague}", "y", (0.05, 2e-3)),
            Level("near", f"{s.slips('dob_l', 'dob_r', 1)} and not {vague}", "", (0.10, 1e-3)),
            Level("near_vague", s.slips("dob_l", "dob_r", 1), "", (0.04, 5e-3)),
            Level("two", f"{s.slips('dob_l', 'dob_r', 2)} and not {vague}", "", (0.03, 1e-2)),
            Level("day", f"{same_day} and not {vague}", "", (0.01, 3e-3)),
            Level("year", f"y_l = y_r or ({vague} and {apart} <= 1)", "", (0.03, 3e-2)),
            Level("other", "", "", (0.03, 0.93)),
        ), ("dob",))  # fmt: skip


def _number(s: Dialect) -> Comparison:
    return Comparison("national_id", "nid_l is null or nid_r is null",
        (
            Level("same", "nid_l = nid_r", "nid", (0.85, 1e-6)),
            Level("near", s.slip("nid_l", "nid_r"), "", (0.06, 1e-5)),
            Level("two", f"{s.edits('nid_l', 'nid_r')} <= 2", "", (0.02, 1e-4)),
            Level("other", "", "", (0.05, 0.999)),
        ), ("nid",))  # fmt: skip


def _phone(s: Dialect) -> Comparison:
    near = s.slip(s.first("phones_l"), s.first("phones_r"))
    return Comparison("phone", "phones_l is null or phones_r is null",
        (
            Level("same", s.meets("phones_l", "phones_r"), "phone", (0.5, 1e-5)),
            Level("near", near, "", (0.04, 1e-5)),
            Level("other", "", "", (0.45, 0.999)),
        ), ("phones",))  # fmt: skip


def _online(s: Dialect) -> Comparison:
    left, right = "bare_local_l", "bare_local_r"
    named = " or ".join(f"coalesce(contains(local_l, {one}), false)" for one in ("fam_l", "giv_l"))
    crossed = f"bare_handle_l = {right} or bare_handle_r = {left}"
    # Two slips nearly always spare one end; to edit every pair letter by letter takes long.
    ends = (
        "(substr(local_l, 1, 2) = substr(local_r, 1, 2) "
        "or substr(local_l, -2) = substr(local_r, -2))"
    )
    near = (
        f"({ends} and {s.edits('email_l', 'email_r')} <= 2) or {s.slip('handle_l', 'handle_r')} or "
        f"{s.starts('handle_l', 'handle_r')} or {s.starts('handle_r', 'handle_l')}"
    )
    return Comparison("online",
        "(email_l is null and handle_l is null) or (email_r is null and handle_r is null) or "
        "((email_l is null or email_r is null) and (handle_l is null or handle_r is null) and "
        f"not coalesce({crossed}, false))",
        (
            Level("same_email", "email_l = email_r", "email", (0.4, 1e-6)),
            Level("same_handle", "handle_l = handle_r", "handle", (0.3, 1e-6)),
            # With another provider a local part made of the name says what the name says already.
            Level("same_local", f"{left} = {right} and not ({named})", "", (0.05, 5e-6)),
            Level("crossed", crossed, "", (0.02, 5e-6)),
            Level("same_local_named", f"{left} = {right}", "", (0.05, 2e-5)),
            Level("near", near, "", (0.05, 5e-5)),
            Level("other", "", "", (0.4, 0.999)),
        ), ("email", "handle"))  # fmt: skip


def _place(s: Dialect) -> Comparison:
    none = "(line_{0} is null and town_{0} is null and postcode_{0} is null)"
    both = "line_l is not null and line_r is not null"
    inside = (
        "(length(line_l) > 8 and length(line_r) > 8 "
        "and (contains(line_l, line_r) or contains(line_r, line_l)))"
    )
    line = f"{both} and ({s.near('line_l', 'line_r')} > 0.93 or {inside})"
    code = f"{s.edits('postcode_l', 'postcode_r')} <= 1"
    return Comparison("place", f"{none.format('l')} or {none.format('r')}",
        (
            Level("same", "line_l = line_r", "line", (0.3, 1e-5)),
            Level("line_near", line, "", (0.05, 5e-5)),
            Level("same_code_town", "postcode_l = postcode_r and town_l = town_r", "postcode",
                  (0.2, 1e-4)),
            Level("same_code", "postcode_l = postcode_r", "postcode", (0.2, 3e-4)),
            Level("near_code_town", f"town_l = town_r and {code}", "town", (0.02, 1e-4)),
            Level("near_code", code, "", (0.03, 1e-3)),
            Level("district_town", "district_l = district_r and town_l = town_r", "town",
                  (0.05, 1e-3)),
            Level("town_alone", "town_l = town_r and (postcode_l is null or postcode_r is null)",
                  "town", (0.08, 3e-3)),
            Level("district", "district_l = district_r", "district", (0.05, 3e-3)),
            Level("town", "town_l = town_r", "town", (0.05, 4e-3)),
            Level("area", f"area_l = area_r or {s.near('town_l', 'town_r')} > 0.88", "",
                  (0.1, 2e-2)),
            Level("other", "", "", (0.2, 0.96)),
        ), ("line", "town", "postcode"))  # fmt: skip


def _sex() -> Comparison:
    levels = (Level("same", "sex_l = sex_r", "", (0.96, 0.5)), Level("other", "", "", (0.04, 0.5)))
    return Comparison("sex", "sex_l is null or sex_r is null", levels, ("sex",))


def _other(s: Dialect, column: str) -> Comparison:
    left, right = f"{column}_l", f"{column}_r"
    levels = (
        Level("same", f"{left} = {right}", column, (0.75, 0.05)),
        Level("near", f"{s.near(left, right)} > 0.88 and length({left}) > 3", "", (0.05, 0.02)),
        Level("other", "", "", (0.2, 0.93)),
    )
    return Comparison(column, f"{left} is null or {right} is null", levels, (column,))


def settings(
    used: Sequence[Comparison],
    weights: Mapping[str, tuple[Floats, Floats]],
    prior: float,
) -> dict[str, Any]:
    """The settings that Splink takes, with our weights in them."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": prior,
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
        "blocking_rules_to_generate_predictions": [
            "l.unique_id = r.unique_id"
        ],  # ours are registered
        "comparisons": [
            {"output_column_name": one.code, "comparison_levels": _levels(one, *weights[one.code])}
            for one in used
        ],
    }


def _levels(one: Comparison, m: Floats, u: Floats) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {"sql_condition": one.unknown, "label_for_charts": "unknown", "is_null_level": True}
    ]
    for level, same, other in zip(one.levels, m, u, strict=True):
        rows.append({
            "sql_condition": level.condition or "ELSE", "label_for_charts": level.code,
            "m_probability": float(same), "u_probability": float(other),
        })  # fmt: skip
    return rows

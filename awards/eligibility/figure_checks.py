"""Checks on figures and confirmations of the year: months, shares, persons, blocs, movements, ratios."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from campaigns.scoring.figures import decimal_of, ratio_of, show

from .bench import Bench
from .outcome import Outcome, lacking
from .words import FLAG_NAMES, LEVEL_NAMES, ORGANISER_NAMES, PERSONS, QUOTA_NAMES, SHARES, YES_NO, percent


# --- Figures and confirmations ----------------------------------------------------------------------------------------
def months(params: Mapping, bench: Bench) -> Outcome:
    """Maternity leave and treatment after an injury in saving others count as work."""
    names = ("months_worked", "maternity_months", "injury_months")
    worked, *leave = (bench.case.fact(f"employment.{name}") for name in names)
    needed = params["at_least"]
    asks = f"Phải có từ {needed} tháng công tác, tính cả thời gian nghỉ thai sản và điều trị"
    if worked is None:
        outcome = Outcome(passed=None, required=needed, asks=asks, has="chưa ghi số tháng công tác")
        return lacking(outcome, "subject.employment.months_worked")
    found = worked + sum(part or 0 for part in leave)
    return Outcome(passed=found >= needed, required=needed, found=found, asks=asks, has=f"hiện có {found} tháng")


def share(params: Mapping, bench: Bench) -> Outcome:
    paths = [f"composition.{params[key]}" for key in ("part", "whole")]
    part, whole = (bench.case.fact(path) for path in paths)
    strictly = "more_than" in params
    least = ratio_of(params["more_than" if strictly else "at_least"])
    word = "trên " if strictly else "" if least == 1 else "từ "
    asks = f"Phải có {word}{percent(least)} số người {SHARES.get(params['part'], params['part'])}"
    outcome = Outcome(passed=None, required=show(least), asks=asks, has="chưa đủ số liệu")
    if part is None or not whole:
        return lacking(outcome, *_absent(bench, *paths) or [f"subject.{paths[1]}"])
    found = Fraction(part, whole)
    passed = found > least if strictly else found >= least
    has = f"hiện có {part}/{whole} người ({percent(found)})"
    return replace(outcome, passed=passed, found=show(found), has=has)


def _absent(bench: Bench, *paths: str) -> list[str]:
    return [f"subject.{path}" for path in paths if bench.case.fact(path) is None]


def persons(params: Mapping, bench: Bench) -> Outcome:
    found, name = bench.case.fact(params["fact"]), PERSONS.get(params["fact"], params["fact"])
    at_most = params.get("at_most")
    if at_most is None:
        needed, asks = params["at_least"], f"Phải có ít nhất {params['at_least']} {name}"
        passed = found is not None and found >= needed
    else:
        needed, asks = at_most, f"Không được có {name}" if at_most == 0 else f"Không quá {at_most} {name}"
        passed = found is not None and found <= needed
    has = "chưa ghi" if found is None else f"hiện có {found} người"
    outcome = Outcome(passed=passed, required=needed, found=found, asks=asks, has=has)
    return outcome if found is not None else lacking(outcome, f"subject.{params['fact']}")


def flag(params: Mapping, bench: Bench) -> Outcome:
    path = params["fact"]
    found = bench.case.fact(path)
    outcome = Outcome(passed=found, required=True, found=found, asks=FLAG_NAMES.get(path, path), has=YES_NO[found])
    return outcome if found is not None else lacking(outcome, f"subject.{path}")


# --- Blocs, movements, ratios -----------------------------------------------------------------------------------------
def bloc_lead(params: Mapping, bench: Bench) -> Outcome:
    rank, organiser = bench.case.fact("bloc.rank"), bench.case.fact("bloc.organised_by")
    allowed, review = params["organised_by"], params.get("review") or []
    outcome = Outcome(
        passed=None,
        required=1,
        found=rank,
        asks=f"Phải dẫn đầu cụm, khối thi đua do {' hoặc '.join(map(ORGANISER_NAMES.get, allowed))} tổ chức",
        has="chưa ghi xếp hạng" if rank is None else f"xếp thứ {rank}",
    )
    if (rank is not None and rank != 1) or (organiser is not None and organiser not in (*allowed, *review)):
        return replace(outcome, passed=False)
    missing = _absent(bench, "bloc.rank", "bloc.organised_by")
    if missing:
        return lacking(outcome, *missing)
    if organiser in review:
        return replace(outcome, has=f"dẫn đầu cụm, khối do {ORGANISER_NAMES[organiser]} tổ chức, phải có người xem xét")
    return replace(outcome, passed=True)


def movement(params: Mapping, bench: Bench) -> Outcome:
    level, years = bench.case.fact("movement.level"), bench.case.fact("movement.years")
    asks = f"Phong trào phải {_wanted(params.get('yes') or ())}"
    lasting = "" if years is None else f", thời gian {show(years).replace('.', ',')} năm"
    has = "chưa ghi cấp phát động" if level is None else f"phong trào do {LEVEL_NAMES[level]} phát động{lasting}"
    outcome = Outcome(passed=None, found=level, asks=asks, has=has)
    if level is None:
        return lacking(outcome, "subject.movement.level")
    yes = [_is_case(case, level, years) for case in params.get("yes", ())]
    no = [_is_case(case, level, years) for case in params.get("no", ())]
    if True in yes or True in no:
        return replace(outcome, passed=True in yes)
    if None in (*yes, *no):
        return lacking(outcome, "subject.movement.years")
    if params["other"] == "no":
        return replace(outcome, passed=False)
    return replace(outcome, has=f"{has}. {(params.get('why') or '').rstrip('.')}")


def _wanted(cases: Sequence[Mapping]) -> str:
    """Who must have launched the movement, and for how long."""
    if not cases:
        return "do tỉnh trở lên phát động và phải có người xem xét"
    return " hoặc ".join(_wanted_case(case) for case in cases)


def _wanted_case(case: Mapping) -> str:
    *others, last = (LEVEL_NAMES[level] for level in case["levels"])
    levels = f"{', '.join(others)} hoặc {last}" if others else last
    since = f" từ {case['years_from']} năm trở lên" if "years_from" in case else ""
    return f"do {levels} phát động{since}"


def _is_case(case: Mapping, level: str, years: Fraction | None) -> bool | None:
    if level not in case["levels"]:
        return False
    since, under = (decimal_of(case[key]) if key in case else None for key in ("years_from", "years_under"))
    if since is None and under is None:
        return True
    if years is None:
        return None
    return (since is None or years >= since) and (under is None or years < under)


def quota(params: Mapping, bench: Bench) -> Outcome:
    """Of the unit or the province; a ratio of the configuration wider than the law's own is an assumption."""
    of_law, configured = params.get("ratio") and ratio_of(params["ratio"]), bench.case.ratios.get(params["config"])
    ratio = of_law if configured is None else configured
    paths = [f"unit.{params[key]}" for key in ("part", "whole")]
    part, whole = (bench.case.fact(path) for path in paths)
    outcome = Outcome(
        passed=None,
        required=show(ratio),
        found=show(Fraction(part, whole)) if part is not None and whole else None,
        asks=f"{QUOTA_NAMES.get(params['part'], params['part'])} {_limit(params, ratio)}",
        has="chưa đủ số liệu" if part is None or whole is None else f"hiện là {part} trên {whole}",
    )
    missing = [*_absent(bench, *paths), *([f"config.{params['config']}"] if ratio is None else [])]
    if missing:
        why = (params.get("why") or "").rstrip(".")
        return lacking(
            replace(outcome, has=f"{outcome.has}. {why}" if ratio is None and why else outcome.has), *missing
        )
    assumed = of_law is None or ratio > of_law
    return replace(outcome, passed=part <= ratio * whole, assumed=assumed)


def _limit(params: Mapping, ratio: Fraction | None) -> str:
    if ratio is None:
        return "phải trong tỷ lệ cho phép"
    return f"không được quá {percent(ratio)} {QUOTA_NAMES.get(params['whole'], params['whole'])}"


def review(params: Mapping, bench: Bench) -> Outcome:
    return Outcome(passed=None, asks=params["why"].rstrip("."))

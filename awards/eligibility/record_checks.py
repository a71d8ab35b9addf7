"""Checks on the record of years: ratings, awards, initiatives."""

from collections.abc import Mapping

from awards.law.vocabulary import RATINGS

from .bench import Bench
from .outcome import Outcome, lacking
from .words import RATING_NAMES, SCOPE_NAMES


# --- Yearly ratings ---------------------------------------------------------------------------------------------------
def rated(params: Mapping, bench: Bench) -> Outcome:
    """Each of the last years rated at least so."""
    history, years, at_least = bench.history, history_years(params, bench), params["at_least"]
    answers = {year: history.is_rated(year, at_least) for year in years}
    run = history.rated_run(at_least)
    bad = ", ".join(_bad_year(year, bench) for year, answer in answers.items() if answer is False)
    outcome = Outcome(
        passed=all(answers.values()),
        required=len(years),
        found=run,
        asks=f"{_years(years)} phải xếp loại {_level(at_least)}",
        has=bad or f"hiện có {run} năm liên tục",
    )
    unknown = [f"subject.ratings.{year}" for year, answer in answers.items() if answer is None]
    return lacking(outcome, *unknown) if unknown and not bad else outcome


def _level(at_least: str) -> str:
    name = RATING_NAMES[at_least]
    return name if at_least == RATINGS[-1] else f"từ {name} trở lên"


def _bad_year(year: int, bench: Bench) -> str:
    if year <= bench.history.restart:
        return f"năm {year} không được tính vì kỷ luật"
    return f"năm {year} {RATING_NAMES[bench.case.subject.ratings[year]]}"


def rated_years(params: Mapping, bench: Bench) -> Outcome:
    """So many of the last years rated at least so, in any order."""
    years = history_years(params, bench)
    answers = {year: bench.history.is_rated(year, params["at_least"]) for year in years}
    found, needed = sum(answer is True for answer in answers.values()), params["count"]
    outcome = Outcome(
        passed=found >= needed,
        required=needed,
        found=found,
        asks=f"Trong {_span(years)} phải có ít nhất {needed} năm {RATING_NAMES[params['at_least']]}",
        has=f"hiện có {found} năm",
    )
    unknown = [f"subject.ratings.{year}" for year, answer in answers.items() if answer is None]
    return lacking(outcome, *unknown) if found < needed <= found + len(unknown) else outcome


def history_years(params: Mapping, bench: Bench) -> range:
    return bench.history.window(params["years"])


def _years(years: range) -> str:
    return f"Năm {years[0]}" if len(years) == 1 else f"{len(years)} năm liên tục ({years[0]}-{years[-1]})"


def _span(years: range) -> str:
    return f"{len(years)} năm ({years[0]}-{years[-1]})"


# --- Awards on the ledger ---------------------------------------------------------------------------------------------
def chain(params: Mapping, bench: Bench) -> Outcome:
    needed, found = params["years"], bench.history.chain(params["award"])
    year, name = bench.case.year, bench.law.awards[params["award"]].name
    gap = year - found
    why = f"năm {gap} không được tính vì kỷ luật" if gap <= bench.history.restart else f"thiếu năm {gap}"
    return Outcome(
        passed=found >= needed,
        required=needed,
        found=found,
        asks=f"Phải đạt “{name}” {needed} năm liên tục tính đến năm {year}",
        has=f"hiện có {found} năm liên tục" + (f", {why}" if found < needed else ""),
    )


def count(params: Mapping, bench: Bench) -> Outcome:
    years, needed = history_years(params, bench), params["count"]
    found = bench.history.count(params["award"], params["years"])
    return Outcome(
        passed=found >= needed,
        required=needed,
        found=found,
        asks=f"Trong {_span(years)} phải có ít nhất {needed} lần đạt “{bench.law.awards[params['award']].name}”",
        has=f"hiện có {found} lần",
    )


def had(params: Mapping, bench: Bench) -> Outcome:
    found, name = bench.history.had(params["award"]), bench.law.awards[params["award"]].name
    return Outcome(
        passed=found > 0,
        required=1,
        found=found,
        asks=f"Phải đã được tặng “{name}” về công trạng trước khi nộp hồ sơ",
        has=f"hiện có {found} lần; khen đột xuất, phong trào và quyết định đã hủy không được tính",
    )


def granted(params: Mapping, bench: Bench) -> Outcome:
    """One of these for the year proposed."""
    year = bench.case.year
    found = sum(grant.year == year for award in params["awards"] for grant in bench.history.counted(award))
    names = " hoặc ".join(f"“{bench.law.awards[award].name}”" for award in params["awards"])
    return Outcome(
        passed=found > 0,
        required=1,
        found=found,
        asks=f"Phải đạt {names} năm {year}",
        has="đã có trong sổ khen thưởng" if found else "chưa có trong sổ khen thưởng",
    )


def initiatives(params: Mapping, bench: Bench) -> Outcome:
    scope, years, needed = params["scope"], params.get("years"), params["count"]
    found, doubtful = bench.history.initiatives(scope, bench.award.family, years)
    when = f" trong {_span(bench.history.window(years))}" if years else ""
    outcome = Outcome(
        passed=found >= needed,
        required=needed,
        found=found,
        asks=f"Phải có {needed} sáng kiến, đề tài được công nhận phạm vi {SCOPE_NAMES[scope]} trở lên, chưa dùng{when}",
        has=f"hiện có {found} sáng kiến, đề tài dùng được",
    )
    return lacking(outcome, *doubtful) if not outcome.passed and doubtful else outcome

"""The checks of the vocabulary (`awards/law/vocabulary.py`), each on the record of one subject."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from awards.law import Award, Law
from awards.law.rows import Check
from campaigns.scoring.figures import Rounding, decimal_of, ratio_of, show

from .case import Case
from .history import History
from .outcome import Outcome, either, lacking, together

RATING_NAMES = {
    "HTXS": "hoàn thành xuất sắc nhiệm vụ",
    "HTT": "hoàn thành tốt nhiệm vụ",
    "HT": "hoàn thành nhiệm vụ",
    "KHT": "không hoàn thành nhiệm vụ",
}
SCOPE_NAMES = {"co_so": "cơ sở", "tinh": "tỉnh", "toan_quoc": "toàn quốc"}
LEVEL_NAMES = {
    "unit": "đơn vị",
    "commune": "cấp xã",
    "province": "tỉnh",
    "ministry": "bộ, ngành",
    "pm": "Thủ tướng Chính phủ",
}
FLAG_NAMES = {
    "flags.unity": "Nội bộ đoàn kết",
    "flags.exceeds_targets": "Hoàn thành vượt mức các chỉ tiêu",
    "movement.selected": "Được bình xét trong phong trào thi đua",
    "movement.leads": "Dẫn đầu phong trào thi đua",
}
PERSONS = {
    "composition.cstdcs": "Chiến sĩ thi đua cơ sở",
    "composition.disciplined": "người bị kỷ luật từ cảnh cáo trở lên",
}
SHARES = {"ldtt": "đạt Lao động tiên tiến", "completed": "hoàn thành nhiệm vụ"}
ORGANISER_NAMES = {"province": "tỉnh", "central": "Trung ương", "unit": "đơn vị"}
TWO_PLACES = Rounding()
YES_NO = {True: "có", False: "không", None: "chưa ghi"}


@dataclass(frozen=True)
class Bench:
    """All a check may look at."""

    case: Case
    history: History
    law: Law
    award: Award


def run(check: Check, bench: Bench) -> Outcome:
    """The outcome of one check of a rule."""
    return _run(check.op, check.params, bench)


def _run(op: str, params: Mapping, bench: Bench) -> Outcome:
    return CHECKS[op](params, bench)


def percent(value: Fraction) -> str:
    """For a sentence, two places; what decides is exact."""
    return f"{show(TWO_PLACES.of_criterion(100 * value)).replace('.', ',')}%"


# --- Yearly ratings ---------------------------------------------------------------------------------------------------
def rated(params: Mapping, bench: Bench) -> Outcome:
    """Each of the last years rated at least so."""
    history, years = bench.history, history_years(params, bench)
    answers = {year: history.is_rated(year, params["at_least"]) for year in years}
    outcome = Outcome(
        passed=all(answers.values()),
        required=len(years),
        found=history.rated_run(params["at_least"]),
        asks=f"{_years(years)} phải xếp loại từ {RATING_NAMES[params['at_least']]} trở lên",
        has=f"đã có {history.rated_run(params['at_least'])} năm liên tục tính đến năm {bench.case.year}",
    )
    unknown = [f"subject.ratings.{year}" for year, answer in answers.items() if answer is None]
    return lacking(outcome, *unknown) if unknown and False not in answers.values() else outcome


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
        has=f"đã có {found} năm",
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
    gap = f", đứt quãng ở năm {year - found}" if found < needed else ""
    return Outcome(
        passed=found >= needed,
        required=needed,
        found=found,
        asks=f"Phải đạt “{name}” {needed} năm liên tục tính đến năm {year}",
        has=f"đã có {found} năm liên tục{gap}",
    )


def count(params: Mapping, bench: Bench) -> Outcome:
    years, needed = history_years(params, bench), params["count"]
    found = bench.history.count(params["award"], params["years"])
    return Outcome(
        passed=found >= needed,
        required=needed,
        found=found,
        asks=f"Trong {_span(years)} phải có ít nhất {needed} lần đạt “{bench.law.awards[params['award']].name}”",
        has=f"đã có {found} lần",
    )


def had(params: Mapping, bench: Bench) -> Outcome:
    found, name = bench.history.had(params["award"]), bench.law.awards[params["award"]].name
    return Outcome(
        passed=found > 0,
        required=1,
        found=found,
        asks=f"Phải đã được tặng “{name}” về công trạng trước khi nộp hồ sơ",
        has=f"đã có {found} lần, không tính khen đột xuất, phong trào và quyết định đã hủy",
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
        has=f"có {found} sáng kiến, đề tài dùng được",
    )
    return lacking(outcome, *doubtful) if not outcome.passed and doubtful else outcome


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
    return Outcome(passed=found >= needed, required=needed, found=found, asks=asks, has=f"có {found} tháng")


def share(params: Mapping, bench: Bench) -> Outcome:
    paths = [f"composition.{params[key]}" for key in ("part", "whole")]
    part, whole = (bench.case.fact(path) for path in paths)
    strictly = "more_than" in params
    least = ratio_of(params["more_than" if strictly else "at_least"])
    word = "trên" if strictly else "từ"
    asks = f"Phải có {word} {percent(least)} số người {SHARES.get(params['part'], params['part'])}"
    outcome = Outcome(passed=None, required=show(least), asks=asks, has="chưa đủ số liệu")
    if part is None or not whole:
        return lacking(outcome, *_absent(bench, *paths) or [f"subject.{paths[1]}"])
    found = Fraction(part, whole)
    passed = found > least if strictly else found >= least
    has = f"có {part}/{whole} người ({percent(found)})"
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
    has = "chưa ghi" if found is None else f"có {found}"
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
    asks = "Phong trào phải do cấp có thẩm quyền phát động, đủ thời gian"
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
        asks="Số lượng đề nghị phải trong tỷ lệ cho phép" if ratio is None else f"Không quá {percent(ratio)}",
        has="chưa đủ số liệu" if part is None or whole is None else f"đề nghị {part} trên {whole}",
    )
    missing = [*_absent(bench, *paths), *([f"config.{params['config']}"] if ratio is None else [])]
    if missing:
        why = (params.get("why") or "").rstrip(".")
        return lacking(
            replace(outcome, has=f"{outcome.has}. {why}" if ratio is None and why else outcome.has), *missing
        )
    assumed = of_law is None or ratio > of_law
    return replace(outcome, passed=part <= ratio * whole, assumed=assumed)


def review(params: Mapping, bench: Bench) -> Outcome:
    return Outcome(passed=None, asks=params["why"].rstrip("."))


# --- Put together -----------------------------------------------------------------------------------------------------
def any_of(params: Mapping, bench: Bench) -> Outcome:
    return either(_inner(params, bench))


def all_of(params: Mapping, bench: Bench) -> Outcome:
    return together(_inner(params, bench))


def _inner(params: Mapping, bench: Bench) -> list[Outcome]:
    return [_run(inner["op"], inner, bench) for inner in params["of"]]


CHECKS: dict[str, Callable[[Mapping, Bench], Outcome]] = {
    "rated": rated,
    "rated_years": rated_years,
    "chain": chain,
    "count": count,
    "had": had,
    "granted": granted,
    "initiatives": initiatives,
    "months": months,
    "share": share,
    "persons": persons,
    "flag": flag,
    "bloc_lead": bloc_lead,
    "movement": movement,
    "quota": quota,
    "review": review,
    "any": any_of,
    "all": all_of,
}

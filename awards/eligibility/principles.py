"""Checks that do not belong to one award: kind of subject, holds, one achievement once, powers, versions."""

from datetime import date

from awards.law import is_between_laws
from awards.law.rows import DOUBTFUL

from .bench import Bench
from .case import Restriction
from .findings import Finding, of_principle
from .outcome import Outcome

KIND_NAMES = {
    "individual": "cá nhân",
    "collective": "tập thể",
    "household": "hộ gia đình",
    "commune": "xã, phường, đặc khu",
    "village": "thôn, tổ dân phố",
}
DECIDER_NAMES = {
    "THU_TRUONG_DON_VI": "Thủ trưởng cơ quan, đơn vị",
    "GIAM_DOC_DOANH_NGHIEP": "Giám đốc doanh nghiệp, hợp tác xã",
    "CT_UBND_XA": "Chủ tịch Ủy ban nhân dân cấp xã",
    "CT_UBND_HUYEN": "Chủ tịch Ủy ban nhân dân cấp huyện",
    "CT_UBND_TINH": "Chủ tịch Ủy ban nhân dân tỉnh",
    "THU_TUONG": "Thủ tướng Chính phủ",
    "CHU_TICH_NUOC": "Chủ tịch nước",
}


def before_the_award(bench: Bench, version: str) -> list[Finding]:
    """Whether the award can be asked for at all."""
    found = [kind(bench), in_version(bench, version), between_laws(bench), computable_type(bench)]
    return [finding for finding in found if finding is not None]


def besides_the_award(bench: Bench) -> list[Finding]:
    """What holds for every award."""
    found = [holds(bench), same_achievement(bench), dissolved(bench), decider(bench)]
    return [finding for finding in found if finding is not None]


def kind(bench: Bench) -> Finding:
    kinds = bench.award.kinds
    outcome = Outcome(
        passed=bench.case.kind in kinds,
        required=", ".join(kinds),
        found=bench.case.kind,
        asks=f"“{bench.award.name}” dành cho {', '.join(KIND_NAMES[item] for item in kinds)}",
        has=f"đối tượng đề nghị là {KIND_NAMES[bench.case.kind]}",
    )
    return of_principle(bench, "S-KIND", outcome)


def in_version(bench: Bench, version: str) -> Finding | None:
    if version not in bench.law.principles["S-VERSION"].absent.get(bench.case.award, ()):
        return None
    asks = f"{bench.law.versions[version].name} không có “{bench.award.name}”"
    return of_principle(bench, "S-VERSION", Outcome(passed=False, asks=asks))


def between_laws(bench: Bench) -> Finding | None:
    if not is_between_laws(bench.case.filed_on, bench.case.decided_on, bench.law):
        return None
    asks = "Hồ sơ nộp trước 01/01/2024, quyết định từ ngày đó: chưa xem được điều khoản chuyển tiếp"
    return of_principle(bench, "V-2024", Outcome(passed=None, asks=asks))


def computable_type(bench: Bench) -> Finding | None:
    if not is_other_type(bench):
        return None
    asks = "Loại hình khen thưởng này có tiêu chuẩn riêng, phần mềm không tự kiểm tra"
    return of_principle(bench, "T-TYPE", Outcome(passed=None, asks=asks))


def is_other_type(bench: Bench) -> bool:
    """A type whose standards are not rows."""
    return bench.case.type in bench.law.principles["T-TYPE"].types


# --- Holds ------------------------------------------------------------------------------------------------------------
def holds(bench: Bench) -> Finding:
    day, restrictions = bench.case.day, bench.case.subject.restrictions
    answers = {item: _is_free(item, day) for item in restrictions}
    stopping = sum(answer is False for answer in answers.values())
    missing = tuple(path for item, answer in answers.items() if answer is None for path in _lacking(item))
    unclear = None in answers.values()
    outcome = Outcome(
        passed=False if stopping else None if unclear else True,
        required=0,
        found=stopping,
        missing=() if stopping else missing,
        asks="Không đề nghị khi đang bị xem xét kỷ luật, điều tra, thanh tra, kiểm toán hoặc xác minh đơn thư",
        has=_hold_words(stopping, unclear),
    )
    return of_principle(bench, "C-05", outcome)


def _hold_words(stopping: int, unclear: bool) -> str:
    if stopping:
        return f"đang có {stopping} việc chưa kết thúc, tạm dừng xét"
    return "có việc chưa ghi kết luận không vi phạm" if unclear else "không có việc nào đang xem xét"


def _is_free(item: Restriction, day: date) -> bool | None:
    """Held from the first day until the day it ends; afterwards free only if cleared."""
    if item.end is not None and item.end <= day:
        return True if item.outcome == "cleared" else None
    if item.start is None:
        return None
    return day < item.start


def _lacking(item: Restriction) -> list[str]:
    if item.start is None:
        return [f"{item.path}.from"]
    return [f"{item.path}.outcome"] if item.outcome is None else []


# --- The same achievement, dissolved bodies, powers -------------------------------------------------------------------
def same_achievement(bench: Bench) -> Finding | None:
    wanted = bench.case.achievement_id
    if wanted is None:
        return None
    given = [
        grant for grant in bench.case.subject.grants if grant.achievement_id == wanted and grant.revoked_on is None
    ]
    names = ", ".join(f"“{bench.law.awards[grant.award].name}” năm {grant.year}" for grant in given)
    outcome = Outcome(
        passed=not given,
        required=0,
        found=len(given),
        asks="Một thành tích chỉ được khen một lần, bằng một hình thức",
        has=f"thành tích này đã được tặng {names}" if given else "thành tích này chưa được khen",
    )
    return of_principle(bench, "C-01", outcome)


def dissolved(bench: Bench) -> Finding | None:
    """Only once the text that says so is in force."""
    principle, ended = bench.law.principles["C-19"], bench.case.subject.dissolved_on
    since = bench.law.texts[principle.from_text].effective
    if ended is None or bench.case.kind not in principle.kinds or bench.case.day < since:
        return None
    asks = "Không khen thưởng tập thể đã giải thể khi sắp xếp tổ chức"
    has = "tập thể đã giải thể" if ended <= bench.case.day else "tập thể chưa giải thể"
    return of_principle(bench, "C-19", Outcome(passed=ended > bench.case.day, asks=asks, has=has))


def decider(bench: Bench) -> Finding | None:
    """Whether the one named may decide on that day; open where the power itself is in doubt or no row tells it."""
    named = bench.case.decider
    if named is None:
        return None
    rows = bench.law.deciders_of(bench.case.award, bench.case.deciding_day)
    who = "; ".join(DECIDER_NAMES[row.decider] for row in rows)
    doubtful = not rows or any(row.tag == DOUBTFUL for row in rows)
    outcome = Outcome(
        passed=None if doubtful else named in {row.decider for row in rows},
        required=", ".join(row.decider for row in rows) or None,
        found=named,
        asks=f"Thẩm quyền quyết định tại ngày này: {who}" if who else "Chưa rõ thẩm quyền quyết định",
        has=f"hồ sơ ghi {DECIDER_NAMES[named]}",
    )
    return of_principle(bench, "A-DECIDER", outcome, *rows)

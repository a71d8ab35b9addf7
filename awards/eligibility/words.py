"""Codes and paths in words, for the sentences of findings."""

from fractions import Fraction

from campaigns.scoring.figures import Rounding, show

TWO_PLACES = Rounding()

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
    "flags.unity": "Nội bộ phải đoàn kết",
    "flags.exceeds_targets": "Phải hoàn thành vượt mức các chỉ tiêu",
    "movement.selected": "Phải được bình xét trong phong trào thi đua",
    "movement.leads": "Phải dẫn đầu phong trào thi đua",
}
PERSONS = {
    "composition.cstdcs": "Chiến sĩ thi đua cơ sở",
    "composition.disciplined": "người bị kỷ luật từ cảnh cáo trở lên",
}
SHARES = {"ldtt": "đạt Lao động tiên tiến", "completed": "hoàn thành nhiệm vụ"}
ORGANISER_NAMES = {"province": "tỉnh", "central": "Trung ương", "unit": "đơn vị"}
QUOTA_NAMES = {
    "cstdcs": "Số Chiến sĩ thi đua cơ sở của đơn vị",
    "ldtt": "số Lao động tiên tiến",
    "ctdcp": "Số Cờ thi đua của Chính phủ",
    "ctdt": "số Cờ thi đua của tỉnh",
}
YES_NO = {True: "đã xác nhận", False: "đã ghi là không", None: "chưa ghi"}


def percent(value: Fraction) -> str:
    """For a sentence, two places; what decides is exact."""
    return f"{show(TWO_PLACES.of_criterion(100 * value)).replace('.', ',')}%"


NAMES = {
    "decided_on": "ngày quyết định",
    "subject.employment.months_worked": "số tháng công tác",
    "subject.composition.members": "tổng số thành viên của tập thể",
    "subject.composition.ldtt": "số người đạt Lao động tiên tiến",
    "subject.composition.completed": "số người hoàn thành nhiệm vụ",
    "subject.composition.cstdcs": "số người đạt Chiến sĩ thi đua cơ sở",
    "subject.composition.disciplined": "số người bị kỷ luật từ cảnh cáo trở lên",
    "subject.bloc.rank": "xếp hạng trong cụm, khối thi đua",
    "subject.bloc.organised_by": "cấp tổ chức cụm, khối thi đua",
    "subject.movement.level": "cấp phát động phong trào",
    "subject.movement.years": "thời gian của phong trào",
    "subject.movement.selected": "kết quả bình xét trong phong trào",
    "subject.movement.leads": "kết quả dẫn đầu phong trào",
    "subject.flags.unity": "xác nhận nội bộ đoàn kết",
    "subject.flags.exceeds_targets": "xác nhận hoàn thành vượt mức chỉ tiêu",
    "subject.unit.ldtt": "số Lao động tiên tiến của đơn vị",
    "subject.unit.cstdcs": "số Chiến sĩ thi đua cơ sở đề nghị của đơn vị",
    "subject.unit.ctdt": "số Cờ thi đua của tỉnh",
    "subject.unit.ctdcp": "số Cờ thi đua của Chính phủ đề nghị",
    "config.quota_ratio": "tỷ lệ Cờ thi đua của Chính phủ được phép",
}
PARTS = {
    "scope": "phạm vi của sáng kiến",
    "certified": "chứng nhận của sáng kiến",
    "year": "năm của sáng kiến",
    "used_for": "sáng kiến đã dùng cho danh hiệu hay hình thức khen thưởng nào",
    "from": "ngày bắt đầu của việc xem xét, xác minh",
    "outcome": "kết luận của việc xem xét, xác minh",
}


def name_of(path: str) -> str:
    """What is missing, in words."""
    if path in NAMES:
        return NAMES[path]
    last = path.rpartition(".")[2]
    return f"xếp loại năm {last}" if path.startswith("subject.ratings.") else PARTS.get(last, path)

"""Kinds and states of campaigns, plans and reports. Values are stored; labels are the words on screen (glossary)."""

from django.db.models import TextChoices


class DirectiveState(TextChoices):
    DRAFT = "draft", "Đang đối chiếu"
    USED = "used", "Đã lập phong trào"
    DISCARDED = "discarded", "Đã bỏ"


class ItemKind(TextChoices):
    """Pieces that a directive's text is understood as."""

    TASK = "task", "Nhiệm vụ"
    REQUIREMENT = "requirement", "Yêu cầu chung"
    DUTY = "duty", "Phân công thực hiện"
    TARGET = "target", "Chỉ tiêu"
    DEADLINE = "deadline", "Thời hạn"


class CampaignKind(TextChoices):
    REGULAR = "regular", "Thường xuyên"
    BURST = "burst", "Theo đợt"
    THEMATIC = "thematic", "Chuyên đề"


class CampaignLevel(TextChoices):
    CENTRAL = "central", "Trung ương"
    PROVINCE = "province", "Tỉnh"
    BLOC = "bloc", "Khối, cụm thi đua"
    UNIT = "unit", "Đơn vị"


class CampaignState(TextChoices):
    DRAFT = "draft", "Đang chuẩn bị"
    LAUNCHED = "launched", "Đang diễn ra"
    CLOSED = "closed", "Đã kết thúc"
    CANCELLED = "cancelled", "Đã hủy"


class ParticipantMode(TextChoices):
    """How a unit came to take part."""

    KIND = "kind", "Theo loại hình đơn vị"
    BLOC = "bloc", "Theo khối thi đua"
    UNIT = "unit", "Chọn từng đơn vị"


class DutyAudience(TextChoices):
    """Who a duty falls on, and so how it is tracked."""

    ALL_UNITS = "all_units", "Mọi đơn vị tham gia (theo dõi bằng kế hoạch, báo cáo)"
    BLOC_LEADERS = "bloc_leaders", "Trưởng các khối thi đua (theo dõi bằng kế hoạch khối)"
    NAMED = "named", "Đơn vị được chỉ định (báo cáo riêng)"


class PeriodPurpose(TextChoices):
    PLAN = "plan", "Kế hoạch thực hiện"
    REPORT = "report", "Báo cáo tiến độ"


class DeadlineRule(TextChoices):
    FIXED = "fixed", "Ngày cố định trong năm"
    NEXT_YEAR = "next_year", "Ngày cố định của năm sau"
    WINDOW = "window", "Khoảng ngày (từ – đến)"
    RELATIVE = "relative", "Số ngày tính từ cuối kỳ"


class Direction(TextChoices):
    UP = "up", "Càng cao càng tốt"
    DOWN = "down", "Càng thấp càng tốt"


class Nature(TextChoices):
    """What a reported figure covers."""

    IN_PERIOD = "in_period", "Trong kỳ"
    CUMULATIVE = "cumulative", "Lũy kế từ đầu năm"
    AT_MOMENT = "at_moment", "Tại thời điểm"


class TargetKind(TextChoices):
    VALUE = "value", "Bằng"
    MINIMUM = "minimum", "Ít nhất"
    MAXIMUM = "maximum", "Không quá"
    RANGE = "range", "Trong khoảng"


class SubmissionKind(TextChoices):
    PLAN = "plan", "Kế hoạch"
    REPORT = "report", "Báo cáo"
    DUTY = "duty", "Báo cáo thực hiện phân công"


class SubmissionState(TextChoices):
    NOT_STARTED = "not_started", "Chưa bắt đầu"
    DRAFT = "draft", "Đang soạn"
    AWAITING_HEAD = "awaiting_head", "Chờ thủ trưởng"
    SUBMITTED = "submitted", "Chờ trưởng khối"
    ENDORSED = "endorsed", "Chờ Sở Nội vụ"
    RETURNED = "returned", "Bị trả lại"
    ACCEPTED = "accepted", "Đã tiếp nhận"


class SelfAssessment(TextChoices):
    EXCELLENT = "excellent", "Hoàn thành xuất sắc"
    GOOD = "good", "Hoàn thành tốt"
    DONE = "done", "Hoàn thành"
    NOT_DONE = "not_done", "Chưa hoàn thành"


SECTION_EDITABLE_STATES = frozenset({SubmissionState.DRAFT, SubmissionState.RETURNED})
# In the unit's hands and not with any reader: a draft, also one that was withdrawn, is never counted as sent.
UNSENT_STATES = frozenset({SubmissionState.NOT_STARTED, SubmissionState.DRAFT, SubmissionState.AWAITING_HEAD})

"""Kinds and states of what a bloc does in a year. Values are stored; labels are the words on screen (glossary)."""

from django.db.models import TextChoices


class PledgeState(TextChoices):
    DRAFT = "draft", "Đang đăng ký"
    SIGNING = "signing", "Đang ký"
    COMPLETE = "complete", "Đã ký kết"
    REPLACED = "replaced", "Đã có bản thay thế"


class RegistrationState(TextChoices):
    DRAFT = "draft", "Chưa đăng ký"
    AWAITING_HEAD = "awaiting_head", "Chờ thủ trưởng"
    CONFIRMED = "confirmed", "Đã đăng ký"


class ActivityKind(TextChoices):
    """What a bloc does together in the year (practice.md §3)."""

    MEETING_START = "meeting_start", "Hội nghị ký kết giao ước"
    MEETING_MIDYEAR = "meeting_midyear", "Hội nghị sơ kết 6 tháng"
    MEETING_YEAREND = "meeting_yearend", "Hội nghị tổng kết năm"
    MEETING_OTHER = "meeting_other", "Họp khối"
    CROSS_INSPECTION = "cross_inspection", "Kiểm tra chéo"
    CULTURAL = "cultural", "Văn hóa, văn nghệ"
    SPORTS = "sports", "Thể dục, thể thao"
    THEMATIC = "thematic", "Thi đua theo chuyên đề"
    CHARITY = "charity", "Từ thiện, nhân đạo, đền ơn đáp nghĩa"
    OTHER = "other", "Hoạt động khác"


MEETINGS = frozenset(
    {
        ActivityKind.MEETING_START,
        ActivityKind.MEETING_MIDYEAR,
        ActivityKind.MEETING_YEAREND,
        ActivityKind.MEETING_OTHER,
    }
)


class ActivityState(TextChoices):
    PLANNED = "planned", "Dự kiến"
    DONE = "done", "Đã tổ chức"
    CANCELLED = "cancelled", "Đã hủy"


class AttendanceLevel(TextChoices):
    """Who came for a unit: a table of criteria may cost points where no leader of the unit came."""

    HEAD = "head", "Thủ trưởng"
    DEPUTY = "deputy", "Cấp phó"
    DELEGATE = "delegate", "Người được ủy quyền"
    ABSENT = "absent", "Vắng"


WITHOUT_LEADER = frozenset({AttendanceLevel.DELEGATE, AttendanceLevel.ABSENT})


class ElectionState(TextChoices):
    DRAFT = "draft", "Đang ghi kết quả"
    AWAITING = "awaiting", "Chờ phê duyệt"
    RETURNED = "returned", "Bị trả lại"
    APPROVED = "approved", "Đã phê duyệt"


class FilePurpose(TextChoices):
    """What a file of the bloc's year is."""

    PLAN = "plan", "Kế hoạch hoạt động năm"
    REGULATION = "regulation", "Quy chế hoạt động"
    CRITERIA = "criteria", "Bảng tiêu chí"
    SIGNED_SCAN = "signed_scan", "Bản ký, đóng dấu"
    PROGRAMME = "programme", "Chương trình, kế hoạch"
    RESULT = "result", "Báo cáo kết quả, hình ảnh"
    MINUTES = "minutes", "Biên bản đã ký"
    OTHER = "other", "Tài liệu khác"


PLEDGE_FILES = (
    FilePurpose.PLAN,
    FilePurpose.REGULATION,
    FilePurpose.CRITERIA,
    FilePurpose.SIGNED_SCAN,
    FilePurpose.OTHER,
)
ACTIVITY_FILES = (FilePurpose.PROGRAMME, FilePurpose.RESULT, FilePurpose.MINUTES, FilePurpose.OTHER)

# How each state looks: family and icon (ui.md §5); its words are the label above.
LOOKS = {
    PledgeState: {
        "draft": ("", "pencil"),
        "signing": ("wait", "pen"),
        "complete": ("lock", "lock"),
        "replaced": ("void", "slash-circle"),
    },
    RegistrationState: {
        "draft": ("", "pencil"),
        "awaiting_head": ("wait", "hourglass-split"),
        "confirmed": ("ok", "check2-circle"),
    },
    ActivityState: {
        "planned": ("", "calendar-event"),
        "done": ("ok", "check2-circle"),
        "cancelled": ("void", "slash-circle"),
    },
    ElectionState: {
        "draft": ("", "pencil"),
        "awaiting": ("wait", "hourglass-split"),
        "returned": ("act", "arrow-return-left"),
        "approved": ("lock", "check2-circle"),
    },
}


def badge(states: type[TextChoices], value: str) -> tuple[str, str, str]:
    """Family, icon and words of a state; an unknown value is shown, never a crash."""
    family, icon = LOOKS[states].get(value, ("", "circle"))
    label = states(value).label if value in states.values else f"Trạng thái “{value}”"
    return family, icon, label

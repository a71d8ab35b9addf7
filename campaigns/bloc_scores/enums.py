"""States and kinds of criteria tables, score sheets and rankings. Values are stored; labels are the words on screen (glossary)."""

from django.db.models import TextChoices


class TableState(TextChoices):
    DRAFT = "draft", "Dự thảo"
    FROZEN = "frozen", "Đã chốt"
    SUPERSEDED = "superseded", "Đã có bản thay thế"
    WITHDRAWN = "withdrawn", "Đã bỏ"


class NodeRole(TextChoices):
    """What the points of a part or criterion count as (contract of score_table)."""

    STANDARD = "standard", "Điểm chuẩn"
    BONUS = "bonus", "Điểm thưởng"
    PENALTY = "penalty", "Điểm trừ"


class CriterionKind(TextChoices):
    """How a criterion gives points (contract of score_table); an inner node has none."""

    PROPORTIONAL = "proportional", "Theo tỷ lệ thực hiện so với kế hoạch"
    REVERSE = "reverse", "Theo tỷ lệ, chỉ tiêu càng thấp càng tốt"
    RELATIVE = "relative", "So với đơn vị dẫn đầu khối"
    BANDS = "bands", "Theo mức"
    CASES = "cases", "Cộng, trừ theo trường hợp"
    CHECKLIST = "checklist", "Theo danh mục việc"
    BOOLEAN = "boolean", "Đạt hoặc không đạt"
    GRADE = "grade", "Xếp loại A, B, C, D"
    FREE = "free", "Chấm điểm trực tiếp"
    LATENESS = "lateness", "Theo thời gian gửi báo cáo"
    DISQUALIFY = "disqualify", "Không xếp loại"


class Scorer(TextChoices):
    """Who scores: the actor of a stage, and the owner of a criterion whose points come from one place only."""

    SELF = "self", "Đơn vị tự chấm"
    MEMBERS = "members", "Các thành viên khác chấm chéo"
    LEADERS = "leaders", "Trưởng khối, phó trưởng khối"
    DEPARTMENT = "department", "Cơ quan chuyên môn"
    STANDING_BODY = "standing_body", "Cơ quan thường trực Hội đồng (Sở Nội vụ)"


class RoundState(TextChoices):
    PREPARING = "preparing", "Đang chuẩn bị"
    SCORING = "scoring", "Đang chấm"
    OBJECTIONS = "objections", "Đang nhận ý kiến"
    PROVISIONAL = "provisional", "Xếp hạng tạm thời"
    PUBLISHED = "published", "Đã công bố"
    CANCELLED = "cancelled", "Đã hủy"


class ObjectionState(TextChoices):
    OPEN = "open", "Chờ trả lời"
    UPHELD = "upheld", "Chấp nhận, chấm lại"
    REJECTED = "rejected", "Giữ nguyên điểm"


class FaultKind(TextChoices):
    """Events during the year that cost or bring points (practice.md §4, §7)."""

    RETURNED_FILE = "returned_file", "Hồ sơ bị trả lại"
    ABSENCE = "absence", "Lãnh đạo vắng hội nghị"
    DISCIPLINE = "discipline", "Kỷ luật"
    REMINDED = "reminded", "Bị nhắc nhở bằng văn bản"
    DUTY_FAILED = "duty_failed", "Trưởng khối, phó trưởng khối không làm tròn nhiệm vụ"
    INITIATIVE = "initiative", "Sáng tạo, hiệu quả nổi bật"
    OTHER = "other", "Việc khác"


class RankingState(TextChoices):
    PROVISIONAL = "provisional", "Tạm thời"
    PUBLISHED = "published", "Đã công bố"

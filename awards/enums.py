"""Kinds and states of people and their awards, of ballots and acclaims. Values are stored; labels are the words on screen."""

from django.db.models import TextChoices


class SubjectKind(TextChoices):
    """Who is commended."""

    INDIVIDUAL = "individual", "Cá nhân"
    COLLECTIVE = "collective", "Tập thể"
    HOUSEHOLD = "household", "Hộ gia đình"


class Gender(TextChoices):
    """Only where a paper states it; never concluded from a name or from Ông, Bà."""

    MALE = "male", "Nam"
    FEMALE = "female", "Nữ"


class CommendationType(TextChoices):
    """Kind of commendation, in the codes of the law's rows."""

    WORK = "CONG_TRANG", "Công trạng"
    AD_HOC = "DOT_XUAT", "Đột xuất"
    MOVEMENT = "PHONG_TRAO", "Phong trào"
    CONTRIBUTION = "CONG_HIEN", "Cống hiến"
    SENIORITY = "NIEN_HAN", "Niên hạn"
    FOREIGN = "DOI_NGOAI", "Đối ngoại"
    THEME = "CHUYEN_DE", "Chuyên đề"


class AwardLevel(TextChoices):
    """Which level commends."""

    STATE = "state", "Nhà nước"
    MINISTRY = "ministry", "Bộ, ban, ngành, đoàn thể Trung ương"
    PROVINCE = "province", "Cấp tỉnh"
    DISTRICT = "district", "Cấp huyện"
    COMMUNE = "commune", "Cấp xã"
    BASE = "base", "Cơ sở"


class Rating(TextChoices):
    """Rating of a year, in the codes of the law's rows."""

    HTXS = "HTXS", "Hoàn thành xuất sắc nhiệm vụ"
    HTT = "HTT", "Hoàn thành tốt nhiệm vụ"
    HT = "HT", "Hoàn thành nhiệm vụ"
    KHT = "KHT", "Không hoàn thành nhiệm vụ"


class ProvinceAsk(TextChoices):
    """What a rule of the province may ask for beyond the nation, in words of the law's vocabulary."""

    RATED = "rated", "Xếp loại các năm liền trước"
    CHAIN = "chain", "Danh hiệu, hình thức trong các năm liên tục"
    COUNT = "count", "Số lần đạt danh hiệu, hình thức"
    HAD = "had", "Đã được tặng danh hiệu, hình thức"
    INITIATIVES = "initiatives", "Sáng kiến được công nhận"
    MONTHS = "months", "Số tháng công tác trong năm"
    UNITY = "unity", "Nội bộ đoàn kết"
    EXCEEDS = "exceeds_targets", "Hoàn thành vượt mức các chỉ tiêu"
    BLOC_LEAD = "bloc_lead", "Dẫn đầu khối, cụm thi đua của tỉnh"
    REVIEW = "review", "Điều kiện phải có người xem xét"


class InitiativeScope(TextChoices):
    """How far an initiative has its effect, from the narrowest."""

    BASE = "co_so", "Cơ sở"
    PROVINCE = "tinh", "Tỉnh, bộ, ngành"
    NATION = "toan_quoc", "Toàn quốc"


class RestrictionKind(TextChoices):
    """What is being looked into while nothing may be proposed (principle C-05)."""

    DISCIPLINE = "discipline", "Đang xem xét kỷ luật"
    INVESTIGATION = "investigation", "Đang điều tra, thanh tra, kiểm tra, kiểm toán có dấu hiệu vi phạm"
    COMPLAINT = "complaint", "Đơn thư khiếu nại, tố cáo hoặc tin báo đang được xác minh"


class RestrictionOutcome(TextChoices):
    CLEARED = "cleared", "Không có vi phạm"
    VIOLATION = "violation", "Có vi phạm"


class DisciplineKind(TextChoices):
    """Forms of discipline; what follows from them is in the law's rows."""

    REPRIMAND = "khien_trach", "Khiển trách"
    WARNING = "canh_cao", "Cảnh cáo"
    DEMOTION = "ha_bac", "Hạ bậc lương, giáng chức"
    REMOVAL = "cach_chuc", "Cách chức"
    DISMISSAL = "buoc_thoi", "Buộc thôi việc"
    OTHER = "khac", "Hình thức khác"


class DoubtState(TextChoices):
    """What became of two records that may be one."""

    OPEN = "open", "Chờ xem"
    MERGED = "merged", "Là một"
    APART = "apart", "Không phải một"


class ListKind(TextChoices):
    """What a list that was brought in holds."""

    AWARDS = "awards", "Khen thưởng đã quyết định"
    NOMINEES = "nominees", "Đề nghị khen thưởng"


class BoxState(TextChoices):
    PREPARING = "preparing", "Chưa mở"
    OPEN = "open", "Đang bỏ phiếu"
    CLOSED = "closed", "Đã kiểm phiếu"
    VOID = "void", "Đã hủy"


class BallotMode(TextChoices):
    """How votes are given: on this system, or on paper and counted at the meeting."""

    ONLINE = "online", "Bỏ phiếu trên hệ thống"
    PAPER = "paper", "Bỏ phiếu giấy tại hội nghị, nhập kết quả kiểm phiếu"


class Denominator(TextChoices):
    """Of what the share of votes is taken (contract of tally)."""

    TOTAL = "total_members", "tổng số đơn vị có quyền bỏ phiếu"
    PRESENT = "present", "số đơn vị tham gia bỏ phiếu"
    VALID = "valid_votes", "số phiếu hợp lệ"


class AcclaimState(TextChoices):
    PREPARING = "preparing", "Đang chuẩn bị"
    VOTING = "voting", "Đang bỏ phiếu"
    COUNTED = "counted", "Đã kiểm phiếu"
    CONCLUDED = "concluded", "Đã chốt danh sách suy tôn"
    CANCELLED = "cancelled", "Đã hủy"


class AcclaimStep(TextChoices):
    """What becomes of a nominee, step after step; each has a day of its own on the nominee."""

    NOMINATED = "nominated", "Khối suy tôn"
    PROPOSED = "proposed", "Sở Nội vụ trình"
    APPROVED = "approved", "Hội đồng thông qua"
    DECIDED = "decided", "Chủ tịch quyết định"

    @property
    def field(self) -> str:
        """The field of `AcclaimNominee` with its day."""
        return f"{self.value}_on"

    @property
    def before(self) -> "AcclaimStep | None":
        """The step that comes first."""
        steps = list(AcclaimStep)
        place = steps.index(self)
        return steps[place - 1] if place else None


class QuotaKind(TextChoices):
    NUMBER = "number", "Số suất"
    RATIO = "ratio", "Tỷ lệ trên số đơn vị trong khối"


# Family, icon and words of each state (ui.md §5), for the workflow and for cards that show one.
ACCLAIM_LOOKS = {
    AcclaimState.PREPARING: ("", "pencil"),
    AcclaimState.VOTING: ("wait", "hourglass-split"),
    AcclaimState.COUNTED: ("act", "clipboard-check"),
    AcclaimState.CONCLUDED: ("lock", "lock"),
    AcclaimState.CANCELLED: ("void", "slash-circle"),
}

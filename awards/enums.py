"""Kinds and states of what is kept of people and their awards. Values are stored; labels are the words on screen."""

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


class DoubtState(TextChoices):
    """What became of two records that may be one."""

    OPEN = "open", "Chờ xem"
    MERGED = "merged", "Là một"
    APART = "apart", "Không phải một"


class ListKind(TextChoices):
    """What a list that was brought in holds."""

    AWARDS = "awards", "Khen thưởng đã quyết định"
    NOMINEES = "nominees", "Đề nghị khen thưởng"

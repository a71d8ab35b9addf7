"""Kinds and roles of who exists. Values are stored; labels are the words on screen (glossary)."""

from django.db.models import TextChoices


class UnitKind(TextChoices):
    """Kinds of unit, as lists of units group them."""

    SO_NGANH = "so_nganh", "Sở, ban, ngành"
    SU_NGHIEP = "su_nghiep", "Đơn vị sự nghiệp"
    CO_QUAN_DANG = "co_quan_dang", "Cơ quan Đảng"
    MTTQ_DOAN_THE = "mttq_doan_the", "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội"
    HOI_DAC_THU = "hoi_dac_thu", "Hội đặc thù"
    NOI_CHINH = "noi_chinh_luc_luong_vu_trang", "Nội chính, lực lượng vũ trang"
    TRUNG_UONG = "don_vi_trung_uong", "Đơn vị Trung ương đóng trên địa bàn"
    CAP_HUYEN = "cap_huyen", "Ủy ban nhân dân các huyện, thị xã, thành phố"
    CAP_XA = "cap_xa", "Xã, phường, thị trấn"
    DOANH_NGHIEP = "doanh_nghiep", "Doanh nghiệp"


class SuccessionKind(TextChoices):
    """How one unit came out of another."""

    RENAME = "rename", "Đổi tên"
    MERGE = "merge", "Sáp nhập, hợp nhất"
    SPLIT = "split", "Chia, tách"


class BlocRole(TextChoices):
    """Roles of units in a bloc, by year."""

    LEADER = "leader", "Trưởng khối"
    DEPUTY = "deputy", "Phó trưởng khối"
    MEMBER = "member", "Thành viên"


class Role(TextChoices):
    """What a person does in a unit. Being a bloc leader is a role of the unit, not of a person."""

    UNIT_CLERK = "unit_clerk", "Cán bộ đầu mối"
    UNIT_HEAD = "unit_head", "Thủ trưởng đơn vị"
    DHA_CLERK = "dha_clerk", "Chuyên viên"
    DHA_HEAD = "dha_head", "Lãnh đạo Sở"
    COUNCIL_MEMBER = "council_member", "Ủy viên Hội đồng"
    COUNCIL_SECRETARY = "council_secretary", "Thư ký Hội đồng"
    CHAIRMAN_OFFICE = "chairman_office", "Văn phòng Chủ tịch Ủy ban nhân dân tỉnh"
    CONSULTED_AGENCY = "consulted_agency", "Cơ quan được lấy ý kiến"
    PUBLICITY_AGENCY = "publicity_agency", "Cơ quan tuyên truyền"
    FATHERLAND_FRONT = "fatherland_front", "Ủy ban Mặt trận Tổ quốc (giám sát)"
    AUDITOR = "auditor", "Thanh tra, kiểm tra (chỉ xem)"
    ADMINISTRATOR = "administrator", "Quản trị tài khoản"


DHA_ROLES = frozenset({Role.DHA_CLERK, Role.DHA_HEAD})
UNIT_ROLES = frozenset({Role.UNIT_CLERK, Role.UNIT_HEAD})
# Agencies to which directives give duties: their officer in this role prepares the report on it, the head of the unit sends it.
DUTY_ROLES = frozenset({Role.PUBLICITY_AGENCY, Role.FATHERLAND_FRONT})
# Read everything that was sent, review nothing.
SUPERVISING_ROLES = frozenset({Role.AUDITOR, Role.FATHERLAND_FRONT})
COUNCIL_ROLES = frozenset({Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY})


class SpecialDayKind(TextChoices):
    """What a day of the working calendar is, other than the week says."""

    OFF = "off", "Ngày nghỉ"
    MAKE_UP = "make_up", "Ngày làm bù"

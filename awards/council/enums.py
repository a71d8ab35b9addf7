"""Roles, states and opinions of the Council. Values are stored; labels are the words on screen (glossary)."""

from django.db.models import TextChoices


class SeatRole(TextChoices):
    """What a member is in the Council; one member has one vote, whatever the role."""

    CHAIR = "chair", "Chủ tịch Hội đồng"
    STANDING_VICE_CHAIR = "standing_vice_chair", "Phó Chủ tịch thường trực Hội đồng"
    VICE_CHAIR = "vice_chair", "Phó Chủ tịch Hội đồng"
    MEMBER = "member", "Ủy viên"
    MEMBER_SECRETARY = "member_secretary", "Ủy viên kiêm Thư ký"


SEAT_ORDER = list(SeatRole)


class RecusalRule(TextChoices):
    """What a recusal does to the denominator (contract of tally)."""

    STAYS = "stays_in_denominator", "Vẫn tính trong tổng số thành viên"
    OUT = "out_of_denominator", "Không tính trong tổng số thành viên"


class SessionState(TextChoices):
    PREPARING = "preparing", "Đang chuẩn bị"
    INVITED = "invited", "Đã mời họp"
    VOTING = "voting", "Đang bỏ phiếu"
    COUNTED = "counted", "Đã kiểm phiếu"
    CONCLUDED = "concluded", "Đã kết thúc"
    CANCELLED = "cancelled", "Đã hủy"


# Until votes open agenda, members and way of voting may change.
PREPARED = (SessionState.PREPARING, SessionState.INVITED)


class Presence(TextChoices):
    """How a member takes part in a session."""

    PRESENT = "present", "Có mặt"
    WRITTEN = "written", "Gửi ý kiến bằng văn bản"
    ABSENT = "absent", "Vắng mặt"


class Opinion(TextChoices):
    """What a paper says of one nominee. The values are single letters: a paper is a string of them."""

    YES = "y", "Đồng ý"
    NO = "n", "Không đồng ý"
    ABSTAIN = "a", "Không có ý kiến"


class RecusalCause(TextChoices):
    UNIT = "unit", "Cùng đơn vị với đối tượng được xét"
    PERSON = "person", "Chính là người được xét"
    DECLARED = "declared", "Thành viên đề nghị không tham gia"


# Family, icon of each state (ui.md §5), for the workflow and for cards that show one.
SESSION_LOOKS = {
    SessionState.PREPARING: ("", "pencil"),
    SessionState.INVITED: ("wait", "envelope-paper"),
    SessionState.VOTING: ("wait", "hourglass-split"),
    SessionState.COUNTED: ("act", "clipboard-check"),
    SessionState.CONCLUDED: ("lock", "lock"),
    SessionState.CANCELLED: ("void", "slash-circle"),
}

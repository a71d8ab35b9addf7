"""States of what a unit registers. Values are stored; labels are the words on screen."""

from django.db.models import TextChoices


class RegistrationState(TextChoices):
    DRAFT = "draft", "Đang soạn"
    AWAITING_HEAD = "awaiting_head", "Chờ thủ trưởng"
    WITH_BLOC = "with_bloc", "Chờ trưởng khối"
    WITH_DEPARTMENT = "with_department", "Chờ Sở Nội vụ"
    RETURNED = "returned", "Bị trả lại"
    RECEIVED = "received", "Đã tiếp nhận"
    SUPPLEMENTING = "supplementing", "Đang bổ sung"


S = RegistrationState
# In the hands of the unit: its lines may change.
EDITABLE = (S.DRAFT, S.RETURNED, S.SUPPLEMENTING)

# Family, icon of each state (ui.md §5) and for whom it waits.
LOOKS = {
    S.DRAFT: ("", "pencil", "clerk"),
    S.AWAITING_HEAD: ("wait", "hourglass-split", "head"),
    S.WITH_BLOC: ("wait", "send", "bloc"),
    S.WITH_DEPARTMENT: ("wait", "hourglass-split", "dha"),
    S.RETURNED: ("act", "arrow-return-left", "clerk"),
    S.RECEIVED: ("ok", "check2-circle", ""),
    S.SUPPLEMENTING: ("act", "pencil-square", "clerk"),
}


class Difference(TextChoices):
    """How what is proposed at the end of the year stands to what was registered at its start."""

    AS_REGISTERED = "as_registered", "Đúng như đăng ký"
    OTHER_AWARD = "other_award", "Khác danh hiệu đã đăng ký"
    NOT_REGISTERED = "not_registered", "Không đăng ký đầu năm"
    NOT_NOMINATED = "not_nominated", "Đã đăng ký, không đề nghị"

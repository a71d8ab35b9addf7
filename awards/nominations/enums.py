"""States of a unit's file of nominations. Values are stored; labels are the words on screen."""

from django.db.models import TextChoices


class FileState(TextChoices):
    DRAFT = "draft", "Đang soạn"
    AWAITING_HEAD = "awaiting_head", "Chờ thủ trưởng"
    WITH_BLOC = "with_bloc", "Chờ trưởng khối"
    WITH_DEPARTMENT = "with_department", "Chờ Sở Nội vụ"
    RETURNED = "returned", "Trả lại để bổ sung"
    RECEIVED = "received", "Đã tiếp nhận"


OPEN = (FileState.DRAFT, FileState.RETURNED)

# Family, icon of each state (ui.md §5) and for whom it waits.
LOOKS = {
    FileState.DRAFT: ("", "pencil", "clerk"),
    FileState.AWAITING_HEAD: ("wait", "hourglass-split", "head"),
    FileState.WITH_BLOC: ("wait", "send", "bloc"),
    FileState.WITH_DEPARTMENT: ("wait", "hourglass-split", "dha"),
    FileState.RETURNED: ("act", "arrow-return-left", "clerk"),
    FileState.RECEIVED: ("ok", "check2-circle", ""),
}

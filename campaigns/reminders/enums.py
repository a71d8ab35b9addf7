"""Words of reminder rules. Values are stored."""

from django.db.models import TextChoices


class Level(TextChoices):
    """Who is reminded, from the desk up: the order is the order of escalation."""

    CLERK = "clerk", "Cán bộ đầu mối"
    HEAD = "head", "Thủ trưởng đơn vị"
    BLOC = "bloc", "Đơn vị trưởng khối"
    DEPARTMENT = "department", "Sở Nội vụ"


class Side(TextChoices):
    BEFORE = "before", "trước hạn"
    AFTER = "after", "sau hạn"


class Counting(TextChoices):
    CALENDAR = "calendar", "ngày"
    WORKING = "working", "ngày làm việc"

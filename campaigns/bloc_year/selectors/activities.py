"""Reading the attendance of a meeting."""

from dataclasses import dataclass

from campaigns.bloc_year.enums import WITHOUT_LEADER, AttendanceLevel
from campaigns.bloc_year.models import Activity, Attendance
from campaigns.bloc_year.selectors.members import members
from organisations.models import Unit


@dataclass(frozen=True)
class Line:
    """A unit of the bloc and who came for it; None: nobody wrote it yet."""

    unit: Unit
    row: Attendance | None

    @property
    def badge(self) -> tuple[str, str, str]:
        """Look of the level."""
        if self.row is None:
            return ("", "circle", "Chưa ghi")
        label = self.row.get_level_display()
        if self.row.level == AttendanceLevel.ABSENT:
            return ("" if self.row.excused else "bad", "slash-circle", label)
        return ("act" if self.row.level in WITHOUT_LEADER else "ok", "person-check", label)


class Attendances:
    """Every unit of the bloc with who came: two queries."""

    def __init__(self, activity: Activity):
        rows = {a.unit_id: a for a in activity.attendance.select_related("unit")}
        units = members(activity.bloc)
        self.lines = [Line(unit, rows.pop(unit.pk, None)) for unit in units]
        self.lines += [Line(row.unit, row) for row in rows.values()]

    @property
    def came(self) -> list[Line]:
        return [x for x in self.lines if x.row and x.row.level != AttendanceLevel.ABSENT]

    @property
    def absent(self) -> list[Line]:
        return [x for x in self.lines if x.row and x.row.level == AttendanceLevel.ABSENT]

    @property
    def unknown(self) -> int:
        return sum(x.row is None for x in self.lines)

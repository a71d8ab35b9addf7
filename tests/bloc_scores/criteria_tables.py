"""Criteria tables for tests, made through the services."""

from campaigns.bloc_scores.models import CriteriaTable
from campaigns.bloc_scores.services import tables
from tests.factories import Cast, acting

SMALL = {
    "title": "Bảng điểm khối năm 2023",
    "declared_total": "100",
    "stages": [
        {"code": "self", "label": "Đơn vị tự chấm", "scorer": "self"},
        {"code": "leaders", "label": "Trưởng khối thẩm định", "scorer": "leaders"},
    ],
    "nodes": [
        {
            "code": "I",
            "title": "Nhiệm vụ chính trị",
            "max": "80",
            "locked": True,
            "children": [
                {"code": "I.1", "title": "Chỉ tiêu kinh tế", "max": "50", "kind": "proportional", "plan": "100"},
                {"code": "I.2", "title": "Cải cách hành chính", "max": "30", "kind": "free"},
            ],
        },
        {"code": "II", "title": "Công tác thi đua", "max": "20", "locked": True, "kind": "free"},
    ],
}


def make_template(document: dict = SMALL) -> CriteriaTable:
    """A frozen template."""
    return tables.freeze(tables.create(document, by=None, year=2023, verified=True), by=None, note="Mẫu")


def make_bloc_table(cast: Cast, *, frozen: bool = False) -> CriteriaTable:
    """The copy of the bloc that `leader` leads, as a draft."""
    table = tables.copy_for_bloc(make_template(), cast.bloc, by=acting(cast.leader))
    return tables.freeze(table, by=acting(cast.leader), note="Ký giao ước") if frozen else table


def table_objects(cast: Cast) -> dict[str, int]:
    """A second version in preparation and one of its criteria, for the table of addresses."""
    table = tables.new_version(make_bloc_table(cast, frozen=True), by=acting(cast.leader), reason="Khối thống nhất sửa")
    return {"table": table.pk, "criterion": table.criteria.get(code="I.1").pk}

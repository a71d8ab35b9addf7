"""The list of units as offices send it: its columns, the words for kinds, and what rows may not say together.

Pure: nothing here asks the database. Checking against stored units and writing: `services.unit_import`.
"""

import re

from emulation.base import vietnamese
from emulation.base.spreadsheets import ColumnSpec, ImportResult, ListSpec, Row, read_list
from organisations.enums import UnitKind

# Words for a kind in a column or a group title, each with or without "Các", "cơ quan" in front.
KIND_WORDS = {
    UnitKind.SO_NGANH: ("Sở, ban, ngành",),
    UnitKind.SU_NGHIEP: ("Đơn vị sự nghiệp",),
    UnitKind.CO_QUAN_DANG: ("Cơ quan Đảng",),
    UnitKind.MTTQ_DOAN_THE: ("Mặt trận Tổ quốc và các tổ chức chính trị - xã hội", "Đoàn thể"),
    UnitKind.HOI_DAC_THU: ("Hội đặc thù",),
    UnitKind.NOI_CHINH: ("Nội chính, lực lượng vũ trang",),
    UnitKind.TRUNG_UONG: ("Đơn vị Trung ương đóng trên địa bàn",),
    UnitKind.CAP_HUYEN: ("Cấp huyện", "Ủy ban nhân dân các huyện, thị xã, thành phố"),
    UnitKind.CAP_XA: ("Cấp xã", "Xã, phường, thị trấn"),
    UnitKind.DOANH_NGHIEP: ("Doanh nghiệp",),
}
_LEADING = re.compile(r"(?:(?:các|cơ quan)\s+)+", re.IGNORECASE)


def _word_key(text: str) -> str:
    text = vietnamese.one_line(text)
    match = _LEADING.match(text)
    return "".join(c for c in vietnamese.fold(text[match.end() :] if match else text) if c.isalnum())


_KINDS = {_word_key(word): kind for kind, words in KIND_WORDS.items() for word in words}


def kind_of_group(title: str, marker: str = "") -> str | None:
    """Return the kind that a group title names, None if it names none."""
    kind = _KINDS.get(_word_key(title))
    return kind and kind.value


def parse_kind(value) -> str:
    """Return the kind that the cell names; ValueError with the words that are taken."""
    kind = kind_of_group(str(value))
    if kind is None:
        words = "; ".join(words[0] for words in KIND_WORDS.values())
        raise ValueError(f"“{value}” không có trong danh mục loại hình. Hãy ghi một trong: {words}.")
    return kind


def _check_row(row: Row) -> None:
    begun, ended = row["valid_from"], row["valid_to"]
    if begun and ended and ended < begun:
        row.error(
            "valid_to",
            f"Ngày kết thúc {vietnamese.format_date(ended)} trước ngày bắt đầu {vietnamese.format_date(begun)}. "
            "Hãy sửa một trong hai ngày.",
        )


def unit_key(row: Row) -> tuple[str, str]:
    """Return what makes a unit the same unit within a file: its name and the name of the unit above."""
    return vietnamese.fold(row["official_name"]), vietnamese.fold(row["parent"] or "")


def _check_list(rows: list[Row]) -> None:
    units: dict[tuple[str, str], int] = {}
    short_names: dict[str, Row] = {}
    for row in rows:
        if not row["official_name"]:
            continue
        first = units.setdefault(unit_key(row), row.number)
        if first != row.number:
            row.error("official_name", f"Trùng đơn vị ở dòng {first}. Hãy bỏ một trong hai dòng.")
        elif row["short_name"]:
            _check_short_name(row, short_names.setdefault(vietnamese.fold(row["short_name"]), row))


def _check_short_name(row: Row, first: Row) -> None:
    if first is not row:
        row.warn(
            "short_name",
            f"Tên viết tắt trùng với dòng {first.number} ({first['official_name']}). "
            "Hãy đặt tên khác nếu dễ nhầm hai đơn vị.",
        )


UNIT_LIST = ListSpec(
    command="import_units",
    columns=(
        ColumnSpec(
            "official_name",
            "Tên đơn vị",
            ("Đơn vị", "Tên cơ quan, đơn vị", "Tên tổ chức"),
            what="tên đơn vị",
            required=True,
            in_header=True,
            formula="error",
            max_length=300,
        ),
        ColumnSpec(
            "short_name",
            "Tên viết tắt",
            ("Viết tắt", "Tên ngắn", "Tên gọi tắt"),
            what="tên viết tắt",
            formula="error",
            max_length=100,
        ),
        ColumnSpec(
            "kind",
            "Loại hình",
            ("Nhóm đơn vị", "Loại đơn vị", "Khối"),
            what="loại hình",
            parse=parse_kind,
            required=True,
            formula="",
            from_group=kind_of_group,
        ),
        ColumnSpec(
            "parent",
            "Đơn vị cấp trên",
            ("Trực thuộc", "Địa bàn"),
            what="tên đơn vị",
            formula="error",
            max_length=300,
        ),
        ColumnSpec(
            "valid_from",
            "Hiệu lực từ",
            ("Ngày thành lập", "Từ ngày"),
            parse=vietnamese.parse_date,
            formula="",
        ),
        ColumnSpec(
            "valid_to",
            "Hiệu lực đến",
            ("Ngày kết thúc", "Đến ngày"),
            parse=vietnamese.parse_date,
            formula="",
        ),
        ColumnSpec("note", "Ghi chú"),
    ),
    check_row=_check_row,
    check_list=_check_list,
)


def read_units(data: bytes, filename: str) -> ImportResult:
    """Read a list of units; every fault of the file itself is in the result."""
    return read_list(data, filename, UNIT_LIST)

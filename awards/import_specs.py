"""The lists of nominees and of decided awards as offices send them. Pure: the catalogues are asked elsewhere.

`unit` and `award` are read as text; whether they are in the catalogue is a question for the stored rows.
"""

from emulation.base import vietnamese
from emulation.base.spreadsheets import ColumnSpec, ImportResult, ListSpec, Row, read_list

INDIVIDUAL, COLLECTIVE, HOUSEHOLD = "individual", "collective", "household"
_KIND_WORDS = {"cá nhân": INDIVIDUAL, "tập thể": COLLECTIVE, "hộ gia đình": HOUSEHOLD}
_KINDS = {
    vietnamese.fold(words): kind
    for word, kind in _KIND_WORDS.items()
    for words in (word, f"Khen thưởng {word}", f"Các {word}")
}
_LETTERS = {"A": COLLECTIVE, "B": INDIVIDUAL, "C": HOUSEHOLD}

# Titles that only collectives, or only persons, can hold.
_FOR_COLLECTIVES = (
    "tập thể lao động",
    "đơn vị quyết thắng",
    "đơn vị tiên tiến",
    "cờ thi đua",
    "gia đình văn hóa",
    "xã, phường, thị trấn tiêu biểu",
)
_FOR_PERSONS = (
    "chiến sĩ thi đua",
    "chiến sỹ thi đua",
    "lao động tiên tiến",
    "chiến sĩ tiên tiến",
    "chiến sỹ tiên tiến",
)


def kind_of_group(title: str, marker: str = "") -> str | None:
    """Return the kind that a group title names, by its words or by the letter A, B, C."""
    return _KINDS.get(vietnamese.fold(title)) or _LETTERS.get(marker)


def parse_kind(value) -> str:
    """Return the kind that the cell names; ValueError with the words that are taken."""
    kind = _KINDS.get(vietnamese.fold(str(value)))
    if kind is None:
        raise ValueError(
            f"“{value}” không phải phân loại khen thưởng. "
            "Hãy ghi Khen thưởng cá nhân, Khen thưởng tập thể hoặc Khen thưởng hộ gia đình."
        )
    return kind


def _parse_coefficient(value):
    number = vietnamese.parse_number(value)
    if number <= 0:
        raise ValueError("Hệ số phải lớn hơn 0.")
    return number


def _check_row(row: Row) -> None:
    if row["name"]:
        _understand_name(row)
    if row["award"]:
        row.values["award"], posthumous = vietnamese.take_posthumous(row["award"])
        row.values["posthumous"] = row["posthumous"] or posthumous
        _check_award(row)
    if row["kind"] == INDIVIDUAL and "unit" in _columns_that_are_asked(row) and not row["unit"]:
        row.error("unit", "Thiếu đơn vị công tác. Cá nhân phải có đơn vị công tác.")


def _columns_that_are_asked(row: Row) -> set[str]:
    return set() if "decision_number" in row.values or row.has_fault("unit") else {"unit"}


def _understand_name(row: Row) -> None:
    row.values["posthumous"] = False
    if row["kind"] != INDIVIDUAL:
        row.values["name"], row.values["posthumous"] = vietnamese.take_posthumous(row["name"])
        return
    found = vietnamese.split_person_name(row["name"])
    called = vietnamese.split_person_name(f"{row['called']} x") if row["called"] else None
    titles = [*(called.titles if called else ()), *found.titles]
    honorific = found.honorific or (called and called.honorific)
    if row["called"] and not called.titles and not called.honorific:
        titles.insert(0, row["called"])
    row.values |= {
        "name": found.name,
        "honorific": honorific,
        "title": " ".join(dict.fromkeys(titles)) or None,
        "posthumous": found.posthumous,
    }
    _polish_name(row)


def _polish_name(row: Row) -> None:
    name = row["name"]
    if not name:
        row.error("name", "Thiếu họ và tên. Hãy điền vào ô này.")
    elif name.isupper() and len(name.split()) > 1:
        row.values["name"] = vietnamese.titlecase_name(name)
        row.warn("name", f"Tên viết toàn chữ hoa, được ghi thành “{row['name']}”. Hãy kiểm tra lại.")
    elif vietnamese.missing_space(name):
        row.warn("name", "Tên có vẻ thiếu dấu cách giữa hai chữ. Nội dung được giữ nguyên.")


def _check_award(row: Row) -> None:
    award = row["award"].casefold()
    if row["kind"] == INDIVIDUAL and award.startswith(_FOR_COLLECTIVES):
        row.error("award", f"“{row['award']}” chỉ dành cho tập thể, không tặng cá nhân.")
    elif row["kind"] == COLLECTIVE and award.startswith(_FOR_PERSONS):
        row.error("award", f"“{row['award']}” chỉ dành cho cá nhân, không tặng tập thể.")


def _check_list(rows: list[Row]) -> None:
    same: dict[tuple, Row] = {}
    names: dict[str, Row] = {}
    for row in rows:
        if not row["name"]:
            continue
        name, unit, award = (vietnamese.fold(row[field] or "") for field in ("name", "unit", "award"))
        twin, namesake = same.setdefault((name, unit, award), row), names.setdefault(name, row)
        if twin is not row:
            row.error("name", f"Trùng với dòng {twin.number}: cùng tên, cùng đơn vị, cùng hình thức. Hãy bỏ một dòng.")
        elif namesake is not row and row["kind"] == INDIVIDUAL and vietnamese.fold(namesake["unit"] or "") != unit:
            row.warn("name", f"Trùng tên với dòng {namesake.number} ở đơn vị khác, được coi là hai người.")


_NAME_ALIASES = (
    "Họ và tên",
    "Tên",
    "Tên tập thể, cá nhân",
    "Tên cá nhân, tập thể",
    "Họ và tên / Tên tập thể",
)
_COMMON = (
    ColumnSpec("called", "Tên gọi (Ông/Bà/Chức danh)", ("Tên gọi", "Ông, bà", "Danh xưng")),
    ColumnSpec(
        "name",
        "Tên tập thể/cá nhân/hộ gia đình",
        _NAME_ALIASES,
        what="tên",
        required=True,
        in_header=True,
        formula="error",
        max_length=300,
    ),
    ColumnSpec("position", "Chức vụ", ("Chức danh", "Chức vụ, nghề nghiệp")),
    ColumnSpec(
        "unit",
        "Đơn vị công tác",
        ("Đơn vị", "Nơi công tác", "Địa chỉ"),
        what="đơn vị công tác",
        formula="error",
        max_length=300,
    ),
    ColumnSpec(
        "kind",
        "Phân loại khen thưởng",
        ("Phân loại", "Loại", "Đối tượng khen"),
        what="phân loại khen thưởng",
        parse=parse_kind,
        required=True,
        formula="",
        from_group=kind_of_group,
    ),
    ColumnSpec(
        "award",
        "Danh hiệu thi đua/Hình thức khen thưởng",
        ("Hình thức khen thưởng", "Danh hiệu", "Hình thức đề nghị", "Danh hiệu/Hình thức"),
        what="danh hiệu hoặc hình thức khen thưởng",
        required=True,
        in_header=True,
        formula="error",
        max_length=300,
    ),
    ColumnSpec("subject_type", "Phân loại đối tượng", ("Đối tượng",)),
    ColumnSpec("field", "Lĩnh vực hoạt động", ("Lĩnh vực",)),
)
_DECISION = (
    ColumnSpec(
        "decision_number",
        "Số quyết định",
        ("Số QĐ", "Quyết định / Số"),
        what="số quyết định",
        required=True,
        in_header=True,
    ),
    ColumnSpec(
        "decided_on",
        "Ngày quyết định",
        ("Ngày QĐ", "Quyết định / Ngày", "Ngày ký"),
        what="ngày quyết định",
        parse=vietnamese.parse_date,
        required=True,
        in_header=True,
        formula="",
    ),
    ColumnSpec("coefficient", "Hệ số tiền thưởng", ("Hệ số",), parse=_parse_coefficient, formula=""),
    ColumnSpec(
        "amount",
        "Tiền thưởng (đồng)",
        ("Tiền thưởng", "Số tiền", "Mức thưởng"),
        parse=vietnamese.parse_amount,
        formula="",
    ),
    ColumnSpec("reason", "Thành tích", ("Lý do", "Thành tích khen")),
)
_SUMMARY = ColumnSpec("summary", "Tóm tắt thành tích", ("Thành tích", "Lý do", "Thành tích khen"), max_length=6000)
_PERSON = ("honorific", "title", "posthumous")

NOMINEE_LIST = ListSpec("import_nominees", _COMMON, _PERSON, _check_row, _check_list)
# What a unit brings into its own file of nominations: the same form, where the achievements may stand beside the name.
FILE_NOMINEE_LIST = ListSpec("import_nominees", (*_COMMON, _SUMMARY), _PERSON, _check_row, _check_list)
AWARD_LIST = ListSpec("import_awards", _COMMON + _DECISION, _PERSON, _check_row, _check_list)


def read_nominees(data: bytes, filename: str) -> ImportResult:
    """Read a list of nominees; every fault of the file itself is in the result."""
    return read_list(data, filename, NOMINEE_LIST)


def read_file_nominees(data: bytes, filename: str) -> ImportResult:
    """Read a list that a unit brings into its file of nominations."""
    return read_list(data, filename, FILE_NOMINEE_LIST)


def read_awards(data: bytes, filename: str) -> ImportResult:
    """Read a list of decided awards; every fault of the file itself is in the result."""
    return read_list(data, filename, AWARD_LIST)

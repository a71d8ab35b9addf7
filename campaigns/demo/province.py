"""Who exists in the demo: units, blocs, people with roles."""

import csv
import datetime as dt
import json
from dataclasses import dataclass, field
from pathlib import Path

from django.contrib.auth.hashers import make_password

import organisations
from campaigns.demo.names import Names, login_of
from organisations.enums import BlocRole, Role, SuccessionKind
from organisations.models import Bloc, Unit, User
from organisations.services import accounts, blocs, roles, special_days, units

DATA = Path(organisations.__file__).parent / "demo_data"
PASSWORD = "ThiDua@2023"  # noqa: S105 -- printed on the screen of every demo
HEAD_POST = {
    "so_nganh": "Giám đốc",
    "cap_huyen": "Chủ tịch UBND",
    "doanh_nghiep": "Giám đốc",
    "mttq_doan_the": "Chủ tịch",
    "hoi_dac_thu": "Chủ tịch",
}

# One account for each role, with short user names: (user name, role, short name of the unit, post).
NAMED = [
    ("canbo", Role.UNIT_CLERK, "Sở NN&PTNT", "Chuyên viên Văn phòng Sở"),
    ("thutruong", Role.UNIT_HEAD, "Sở NN&PTNT", "Giám đốc Sở"),
    ("truongkhoi", Role.UNIT_CLERK, "Sở KH&ĐT", "Chánh Văn phòng Sở"),
    ("chuyenvien", Role.DHA_CLERK, "Sở Nội vụ", "Chuyên viên Ban Thi đua - Khen thưởng"),
    ("lanhdao", Role.DHA_HEAD, "Sở Nội vụ", "Phó Giám đốc Sở"),
    ("vanphong", Role.CHAIRMAN_OFFICE, "VP UBND tỉnh", "Phó Chánh Văn phòng"),
    ("hoidong", Role.COUNCIL_MEMBER, "LĐLĐ tỉnh", "Ủy viên Hội đồng Thi đua - Khen thưởng"),
    ("thuky", Role.COUNCIL_SECRETARY, "Sở Nội vụ", "Thư ký Hội đồng Thi đua - Khen thưởng"),
    ("hiepy", Role.CONSULTED_AGENCY, "Công an tỉnh", "Cán bộ phòng Tham mưu"),
    ("tuyentruyen", Role.PUBLICITY_AGENCY, "Sở TT&TT", "Trưởng phòng Báo chí"),
    ("mttq", Role.FATHERLAND_FRONT, "UBMTTQ tỉnh", "Trưởng ban Phong trào"),
    ("thanhtra", Role.AUDITOR, "Thanh tra tỉnh", "Thanh tra viên"),
    ("quantri", Role.ADMINISTRATOR, "Sở Nội vụ", "Quản trị hệ thống"),
]
# A person can hold several roles and switch between them.
ALSO = [
    ("tuyentruyen", Role.UNIT_CLERK, "Sở TT&TT"),
    ("mttq", Role.UNIT_CLERK, "UBMTTQ tỉnh"),
    ("hoidong", Role.UNIT_HEAD, "LĐLĐ tỉnh"),
    ("hiepy", Role.UNIT_CLERK, "Công an tỉnh"),
]


@dataclass
class Province:
    """What later steps need: units by short name, people by (role, unit)."""

    units: dict[str, Unit] = field(default_factory=dict)
    blocs: list[Bloc] = field(default_factory=list)
    people: dict[str, User] = field(default_factory=dict)
    clerks: dict[int, User] = field(default_factory=dict)
    heads: dict[int, User] = field(default_factory=dict)


def build(*, only_blocs: set[str] | None = None, communes: bool = True) -> Province:
    """Units, blocs and people. `only_blocs` keeps a test small."""
    province = Province()
    _units(province, communes)
    _blocs(province, only_blocs)
    _people(province)
    _special_days()
    return province


def _special_days() -> None:
    source = "Lịch nghỉ lễ ghi để minh họa, chưa đối chiếu với thông báo chính thức"
    for row in _rows("special_days.csv"):
        special_days.add_days(
            first=_day(row["first"]),
            last=_day(row["last"]),
            kind=row["kind"],
            name=row["name"],
            verified=False,
            source=source,
            by=None,
        )


def _rows(name: str) -> list[dict]:
    with (DATA / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _units(province: Province, communes: bool) -> None:
    for row in _rows("hanam_units_2023.csv"):
        province.units[row["short_name"]] = units.create_unit(
            official_name=row["official_name"],
            short_name=row["short_name"],
            kind=row["kind"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            note=_note(row),
            by=None,
        )
    _duy_tien(province)
    if communes:
        _communes(province)


def _note(row: dict) -> str:
    """Where a unit's row comes from, in Vietnamese."""
    source = _source(row["source"])
    return f"Nguồn: {source}" if source else "Chưa kiểm chứng nguồn."


def _source(text: str) -> str:
    """The citation of the data file without its working notes; '' for K, which was not seen in a document."""
    if text.startswith("GSO list"):
        return "danh mục hành chính của Tổng cục Thống kê ngày 15/04/2023."
    return text.split(" ")[0] if text.startswith("http") else ""


def _duy_tien(province: Province) -> None:
    """Huyện Duy Tiên became Thị xã Duy Tiên on 01/01/2020: the predecessor shows how names and successors are kept."""
    town = province.units["UBND TX Duy Tiên"]
    district = units.create_unit(
        official_name="Ủy ban nhân dân huyện Duy Tiên",
        short_name="UBND H. Duy Tiên",
        kind="cap_huyen",
        valid_to=dt.date(2019, 12, 31),
        by=None,
    )
    units.link_succession(
        predecessor=district,
        successor=town,
        on=dt.date(2020, 1, 1),
        kind=SuccessionKind.RENAME,
        basis="Chưa kiểm chứng.",
        by=None,
    )


def _communes(province: Province) -> None:
    """The 109 communes under their districts; Trần Hưng Đạo exists twice and stays apart."""
    by_name = {u.official_name.removeprefix("Ủy ban nhân dân ").lower(): u for u in province.units.values()}
    for row in _rows("hanam_communes_2023.csv"):
        units.create_unit(
            official_name=row["official_name"],
            short_name=row["official_name"],
            kind="cap_xa",
            parent=by_name[row["district"].lower()],
            by=None,
        )


def _blocs(province: Province, only: set[str] | None) -> None:
    for data in json.loads((DATA / "blocs_hanam_2023.json").read_text(encoding="utf-8")):
        if only and data["code"] not in only:
            continue
        bloc = blocs.create_bloc(
            year=data["year"],
            code=data["code"],
            name=data["name"],
            verified="PLAUSIBLE" not in data["status"],
            source=_source(data["source"]),
            by=None,
        )
        leading = [BlocRole.LEADER, BlocRole.DEPUTY]
        for position, short_name in enumerate(data["members"]):
            role = leading[position] if position < 2 else BlocRole.MEMBER
            blocs.seat(bloc, province.units[short_name], role=role, valid_from=dt.date(data["year"], 1, 1), by=None)
        province.blocs.append(bloc)


def _people(province: Province) -> None:
    names = Names()
    for username, role, short_name, post in NAMED:
        person = _person(names, username, post)
        province.people[username] = person
        _seat(province, person, role, province.units[short_name])
    for username, role, short_name in ALSO:
        _seat(province, province.people[username], role, province.units[short_name])
    for unit in _competing(province):
        _officers(province, names, unit)
    # One hash for all: hashing two hundred times would cost most of the first start.
    User.objects.update(password=make_password(PASSWORD))


def _competing(province: Province) -> list[Unit]:
    return list(Unit.objects.filter(bloc_places__bloc__in=province.blocs).distinct().in_order())


def _officers(province: Province, names: Names, unit: Unit) -> None:
    """A clerk and a head for each unit that has none yet."""
    login = login_of(unit.label)
    if unit.pk not in province.clerks:
        _seat(province, _person(names, f"{login}.cb", "Cán bộ đầu mối thi đua"), Role.UNIT_CLERK, unit)
    if unit.pk not in province.heads:
        post = HEAD_POST.get(unit.kind, "Thủ trưởng")
        _seat(province, _person(names, f"{login}.tt", post), Role.UNIT_HEAD, unit)


def _person(names: Names, username: str, post: str) -> User:
    honorific, full_name = names.next()
    return accounts.create_account(
        username=username,
        full_name=full_name,
        honorific=honorific,
        position=post,
        email=f"{username}@hanam.example",
        by=None,
    )


def _seat(province: Province, person: User, role: str, unit: Unit) -> None:
    roles.grant(person, role=role, unit=unit, valid_from=dt.date(2023, 1, 1), by=None)
    if role == Role.UNIT_CLERK:
        province.clerks[unit.pk] = person
    elif role == Role.UNIT_HEAD:
        province.heads[unit.pk] = person

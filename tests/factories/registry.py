"""Awards of the small province, brought in as lists are."""

import datetime as dt

from awards.import_specs import read_awards
from awards.models import (
    AwardRecord,
    Collective,
    Household,
    Person,
    PersonDoubt,
    PersonPlace,
    RestrictionRecord,
    YearRating,
)
from awards.services.list_import import commit_awards
from awards.services.merging import merge_people

HEADER = "Họ và tên;Chức vụ;Đơn vị công tác;Phân loại;Hình thức khen thưởng;Số quyết định;Ngày quyết định;Thành tích"
CERTIFICATE = "Bằng khen của Chủ tịch UBND tỉnh"


def line(
    name: str, unit: str = "Sở Y tế", *, number: str = "12/QĐ-UBND", day: str = "05/3/2023", kind="Cá nhân"
) -> str:
    """One line of a list of decided awards."""
    return f"{name};Chuyên viên;{unit};{kind};{CERTIFICATE};{number};{day};Hoàn thành xuất sắc"


def bring_in(*lines: str, by=None):
    """Write a list; returns the result of the import."""
    result = read_awards("\n".join([HEADER, *lines]).encode(), "khen thưởng.csv")
    return commit_awards(result, by=by)


def registry_of(cast, family: str = "Lê") -> dict[str, int]:
    """An award of Sở Y tế, its person, a pair that waits to be looked at, a merge: their ids by name."""
    unit, other = cast.units["Sở Y tế"], cast.units["Sở Tài chính"]
    cuong, mai = f"{family} Văn Cường", f"{family} Thị Mai"
    for name in (cuong, mai):
        bring_in(line(name, unit.label), line(name, other.label, number="13/QĐ-UBND"))
    kept, gone = Person.objects.filter(full_name=mai).order_by("pk")
    merge = merge_people(kept, gone, reason="Điều động", by=cast.dha)
    record = AwardRecord.objects.filter(subject_text=cuong).order_by("pk").first()
    doubt = PersonDoubt.objects.get(state="open", first=record.person)
    collective = Collective.objects.create(name="Phòng Y", unit=unit, comparison_key="phong y", unit_key=f"#{unit.pk}")
    place = PersonPlace.objects.get(person=record.person, unit=unit)
    household = Household.objects.create(
        name=f"{family} Văn Bình", unit=unit, comparison_key=f"{family} van binh", unit_key=f"#{unit.pk}"
    )
    held = {"kind": "complaint", "starts_on": dt.date(2023, 2, 1)}
    restriction = RestrictionRecord.objects.create(person=record.person, basis="Công văn 5", **held)
    for subject in ({"person": record.person}, {"collective": collective}):
        YearRating.objects.create(year=2022, rating="HTT", **subject)
    found = {"award": record.pk, "person": record.person_id, "doubt": doubt.pk, "merge": merge.pk}
    found |= {"person_place": place.pk, "household": household.pk}
    return found | {"collective": collective.pk, "restriction": restriction.pk}

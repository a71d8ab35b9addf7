"""A large, seeded registry for measuring and for a province of full size: people, places, awards of decades, facts of a year.

Made by bulk inserts and the same for the same seed. Names are put together from common parts; nobody real is meant.
"""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from awards.models import AwardRecord, Person, PersonPlace, WorkYear, YearRating
from awards.services.people import built
from awards.services.record_words import save_words, searched_text
from emulation.base import vietnamese
from organisations.models import Unit

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Lý", "Đinh", "Trương")
MIDDLES = ("Văn", "Thị", "Đức", "Minh", "Ngọc", "Quang", "Thanh", "Hữu", "Thu", "Xuân", "Hồng", "Công", "Mạnh", "Thúy")
GIVEN = (
    "An", "Anh", "Bình", "Cường", "Dung", "Dũng", "Đạt", "Giang", "Hà", "Hải", "Hạnh", "Hiếu", "Hòa", "Huệ", "Hùng", "Hương",
    "Khánh", "Lan", "Linh", "Long", "Mai", "Nam", "Nga", "Oanh", "Phúc", "Quân", "Sơn", "Tâm", "Thảo", "Trang", "Tuấn", "Yến",
)  # fmt: skip
# Of a hundred awards of a unit's people: how many of each.
_MIX = ("LDTT",) * 62 + ("CSTDCS",) * 24 + ("BKT",) * 9 + ("CSTDT",) * 3 + ("BKTTG",) * 2
_TEXTS = {
    "LDTT": "Lao động tiên tiến",
    "CSTDCS": "Chiến sĩ thi đua cơ sở",
    "BKT": "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh",
    "CSTDT": "Chiến sĩ thi đua cấp tỉnh",
    "BKTTG": "Bằng khen của Thủ tướng Chính phủ",
}
AWARDS_EACH, YEARS, BATCH = 8, 20, 5_000


@dataclass(frozen=True)
class Filled:
    """How much was made."""

    people: int
    awards: int


def fill_registry(units: Sequence[Unit], *, awards: int, seed: int, last_year: int) -> Filled:
    """Awards of the twenty years up to `last_year`, eight to a person; memory does not grow with their number."""
    chance = random.Random(seed)  # noqa: S311 -- sample data
    made = people = 0
    while made < awards:
        group = _people(units, min(BATCH // AWARDS_EACH, -(-(awards - made) // AWARDS_EACH)), chance, last_year)
        records = list(_records(group, chance, last_year, awards - made))
        save_words(AwardRecord.objects.bulk_create(records, batch_size=500))
        made, people = made + len(records), people + len(group)
    return Filled(people, made)


def _people(units: Sequence[Unit], count: int, chance: random.Random, last_year: int) -> list[tuple[Person, Unit]]:
    """People with the unit where they work, rated and at work in the last year."""
    names = [f"{chance.choice(FAMILIES)} {chance.choice(MIDDLES)} {chance.choice(GIVEN)}" for _ in range(count)]
    rows = Person.objects.bulk_create(
        [built(full_name=name, birth_year=chance.randint(last_year - 58, last_year - 24)) for name in names]
    )
    group = [(person, chance.choice(units)) for person in rows]
    PersonPlace.objects.bulk_create(
        PersonPlace(
            person=p,
            unit=u,
            unit_text=u.official_name,
            unit_key=vietnamese.fold(u.official_name),
            position="Chuyên viên",
        )
        for p, u in group
    )
    ratings = ("HTXS", "HTT", "HTT", "HT")
    YearRating.objects.bulk_create(
        YearRating(person=p, year=last_year, rating=chance.choice(ratings), basis="Số liệu thử") for p, _ in group
    )
    WorkYear.objects.bulk_create(WorkYear(person=p, year=last_year, months_worked=12) for p, _ in group)
    return group


def _records(
    group: list[tuple[Person, Unit]], chance: random.Random, last_year: int, most: int
) -> Iterator[AwardRecord]:
    for person, unit in group:
        for year in sorted(chance.sample(range(last_year - YEARS + 1, last_year + 1), AWARDS_EACH)):
            if most <= 0:
                return
            most -= 1
            yield _record(person, unit, year, chance)


def _record(person: Person, unit: Unit, year: int, chance: random.Random) -> AwardRecord:
    award, number = chance.choice(_MIX), f"{chance.randint(1, 2999)}/QĐ-UBND"
    return AwardRecord(
        subject_kind="individual",
        person=person,
        subject_text=person.full_name,
        position="Chuyên viên",
        unit=unit,
        unit_text=unit.official_name,
        award=award,
        award_text=_TEXTS[award],
        decision_number=number,
        decided_on=dt.date(year + 1, 1, 15) + dt.timedelta(days=chance.randint(0, 60)),
        type="CONG_TRANG",
        year=year,
        search_key=searched_text(person.full_name, number),
        identity=f"thu-{person.pk}-{year}",
    )

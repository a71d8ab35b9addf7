"""What a person has to look at besides the standards of an award: of the dead, of foreigners."""

import datetime as dt
from dataclasses import dataclass

from awards.enums import CommendationType
from awards.law import basis, law, law_version
from awards.nominations.models import Nominee
from emulation.base.vietnamese import lower_first


@dataclass(frozen=True)
class Remark:
    """Something to look at. `blocks`: the file is not sent before it is settled."""

    sentence: str
    basis: str = ""
    blocks: bool = False


DEATH_MISSING = "Truy tặng cần ngày mất. Hãy ghi ở ô Ngày mất khi sửa đề nghị này."


def remarks_on(nominee: Nominee, day: dt.date) -> list[Remark]:
    """Of the dead and of foreigners; no query."""
    person = nominee.person
    if person is None:
        return []
    found = []
    if nominee.posthumous and person.died_on is None:
        found.append(Remark(DEATH_MISSING, blocks=True))
    if person.died_on and not nominee.posthumous:
        found.append(Remark(f"Hồ sơ ghi mất ngày {person.died_on:%d/%m/%Y}. Hãy đánh dấu truy tặng, hoặc sửa hồ sơ."))
    if person.nationality and nominee.type != CommendationType.FOREIGN:
        row = law().guidance[CommendationType.FOREIGN]
        kind = CommendationType(nominee.type).label.lower()
        said = f"{nominee.name} có quốc tịch {person.nationality}, đang đề nghị theo loại {kind}."
        cited = basis(law(), row, law_version(filed_on=day).version, day)
        found.append(Remark(f"{said} {row.name}: {lower_first(row.details['definition'])}", cited))
    return found

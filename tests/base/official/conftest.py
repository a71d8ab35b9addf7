"""A kind of document for tests: a decision about a unit."""

import pytest

from emulation.base.official import kinds, samples
from emulation.base.official.description import Annex, Column, Description, Signature, Table
from emulation.base.official.kinds import Kind

KEY = "quyet-dinh-thu"


@pytest.fixture
def decision(monkeypatch):
    """The kind, with as many names in its annex as `decision.names` says."""

    class Names:
        count = 1

    def describe(unit) -> Description:
        rows = tuple((str(n), f"Nguyễn Văn {n}") for n in range(1, Names.count + 1))
        table = Table((Column("STT", 10), Column("Họ và tên", 90)), rows)
        return Description(
            issuer="Ủy ban nhân dân tỉnh Hà Nam",
            place="Hà Nam",
            year=2023,
            type_name="Quyết định",
            subject=f"Về việc của {unit.label}",
            symbol="QĐ-UBND",
            draft=True,
            signatures=(Signature("Chủ tịch", "Trần Văn Bình"),),
            annexes=(Annex("DANH SÁCH", (table,)),),
        )

    kind = Kind(
        key=KEY,
        label="Quyết định thử",
        model_label="organisations.Unit",
        describe=describe,
        sample=samples.named,
        page=lambda unit: "/",
    )
    monkeypatch.setattr(kinds, "_kinds", kinds._kinds | {KEY: kind})
    return Names

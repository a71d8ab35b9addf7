"""What a province lays on top of the law: one document, one rule of it, one name."""

import datetime as dt

from awards.models import ProvinceRule, ProvinceText
from awards.services import province_law
from tests.factories import acting

TEXT = "Quyết định số 99/2023/QĐ-UBND của Ủy ban nhân dân tỉnh"


def text_of(cast, name: str = TEXT, **days) -> ProvinceText:
    """A document of the province."""
    return province_law.add_text(name=name, by=acting(cast.dha), **days)


def rule_of(cast, text: ProvinceText | None = None, **changed) -> ProvinceRule:
    """Two years of good work for Lao động tiên tiến, beyond what the nation asks."""
    fields = {
        "text": text or text_of(cast),
        "article": "khoản 1 Điều 5",
        "awards": ["LDTT"],
        "ask": "rated",
        "params": {"at_least": "HTT", "years": 2},
        "valid_from": dt.date(2023, 1, 1),
        "verified": True,
    }
    return province_law.add_rule(by=acting(cast.dha), **fields | changed)


def province_law_of(cast) -> dict[str, int]:
    """Ids by name."""
    rule = rule_of(cast)
    name = province_law.add_name(award="CTDT", name="Cờ đơn vị dẫn đầu", by=acting(cast.dha))
    return {"province_rule": rule.pk, "province_text": rule.text_id, "province_name": name.pk}

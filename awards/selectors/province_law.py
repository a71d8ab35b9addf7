"""The province's rules and names as the law reads them."""

import datetime as dt
import json
from functools import cached_property, lru_cache

from awards.enums import ProvinceAsk
from awards.law import Award, Rule, find_award, law, province_rule
from awards.law.rows import DOUBTFUL, SEEN, Text
from awards.models import ProvinceName, ProvinceRule, ProvinceText
from emulation.base.vietnamese import fold

FLAGS = {ProvinceAsk.UNITY: "flags.unity", ProvinceAsk.EXCEEDS: "flags.exceeds_targets"}


def check_of(ask: str, params: dict) -> dict:
    """What is asked, in words of the law's vocabulary."""
    if ask in FLAGS:
        return {"check": ask, "op": "flag", "fact": FLAGS[ask]}
    if ask == ProvinceAsk.BLOC_LEAD:
        return {"check": ask, "op": ask, "organised_by": ["province"]}
    return {"check": ask, "op": str(ask), **params}


def as_rule(row: ProvinceRule) -> Rule:
    """The rule as the engine reads it; LawDataError if it is not understood."""
    text = row.text
    days = [day and day.isoformat() for day in (text.issued, text.effective, text.ended)]
    document = {
        "code": row.code,
        "prefix": row.code,
        "awards": row.awards,
        "versions": list(law().versions),
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to and row.valid_to.isoformat(),
        "when": [{"kinds": row.kinds}] if row.kinds else [],
        "cites": [{"text": text_code(text), "article": row.article}],
        "tag": SEEN if row.verified else DOUBTFUL,
        "source": text.name,
        "checks": [check_of(row.ask, row.params)],
    }
    return _built(json.dumps(document), text_code(text), text.name, *days)


def text_code(text: ProvinceText) -> str:
    """The code of a text of the province."""
    return f"TINH-VB-{text.pk}"


@lru_cache(maxsize=500)
def _built(document: str, code: str, name: str, *days: str | None) -> Rule:
    """Kept for as long as nothing in it changes: a list of nominees reads the same rules again and again."""
    issued, effective, ended = (day and dt.date.fromisoformat(day) for day in days)
    text = Text(code=code, name=name, issued=issued, effective=effective, ended=ended, tag=SEEN, source=name)
    return province_rule(json.loads(document), {code: text})


def rules_in_use() -> list[Rule]:
    """Every rule of the province that was not withdrawn; each is asked by the day of filing. One query."""
    rows = ProvinceRule.objects.filter(withdrawn_at=None).select_related("text").order_by("pk")
    return [as_rule(row) for row in rows]


def name_key(name: str) -> str:
    """By which a name of the province is known, with or without quotation marks."""
    return fold(name.strip(' "“”'))


class NamesOfAwards:
    """Finds awards by the names of the law and of the province; the province's are read once."""

    @cached_property
    def _own(self) -> dict[str, str]:
        return dict(ProvinceName.objects.values_list("comparison_key", "award"))

    def find(self, name: str) -> Award | None:
        """The award of that name; the law's names come first."""
        found = find_award(name)
        return found or law().awards.get(self._own.get(name_key(name), ""))


def names_by_award() -> list[tuple[str, ProvinceName]]:
    """(name in the law, name of the province), in the order of the law."""
    order = list(law().awards)
    rows = sorted(ProvinceName.objects.all(), key=lambda row: (order.index(row.award), row.name))
    return [(law().awards[row.award].name, row) for row in rows]

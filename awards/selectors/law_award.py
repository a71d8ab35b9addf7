"""One award: everything the law and the province say of it on a day."""

import datetime as dt
from dataclasses import dataclass

from awards.eligibility.asked import asked, who
from awards.eligibility.principles import DECIDER_NAMES, KIND_NAMES
from awards.law import Award, Rule, basis, dossier_of, law, publicity_of, vote_law
from awards.law.rows import Law, Version
from awards.models import ProvinceName
from awards.money import award_money
from awards.selectors.law_words import TAGS, kind_names, posting_words, tag_of, version_on, vote_words
from awards.selectors.province_law import rules_in_use
from campaigns.scoring.figures import show


@dataclass(frozen=True)
class Asked:
    """A rule for readers: for whom, what, by which article."""

    who: str
    sentences: list[str]
    basis: str
    tag: tuple[str, str, str]


@dataclass(frozen=True)
class Pay:
    kind: str
    coefficient: str | None
    amount: int | None
    basis: str
    sure: bool


@dataclass(frozen=True)
class AwardPage:
    """Everything the law says of one award under the version of a day."""

    award: Award
    kinds: str
    names: list[str]
    version: Version
    rules: list[Asked]
    province: list[Asked]
    deciders: list[tuple[str, str]]
    documents: list[str]
    copies: int | None
    dossier_basis: str
    vote: str
    vote_basis: str
    posting: str
    posting_basis: str
    pays: list[Pay]


def award_page(code: str, day: dt.date) -> AwardPage:
    """What is asked for an award filed, accepted and decided on a day. Two queries."""
    rows, version = law(), version_on(day)
    award, dossier = rows.awards[code], dossier_of(code, version)
    vote, posting = vote_law(code, version, day), publicity_of(code, version)
    province = [rule for rule in rules_in_use() if rule.asks(code, version) and rule.holds_on(day)]
    return AwardPage(
        award=award,
        kinds=kind_names(award.kinds),
        names=[*award.aliases, *ProvinceName.objects.filter(award=code).values_list("name", flat=True)],
        version=rows.versions[version],
        rules=[_asked(rows, rule, version, day) for rule in rows.rules_of(code, version)],
        province=[_asked(rows, rule, version, day) for rule in province],
        deciders=[(DECIDER_NAMES[row.decider], basis(rows, row, version, day)) for row in rows.deciders_of(code, day)],
        documents=list(dossier.documents.values()),
        copies=dossier.copies,
        dossier_basis=basis(rows, dossier.row, version, day),
        vote=vote_words(vote.required, vote.ratio, vote.secret),
        vote_basis=vote.basis or "",
        posting=posting_words(posting),
        posting_basis=basis(rows, posting, version, day) if posting else "",
        pays=[_pay(rows, code, kind, version, day) for kind in award.kinds],
    )


def _asked(rows: Law, rule: Rule, version: str, day: dt.date) -> Asked:
    cited = dict.fromkeys(basis(rows, check, version, day) for check in rule.checks)
    doubt = max((tag_of(row) for row in (rule, *rule.checks)), key=("sure", "known", "open").index)
    return Asked(who(rule), [asked(check) for check in rule.checks], "; ".join(filter(None, cited)), TAGS[doubt])


def _pay(rows: Law, code: str, kind: str, version: str, day: dt.date) -> Pay:
    money = award_money(award=code, kind=kind, version=version, decided_on=day)
    cited = dict.fromkeys(basis(rows, row, version, day) for row in money.rows)
    coefficient = show(money.coefficient)
    return Pay(
        KIND_NAMES[kind],
        str(coefficient).replace(".", ",") if coefficient is not None else None,
        money.amount,
        "; ".join(filter(None, cited)),
        money.verified,
    )

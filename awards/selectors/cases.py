"""From what is on record to the question of the law: cases for `awards.eligibility`, a whole list at once.

The number of queries does not grow with the list. Nothing is guessed: an award whose achievement year or kind of commendation the
registry does not know is left out, and the assessment says so.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models import Q
from django.urls import reverse

from awards.eligibility import Case, Discipline, Grant, Initiative, Prospect, Restriction, Subject, prospects
from awards.eligibility.answer import judge
from awards.eligibility.words import RATING_NAMES
from awards.law import law
from awards.models import (
    AwardRecord,
    Collective,
    CompositionYear,
    DisciplineRecord,
    Household,
    InitiativeUse,
    Person,
    PersonPlace,
    RestrictionRecord,
    WorkYear,
    YearRating,
)
from awards.models import Initiative as InitiativeRow
from awards.selectors.claims import WORK, Assessment, Claim, Link, Told
from awards.selectors.people import chunks, standing_people
from awards.selectors.province_law import rules_in_use
from campaigns.bloc_scores.enums import RankingState
from campaigns.bloc_scores.models import Ranking
from organisations.models import Unit

# Of those who have the one title only a share may be proposed for the other: in a unit, in the province.
OF_UNIT, OF_PROVINCE = {"CSTDCS": "LDTT"}, {"CTDCP": "CTDT"}
SHARE_OF = OF_UNIT | OF_PROVINCE
ALL_PROVINCE = OF_PROVINCE.keys() | OF_PROVINCE.values()


# --- Reading ------------------------------------------------------------------------------------------------------------
class Records:
    """Everything on record of the subjects of some claims, read at once. Of claims `beside` only that they are asked for."""

    def __init__(self, claims: Sequence[Claim], beside: Sequence[Claim] = ()):
        everybody = _standing([*claims, *beside])
        self.claims, self.beside = everybody[: len(claims)], everybody[len(claims) :]
        claims = self.claims
        people = {c.person.pk for c in claims if c.person}
        collectives = {c.collective.pk for c in claims if c.collective}
        self.people, self.collectives = sorted(people), sorted(collectives)
        self.years = sorted({c.achievement_year for c in claims})
        self.units = sorted({c.collective.unit_id for c in claims if c.collective and c.collective.unit_id})
        self.awards = self._grouped(AwardRecord.objects.order_by("decided_on", "pk"))
        self.ratings = self._grouped(YearRating.objects.order_by("year"))
        self.restrictions = self._grouped(RestrictionRecord.objects.order_by("starts_on", "pk"))
        self.disciplines = self._grouped(DisciplineRecord.objects.order_by("decided_on", "pk"))
        self.work = self._of(WorkYear.objects.all(), "person_id", self.people)
        self.compositions = self._of(CompositionYear.objects.all(), "collective_id", self.collectives)
        self.initiatives = self._initiatives()
        self.ends = dict(Unit.objects.filter(pk__in=self.units).exclude(valid_to=None).values_list("pk", "valid_to"))
        self.ranks = self._ranks()
        self.having = self._having()

    def _grouped(self, rows) -> dict:
        """{("person", pk) or ("collective", pk): rows}."""
        found = defaultdict(list)
        for kind, ids in (("person", self.people), ("collective", self.collectives)):
            for part in chunks(ids):
                for row in rows.filter(**{f"{kind}__in": part}):
                    found[kind, getattr(row, f"{kind}_id")].append(row)
        return found

    def _of(self, rows, name: str, ids: Iterable[int]) -> dict:
        found = defaultdict(list)
        for part in chunks(ids):
            for row in rows.filter(**{f"{name}__in": part}):
                found[getattr(row, name)].append(row)
        return found

    def _initiatives(self) -> dict[int, list[tuple[InitiativeRow, list[InitiativeUse]]]]:
        through = InitiativeRow.authors.through
        rows = through.objects.select_related("initiative").order_by("pk")
        pairs = [pair for part in chunks(self.people) for pair in rows.filter(person_id__in=part)]
        having = sorted({pair.person_id for pair in pairs})
        uses = self._of(InitiativeUse.objects.all(), "person_id", having)
        found = defaultdict(list)
        for pair in pairs:
            mine = [use for use in uses[pair.person_id] if use.initiative_id == pair.initiative_id]
            found[pair.person_id].append((pair.initiative, mine))
        return found

    def _ranks(self) -> dict[tuple[int, int], tuple[int | None, Ranking]]:
        """{(unit, year): (rank, ranking)} from published rankings of the blocs of those years."""
        if not self.units:
            return {}
        rows = Ranking.objects.filter(
            state=RankingState.PUBLISHED,
            round__bloc__year__in=self.years,
            round__bloc__members__unit__in=self.units,
        )
        found = {}
        for ranking in rows.select_related("round__bloc").defer("source").distinct().order_by("computed_at", "pk"):
            for row in ranking.result["ranking"]:
                found[int(row["unit"]), ranking.round.bloc.year] = (row["rank"], ranking)
        return found

    def _having(self) -> dict[tuple, set]:
        """{(award, unit or None for the province, year): who has it on record or is asked for now}, revoked ones left out."""
        everybody = [*self.claims, *self.beside]
        if not any(claim.award in SHARE_OF for claim in self.claims):
            self.places: dict[int, list[PersonPlace]] = defaultdict(list)
            return {}
        asked = {c.person.pk for c in everybody if c.person and c.award in OF_UNIT}
        self.places = self._of(PersonPlace.objects.exclude(unit=None), "person_id", sorted(asked))
        units = {place.unit_id for places in self.places.values() for place in places}
        counted = Q(award__in=OF_UNIT.keys() | OF_UNIT.values(), unit__in=units)
        counted |= Q(award__in=OF_PROVINCE.keys() | OF_PROVINCE.values())
        rows = AwardRecord.objects.filter(counted, year__in=self.years, revoked_on=None)
        found = defaultdict(set)
        for award, unit, year, *subject in rows.values_list("award", "unit_id", "year", "person_id", "collective_id"):
            found[award, None if award in ALL_PROVINCE else unit, year].add(tuple(subject))
        for claim in everybody:
            if claim.award in SHARE_OF:
                subject = (claim.person and claim.person.pk, claim.collective and claim.collective.pk)
                found[claim.award, self.counted_in(claim), claim.achievement_year].add(subject)
        return found

    def counted_in(self, claim: Claim) -> int | None:
        """Where who has the award is counted: the unit of the person on the day of filing (the latest of several), or the province."""
        if claim.award in ALL_PROVINCE or claim.person is None:
            return None
        here = [place for place in self.places[claim.person.pk] if place.holds_on(claim.filed_on)]
        return max(here, key=lambda place: (place.valid_from or dt.date.min, place.pk)).unit_id if here else None


def _standing(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, each of the record that stands for its person today; no query where nobody was merged."""
    people = iter(standing_people([claim.person for claim in claims if claim.person]))
    return [replace(claim, person=next(people)) if claim.person else claim for claim in claims]


def _key(claim: Claim) -> tuple[str, int]:
    return ("person", claim.person.pk) if claim.person else ("collective", getattr(claim.collective, "pk", 0))


def case_of(claim: Claim, records: Records) -> tuple[Case, list[str]]:
    """The question for one claim, and what of the registry could not be used."""
    key, notes = _key(claim), []
    grants = tuple(filter(None, (_grant(row, notes) for row in records.awards[key])))
    subject = Subject(
        category=claim.category,
        ratings={row.year: row.rating for row in records.ratings[key]},
        grants=grants,
        initiatives=_initiatives_of(claim, records),
        restrictions=tuple(
            Restriction(f"subject.restrictions[{n}]", row.starts_on, row.ends_on, row.outcome or None)
            for n, row in enumerate(records.restrictions[key])
        ),
        disciplines=tuple(
            Discipline(f"subject.discipline[{n}]", row.ends_on) for n, row in enumerate(records.disciplines[key])
        ),
        dissolved_on=_dissolved(claim, records),
        facts=_facts(claim, records),
    )
    case = Case(
        award=claim.award,
        kind=claim.subject_kind,
        type=claim.type,
        limb=claim.limb,
        filed_on=claim.filed_on,
        accepted_on=claim.accepted_on,
        decided_on=claim.decided_on,
        day=claim.decided_on or claim.accepted_on or claim.filed_on,
        year=claim.achievement_year,
        prefer_newer_law=False,
        achievement_id=claim.achievement_id or None,
        decider=None,
        rounding=None,
        ratios={},
        subject=subject,
    )
    return case, notes


def _grant(row: AwardRecord, notes: list[str]) -> Grant | None:
    """An award of the registry as the law counts it; what the registry does not say is not guessed."""
    if row.award not in law().awards:
        return None
    family = law().awards[row.award].family
    # A title is given for regular work; a commendation whose kind is unknown may have been for anything.
    type_ = row.type or (WORK if family == "title" else "")
    year = row.year or (row.decided_on.year if family != "title" else None)
    if not type_ or not year:
        lacks = "loại khen thưởng" if not type_ else "năm thành tích"
        notes.append(f"{row.award_text} theo quyết định {row.decision_number} chưa ghi {lacks} nên chưa được tính.")
        return None
    return Grant(row.award, year, type_, row.decided_on, row.revoked_on, None)


def _initiatives_of(claim: Claim, records: Records) -> tuple[Initiative, ...]:
    if claim.person is None:
        return ()
    awards = law().awards
    return tuple(
        Initiative(
            path=f"subject.initiatives[{n}]",
            id=str(row.pk),
            year=row.year,
            scope=row.scope or None,
            certified=row.certified,
            uses=tuple(awards[use.award].family if use.award in awards else None for use in uses),
        )
        for n, (row, uses) in enumerate(records.initiatives[claim.person.pk])
    )


def _dissolved(claim: Claim, records: Records) -> dt.date | None:
    return records.ends.get(claim.collective.unit_id) if claim.collective and claim.collective.is_unit else None


_COUNTED = ("members", "ldtt", "completed", "cstdcs", "disciplined")


def _facts(claim: Claim, records: Records) -> dict[str, object]:
    found: dict[str, object] = {}
    year = claim.achievement_year
    if claim.person:
        for row in records.work[claim.person.pk]:
            if row.year == year:
                for name in ("months_worked", "maternity_months", "injury_months"):
                    found[f"employment.{name}"] = getattr(row, name)
    if claim.collective:
        for row in records.compositions[claim.collective.pk]:
            if row.year == year:
                found |= {f"composition.{name}": getattr(row, name) for name in _COUNTED}
                found |= {"flags.unity": row.unity, "flags.exceeds_targets": row.exceeds_targets}
        if claim.collective.is_unit and (place := records.ranks.get((claim.collective.unit_id, year))):
            found |= {"bloc.rank": place[0], "bloc.organised_by": "province"}
    found |= _share(claim, records)
    return {name: value for name, value in found.items() if value is not None}


def _share(claim: Claim, records: Records) -> dict[str, object]:
    """How many have the title of which only a share may be proposed, and how many the share is with those asked for now."""
    whole, where = SHARE_OF.get(claim.award), records.counted_in(claim)
    if whole is None or (claim.award in OF_UNIT and where is None):
        return {}
    having = records.having
    if not (base := len(having.get((whole, where, claim.achievement_year), ()))):
        return {}
    part = len(having[claim.award, where, claim.achievement_year])
    return {f"unit.{whole.lower()}": base, f"unit.{claim.award.lower()}": part}


# --- Answers ------------------------------------------------------------------------------------------------------------
def assess_claims(
    claims: Sequence[Claim], province: Sequence | None = None, beside: Sequence[Claim] = ()
) -> list[Assessment]:
    """The answer for each claim, in their order; a fixed number of queries for any number of claims.

    Asked by the national law and by the rules of the province on record, or by those that are given. Claims `beside` are of
    the same list: they count where the law counts who is asked for, and are not answered.
    """
    if not claims:
        return []
    records = Records(claims, beside)
    province = rules_in_use() if province is None else province
    return [_assess(claim, records, province) for claim in records.claims]


def _assess(claim: Claim, records: Records, province: Sequence) -> Assessment:
    case, notes = case_of(claim, records)
    answer, findings = judge(case, province)
    told = [
        Told(
            rule=row["rule"],
            passed=row["passed"],
            sentence=row["message"],
            basis=row["basis"],
            found=row["found"],
            required=row["required"],
            missing=tuple(row["missing"]),
            verified=row["verified"],
            links=_links(claim, records, finding.rows),
        )
        for row, finding in zip(answer["findings"], findings, strict=True)
    ]
    parts = ("law_version", "law_reason", "dossier", "vote", "publicity", "money", "deciders")
    return Assessment(claim, answer["verdict"], told, notes=notes, **{name: answer[name] for name in parts})


def _links(claim: Claim, records: Records, rows: Iterable) -> tuple[Link, ...]:
    """The records a check looked at: awards it counts, ratings, initiatives, the ranking."""
    found: list[Link] = []
    for row in rows:
        op, params = getattr(row, "op", ""), getattr(row, "params", {})
        if op in ("chain", "count", "had", "granted"):
            asked = params.get("awards") or [params["award"]]
            found += [_award_link(r) for r in records.awards[_key(claim)] if r.award in asked]
        elif op in ("rated", "rated_years"):
            found += [
                Link(f"Năm {r.year}: {RATING_NAMES[r.rating]}", _subject_url(claim))
                for r in records.ratings[_key(claim)]
            ]
        elif op == "initiatives" and claim.person:
            found += [Link(r.title, _subject_url(claim)) for r, _ in records.initiatives[claim.person.pk]]
        elif op == "bloc_lead" and claim.collective:
            place = records.ranks.get((claim.collective.unit_id, claim.achievement_year))
            found += [_ranking_link(place[1])] if place else []
    return tuple(found[:10])


def _award_link(row: AwardRecord) -> Link:
    return Link(f"{row.award_text}, {row.decision_number}", reverse("awards:award_record", args=[row.pk]))


def _ranking_link(ranking: Ranking) -> Link:
    return Link(str(ranking.round), reverse("bloc_scores:round_ranking", args=[ranking.round_id]))


def _subject_url(claim: Claim) -> str:
    name = "person" if claim.person else "collective"
    return reverse(f"awards:{name}", args=[claim.subject.pk])


def prospects_of(
    subject: Person | Collective | Household, *, year: int, filed_on: dt.date, province: Sequence | None = None
) -> list[Prospect]:
    """What a subject could be proposed for with the achievements up to a year, the nearest first."""
    name, award = {  # the award plays no part in the answer
        Person: ("person", "LDTT"),
        Collective: ("collective", "TTLDTT"),
        Household: ("household", "GDVH"),
    }[type(subject)]
    who = {name: subject}
    claim = Claim(award=award, filed_on=filed_on, achievement_year=year, **who)
    records = Records([claim])
    case, _ = case_of(records.claims[0], records)
    return prospects(case, rules_in_use() if province is None else province)

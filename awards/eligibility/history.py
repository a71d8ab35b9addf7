"""What the record of a subject amounts to: which awards count, how long a chain is, which years were good.

Only awards for merit in regular work count, not revoked, for years up to the one proposed. After a discipline that has
ended the counting starts anew with the next year.
"""

from awards.law.vocabulary import RATINGS, SCOPES

from .case import WORK, Case, Grant, Initiative

TITLE = "title"


class History:
    def __init__(self, case: Case):
        self.case = case
        ended = [item.ends_on.year for item in case.subject.disciplines if item.ends_on and item.ends_on <= case.day]
        self.restart = max(ended, default=0)  # years up to this one no longer count

    def _is_fresh(self, year: int) -> bool:
        return year > self.restart

    def counted(self, award: str) -> list[Grant]:
        return [
            grant
            for grant in self.case.subject.grants
            if grant.award == award and grant.type == WORK and grant.revoked_on is None and grant.year <= self.case.year
        ]

    def had(self, award: str) -> int:
        """Grants decided by the day of filing. A discipline does not take away what was granted before."""
        days = [grant.decided_on for grant in self.counted(award)]
        return sum(day is None or day <= self.case.filed_on for day in days)

    def years_with(self, award: str) -> set[int]:
        return {grant.year for grant in self.counted(award) if self._is_fresh(grant.year)}

    def chain(self, award: str) -> int:
        """Consecutive years with the award, counted back from the year proposed."""
        return self._run(self.years_with(award).__contains__)

    def count(self, award: str, years: int) -> int:
        return len(self.years_with(award) & set(self.window(years)))

    def window(self, years: int) -> range:
        """The last years, the one proposed included."""
        return range(self.case.year - years + 1, self.case.year + 1)

    def is_rated(self, year: int, at_least: str) -> bool | None:
        """None where the year has no rating on record."""
        if not self._is_fresh(year):
            return False
        rating = self.case.subject.ratings.get(year)
        return None if rating is None else RATINGS.index(rating) >= RATINGS.index(at_least)

    def rated_run(self, at_least: str) -> int:
        return self._run(lambda year: self.is_rated(year, at_least))

    def _run(self, is_good) -> int:
        year = self.case.year
        while year > 0 and is_good(year):
            year -= 1
        return self.case.year - year

    def initiatives(self, scope: str, family: str, years: int | None) -> tuple[int, list[str]]:
        """How many may be used, and what would have to be known of others for them to count as well."""
        usable, possible = set(), {}
        for place, initiative in enumerate(self.case.subject.initiatives):
            key = initiative.id or place
            verdict, missing = self._may_serve(initiative, scope, family, years)
            if verdict:
                usable.add(key)
            elif verdict is None:
                possible[key] = missing
        usable -= self._spent(family)
        doubtful = [path for key, paths in possible.items() if key not in usable for path in paths]
        return len(usable), doubtful

    def _spent(self, family: str) -> set[str]:
        """Written down twice, spent once: it is spent."""
        named = [item for item in self.case.subject.initiatives if item.id]
        return {item.id for item in named if _is_used(item, family)}

    def _may_serve(self, item: Initiative, scope: str, family: str, years) -> tuple[bool | None, list[str]]:
        answers = {
            "scope": None if item.scope is None else SCOPES.index(item.scope) >= SCOPES.index(scope),
            "certified": item.certified,
            "year": True if years is None else None if item.year is None else item.year in self.window(years),
            "used_for": _not(_is_used(item, family)),
        }
        if False in answers.values():
            return False, []
        missing = [f"{item.path}.{key}" for key, answer in answers.items() if answer is None]
        return (None, missing) if missing else (True, [])


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _is_used(item: Initiative, family: str) -> bool | None:
    """Whether its use so far bars it: any use for a commendation, for a title only one for a commendation."""
    if not item.uses:
        return False
    if family != TITLE or "commendation" in item.uses:
        return True
    return None if None in item.uses else False

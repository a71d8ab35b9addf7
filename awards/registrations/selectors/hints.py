"""What the law says of each line today, and what is still missing until the end of the year."""

from collections.abc import Sequence

from awards.law import law
from awards.models import Collective, Household, Person
from awards.registrations.selectors.content import Item, standing
from awards.selectors.cases import assess_claims
from awards.selectors.claims import Assessment, Claim
from emulation.base import clock

MODELS = {
    "individual": ("person", Person),
    "collective": ("collective", Collective),
    "household": ("household", Household),
}


def misfit(kind: str, award: str) -> str:
    """Why an award cannot be registered for this kind of subject; '' when it can."""
    row = law().awards.get(award)
    if row is None:
        return "Danh hiệu, hình thức này không có trong danh mục. Hãy chọn danh hiệu, hình thức khác."
    if kind in row.kinds:
        return ""
    words = {"individual": "cá nhân", "collective": "tập thể", "household": "hộ gia đình"}
    theirs = ", ".join(words[one] for one in row.kinds if one in words) or "đối tượng khác"
    return f"{row.name} dành cho {theirs}, không đăng ký cho {words[kind]}. Hãy chọn danh hiệu, hình thức khác."


def award_choices(kind: str) -> list[tuple[str, str]]:
    """Code and name of every award that this kind of subject can register."""
    return [(row.code, row.name) for row in law().awards.values() if kind in row.kinds]


def outlooks(items: Sequence[Item], year: int) -> list[Assessment | None]:
    """For each line what is met and what is missing for the achievements of the year, by the law for a dossier filed today."""
    now = standing(items)
    found: dict[str, dict] = {}
    for kind, (_, model) in MODELS.items():
        ids = {now.get(item.subject, item.subject) for item in items if item.kind == kind}
        rows = model.objects.select_related("unit") if kind == "collective" else model.objects.all()
        found[kind] = rows.in_bulk(sorted(ids)) if ids else {}
    claims: list[Claim | None] = []
    for item in items:
        subject = found[item.kind].get(now.get(item.subject, item.subject))
        fits = subject is not None and not misfit(item.kind, item.award)
        who = {MODELS[item.kind][0]: subject}
        claims.append(Claim(item.award, filed_on=clock.today(), achievement_year=year, **who) if fits else None)
    answers = iter(assess_claims([claim for claim in claims if claim]))
    return [next(answers) if claim else None for claim in claims]

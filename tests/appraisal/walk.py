"""Dossiers for tests, walked there through nominations, services and workflow. Files are of Sở Y tế unless said."""

from awards.appraisal.models import Dossier
from awards.appraisal.selectors.findings import articles_of, checked_of, points_of
from awards.appraisal.services import dossiers
from awards.appraisal.workflows import DOSSIER
from awards.nominations.models import NominationFile
from awards.nominations.services import nominees as nomination_services
from awards.nominations.workflows import NOMINATION
from organisations.enums import Role
from tests.factories import acting, make_person
from tests.nominations import walk

WORK = {"verdict": "supported", "lower_award": "", "reason": "", "note": "Đã đối chiếu bản giấy"}


def received(cast, *, more=0, blocked=0, **fields) -> NominationFile:
    """A received file: Lê Minh Tuấn, for whom the law finds nothing, `more` like him, `blocked` whom the head insists on."""
    file = walk.complete(cast, endorsed_by_bloc=False, **fields)
    for number in range(more):
        walk.nominate(cast, file, walk.person(cast, f"Trần Thị Mai {number}"))
    for number in range(blocked):
        row = walk.nominate(cast, file, walk.person(cast, f"Phạm Văn Nam {number}"), "CSTDT")
        nomination_services.override(row, reason="Thành tích nổi bật", by=acting(cast.head))
    NOMINATION.perform(walk.fresh(file), "submit", by=acting(cast.head))
    NOMINATION.perform(walk.fresh(file), "receive", by=acting(cast.dha))
    return walk.fresh(file)


def dossier(cast, **fields) -> Dossier:
    return of(received(cast, **fields))


def of(file: NominationFile, name: str = "Lê Minh Tuấn") -> Dossier:
    return Dossier.objects.for_page().get(nominee__file=file, nominee__name=name)


def fresh(row: Dossier) -> Dossier:
    return Dossier.objects.for_page().get(pk=row.pk)


def colleague(cast, name="dha2", role=Role.DHA_CLERK):
    """Another person at Sở Nội vụ."""
    return make_person(name, role, cast.units["Sở Nội vụ"])


def written(cast, row: Dossier, *, by=None, all_seen=True, articles=(), **work) -> Dossier:
    """The officer's work, with everything looked at."""
    row = fresh(row)
    checked = checked_of(row)
    seen = [point.code for point in points_of(checked)] if all_seen else []
    known = {one["rule"]: one for one in articles_of(checked)}
    values = WORK | work | {"articles": [known[rule] for rule in articles], "seen": seen}
    return dossiers.save_work(row, version=row.version, checked=checked, by=acting(by or cast.dha), **values)


def proposed(cast, row: Dossier, *, by=None, **work) -> Dossier:
    written(cast, row, by=by, **work)
    DOSSIER.perform(row, "propose", by=acting(by or cast.dha))
    return fresh(row)


def appraised(cast, row: Dossier, **work) -> Dossier:
    proposed(cast, row, **work)
    DOSSIER.perform(row, "agree", by=acting(cast.dha_head))
    return fresh(row)

"""One object of each kind at the desk, for the table of addresses, and which of them an address is about."""

from awards.appraisal.models import Agency, Limit, Posting, PostingComment
from awards.appraisal.services import assignment, opinions
from emulation.base import clock
from tests.appraisal.walk import dossier
from tests.factories import acting
from tests.nominations.walk import MORNING

APPRAISAL_PREFIXES = {
    "appraisal.desk": "dossier",
    "appraisal.hold": "dossier",
    "appraisal.ask": "appraised_file",
    "appraisal.agency_edit": "agency",
    "appraisal.opinion_answer": "opinion",
    "appraisal.table": "council_session",
    "appraisal.posting_withdraw": "posting",
    "appraisal.posting_comment": "posting_comment",
    "appraisal.posting_comment_new": "posted_item",
    "appraisal.file": "appraised_file",
    "appraisal.outcome": "appraised_file",
    "appraisal.limit_edit": "limit",
    "appraisal.field_remove": "field",
    "appraisal.own_record": "desk_officer",
}


def appraisal_objects(cast) -> dict:
    """A received file with its dossier, a limit, somebody who looks after a bloc."""
    with clock.at(MORNING):
        row = dossier(cast, name=f"Đợt đã tiếp nhận, {cast.bloc.name}")
        by = acting(cast.dha_head)
        field = assignment.set_field(bloc=cast.bloc, kind="", officer=cast.dha, by=by)
        asked = cast.units["Sở Xây dựng"]
        agency = Agency.objects.create(name=asked.label, matter="x", unit=asked, basis="QĐ")
        opinions.ask(row.nominee.file, [agency], by=by)
        posting = Posting.objects.create(starts=clock.today(), until=clock.today())
        item = posting.items.create(dossier=row, award=row.nominee.award)
        comment = PostingComment.objects.create(item=item, sender="x", contact="x", received_on=clock.today(), text="x")
    return {
        "posting": posting.pk,
        "posted_item": item.pk,
        "posting_comment": comment.pk,
        "agency": agency.pk,
        "opinion": agency.opinions.get().pk,
        "dossier": row.pk,
        "appraised_file": row.nominee.file_id,
        "limit": Limit.objects.first().pk,
        "field": field.pk,
        "desk_officer": cast.dha.pk,
    }

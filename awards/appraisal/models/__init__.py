from awards.appraisal.models.dossiers import Dossier, FieldOfficer, OwnRecord
from awards.appraisal.models.holds import Hold, Tabled
from awards.appraisal.models.limits import Limit
from awards.appraisal.models.opinions import Agency, Opinion
from awards.appraisal.models.postings import PostedItem, Posting, PostingComment

__all__ = [
    "Agency",
    "Dossier",
    "FieldOfficer",
    "Hold",
    "Limit",
    "Opinion",
    "OwnRecord",
    "PostedItem",
    "Posting",
    "PostingComment",
    "Tabled",
]

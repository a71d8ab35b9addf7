from awards.appraisal.models.dossiers import Dossier, FieldOfficer, OwnRecord
from awards.appraisal.models.limits import Limit

__all__ = ["Dossier", "FieldOfficer", "Limit", "OwnRecord"]

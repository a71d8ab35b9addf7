from awards.appraisal.models.dossiers import Dossier, FieldOfficer, OwnRecord
from awards.appraisal.models.holds import Hold, Tabled
from awards.appraisal.models.limits import Limit

__all__ = ["Dossier", "FieldOfficer", "Hold", "Limit", "OwnRecord", "Tabled"]

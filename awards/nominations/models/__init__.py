from awards.nominations.models.files import NominationFile, NominationSnapshot
from awards.nominations.models.nominees import Nominee, NomineeEvidence, NomineePaper
from awards.nominations.models.routes import Route, RouteExtension

__all__ = [
    "NominationFile",
    "NominationSnapshot",
    "Nominee",
    "NomineeEvidence",
    "NomineePaper",
    "Route",
    "RouteExtension",
]

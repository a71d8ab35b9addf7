from awards.models.collectives import Collective, Household
from awards.models.people import Person, PersonDoubt, PersonMerge, PersonPlace
from awards.models.registry import AwardRecord, ListedNominee, ListSource, RecordWord

__all__ = [
    "AwardRecord",
    "Collective",
    "Household",
    "ListSource",
    "ListedNominee",
    "Person",
    "PersonDoubt",
    "PersonMerge",
    "PersonPlace",
    "RecordWord",
]

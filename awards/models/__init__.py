from awards.models.acclaims import Acclaim, AcclaimNominee, AcclaimShare, unit_key
from awards.models.ballots import (
    BallotBox,
    BallotOption,
    CountedCode,
    Envelope,
    NamedPaper,
    Paper,
    Voter,
    VoterMark,
)
from awards.models.collectives import Collective, Household
from awards.models.facts import (
    CompositionYear,
    DisciplineRecord,
    Initiative,
    InitiativeUse,
    RestrictionRecord,
    WorkYear,
    YearRating,
)
from awards.models.people import Person, PersonDoubt, PersonMerge, PersonPlace
from awards.models.province import ProvinceName, ProvinceRule, ProvinceText
from awards.models.registry import AwardRecord, ListedNominee, ListSource, RecordWord

__all__ = [
    "Acclaim",
    "AcclaimNominee",
    "AcclaimShare",
    "AwardRecord",
    "BallotBox",
    "BallotOption",
    "Collective",
    "CompositionYear",
    "CountedCode",
    "DisciplineRecord",
    "Envelope",
    "Household",
    "Initiative",
    "InitiativeUse",
    "ListSource",
    "ListedNominee",
    "NamedPaper",
    "Paper",
    "Person",
    "PersonDoubt",
    "PersonMerge",
    "PersonPlace",
    "ProvinceName",
    "ProvinceRule",
    "ProvinceText",
    "RecordWord",
    "RestrictionRecord",
    "Voter",
    "VoterMark",
    "WorkYear",
    "YearRating",
    "unit_key",
]

"""What was read of a file with a criteria table."""

from dataclasses import dataclass, field

from emulation.base.spreadsheets import ImportResult


@dataclass
class Proposal:
    """One part or criterion as it was understood, and where it stands in the file."""

    code: str
    title: str
    depth: int
    sheet: str | None
    row: int
    kind: str  # '' for a part
    role: str
    max: str | None
    rule: list[str] = field(default_factory=list)
    note: str = ""
    warnings: list[str] = field(default_factory=list)

    def to_dict(self) -> dict:
        return dict(self.__dict__)


@dataclass
class CriteriaResult(ImportResult):
    """The rows of the file with their faults, the document they make, and each node with its place."""

    document: dict | None = None
    proposals: list[Proposal] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def to_dict(self) -> dict:
        tree = [one.to_dict() for one in self.proposals]
        return super().to_dict() | {"table": self.document, "tree": tree, "remarks": self.remarks}

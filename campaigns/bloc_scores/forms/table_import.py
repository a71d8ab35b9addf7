"""What is said of a table that was read: whose it is, and for each row how it gives points and how many."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms

from campaigns.bloc_scores.enums import CriterionKind, NodeRole
from campaigns.bloc_scores.forms.tables import points
from campaigns.forms.campaigns import year_field
from emulation.base.forms import OfficeForm, ParagraphField, TextField
from emulation.base.list_imports import ListFileForm
from organisations.models import Bloc

# Kinds that need nothing but a maximum; the others are offered where they were read.
PLAIN = ("free", "boolean", "proportional", "reverse", "relative", "disqualify")
NEED_MAX = ("proportional", "reverse", "relative", "bands", "checklist", "boolean", "grade", "free")


class CriteriaFileForm(ListFileForm):
    """A file with a criteria table."""

    file = forms.FileField(
        label="Tệp bảng tiêu chí",
        help_text="XLSX hoặc DOCX, không quá 10 MB",
        error_messages={"required": "Chưa chọn tệp. Hãy chọn tệp có bảng tiêu chí rồi bấm Đọc thử."},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.docx"}),
    )


@dataclass
class Line:
    """A row of the tree with its fields."""

    row: dict
    kind: forms.BoundField | None
    most: forms.BoundField | None
    role: str

    @property
    def level(self) -> int:
        return min(self.row["depth"], 4)

    @property
    def place(self) -> str:
        """Where it stands in the file."""
        return f"{self.row['sheet']}, dòng {self.row['row']}"


class ReadTableForm(OfficeForm):
    """The head of the new table and one line for each row that was read."""

    title = TextField(label="Tên bảng", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    bloc = forms.ModelChoiceField(label="Dùng cho", queryset=Bloc.objects.none(), required=False)
    year = year_field()
    declared_total = points("Tổng điểm chuẩn")
    basis = ParagraphField(label="Căn cứ", required=False, rows=2, max_length=2000)
    lock = forms.BooleanField(
        label="Khóa điểm của các phần",
        required=False,
        help_text="Khi chép bảng mẫu, khối chia tiêu chí bên dưới nhưng không đổi được điểm của phần.",
    )

    def __init__(self, *args, blocs, tree: list[dict], for_all: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.tree = tree
        self.fields["bloc"].queryset = blocs
        self.fields["bloc"].label_from_instance = lambda bloc: f"{bloc.name} ({bloc.year})"
        self.fields["bloc"].empty_label = "Bảng mẫu dùng chung" if for_all else None
        self.fields["bloc"].required = not for_all
        if not for_all:
            del self.fields["lock"]
        for n, row in enumerate(tree):
            self.fields |= _fields_of(n, row)

    def layout(self) -> Layout:
        """The head only; the template draws the lines."""
        rest = ["lock"] if "lock" in self.fields else []
        return Layout("title", Row(Column("bloc"), Column("year"), Column("declared_total")), "basis", *rest)

    def lines(self) -> list[Line]:
        """The tree with its fields."""
        return [
            Line(
                row,
                self[f"kind_{n}"] if row["kind"] else None,
                self[f"max_{n}"],
                "" if row["role"] == "standard" else NodeRole(row["role"]).label,
            )
            for n, row in enumerate(self.tree)
        ]

    def kinds(self) -> dict[str, str]:
        """{code: kind} of the criteria."""
        return {row["code"]: self.cleaned_data[f"kind_{n}"] for n, row in enumerate(self.tree) if row["kind"]}

    def most(self) -> dict[str, Decimal | None]:
        """{code: maximum}, also of parts."""
        return {row["code"]: self.cleaned_data[f"max_{n}"] for n, row in enumerate(self.tree)}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for n, row in enumerate(self.tree):
            kind = data.get(f"kind_{n}", row["kind"])
            if row["role"] == "standard" and data.get(f"max_{n}") is None and kind != "disqualify":
                if f"max_{n}" not in self.errors:
                    self.add_error(f"max_{n}", f"Mục {row['code']}: hãy ghi điểm tối đa.")
            elif kind in NEED_MAX and kind != "free" and data.get(f"max_{n}") is None and f"max_{n}" not in self.errors:
                self.add_error(f"max_{n}", f"Mục {row['code']}: cách tính này cần điểm tối đa.")
        return data


def _fields_of(n: int, row: dict) -> dict[str, forms.Field]:
    name = f"{row['code']}. {row['title'][:60]}"
    most = points(f"Điểm tối đa, mục {name}", initial=None if row["max"] is None else Decimal(row["max"]))
    most.widget.attrs |= {"class": "form-control form-control-sm num", "size": 6}
    found: dict[str, forms.Field] = {f"max_{n}": most}
    if row["kind"]:
        offered = [row["kind"], *(kind for kind in PLAIN if kind != row["kind"])]
        found[f"kind_{n}"] = forms.ChoiceField(
            label=f"Cách tính, mục {name}",
            choices=[(kind, CriterionKind(kind).label) for kind in offered],
            initial=row["kind"],
            widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
        )
    return found

"""The page of a move that needs words: the reason, and for a return the sections to be mended."""

from dataclasses import dataclass

from django import forms

from campaigns.forms.paper_parts import long_text
from emulation.base.workflow import Transition

# Moves that give a paper back to be mended.
RETURNS = frozenset({"head_return", "bloc_return", "dha_return", "reopen"})


@dataclass
class Mark:
    """One section in the list of a return: its checkbox, its note, and what was sent."""

    section: dict
    title: str
    flag: forms.BoundField
    note: forms.BoundField


class MoveForm(forms.Form):
    """Reason, and marks on sections. A note on a section marks it, with or without its checkbox."""

    def __init__(self, data=None, *, move: Transition, sections: list[dict]):
        super().__init__(data, auto_id="%s", use_required_attribute=False)
        self.sections = sections if move.name in RETURNS else []
        label = move.note_label[:1].upper() + move.note_label[1:]
        self.fields["note"] = long_text(2000, label=label, rows=4)
        self.fields["note"].required = True
        self.fields["note"].error_messages["required"] = f"Còn để trống. Hãy ghi {move.note_label}."
        for s in self.sections:
            self.fields[f"flag-{s['id']}"] = forms.BooleanField(required=False, label=f"Cần sửa {section_name(s)}")
            self.fields[f"why-{s['id']}"] = long_text(
                1000, counted=False, label=f"Chỗ cần sửa ở {section_name(s)}", rows=2
            )

    def marks(self) -> list[Mark]:
        """In the order of the paper."""
        return [
            Mark(s, section_title(s), self[f"flag-{s['id']}"], self[f"why-{s['id']}"])
            for s in self.sections
            if len(self.sections) > 1
        ]

    def flags(self) -> dict[str, str]:
        """{section id: what to mend} of the marked sections."""
        data = self.cleaned_data
        return {
            str(s["id"]): data[f"why-{s['id']}"]
            for s in self.sections
            if data[f"flag-{s['id']}"] or data[f"why-{s['id']}"]
        }


def section_name(section: dict) -> str:
    """“nhiệm vụ 3”, within a sentence."""
    return f"nhiệm vụ {section['order']}" if section["task_id"] else "phần nội dung"


def section_title(section: dict) -> str:
    """“Nhiệm vụ 3. …”, as a heading."""
    return f"Nhiệm vụ {section['order']}. {section['title']}" if section["task_id"] else "Nội dung báo cáo"

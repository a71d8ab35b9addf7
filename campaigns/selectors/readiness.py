"""Readiness: what is still missing before a campaign is launched or a paper is sent, each with a link to its place."""

from dataclasses import dataclass

from django.urls import reverse

from campaigns.enums import DutyAudience, PeriodPurpose, SubmissionKind
from campaigns.models import Campaign, Submission
from campaigns.selectors.papers import Paper, paper_of
from campaigns.selectors.participants import units_taking_part


@dataclass(frozen=True)
class Item:
    """One line of a readiness list. state: missing | done | info. url: fragment or address of the place."""

    state: str
    text: str
    url: str = ""
    note: str = ""

    @property
    def is_missing(self) -> bool:
        return self.state == "missing"


def of_campaign(campaign: Campaign) -> list[Item]:
    """What a campaign needs before launch, each with the page on which it is mended."""
    tasks = campaign.tasks.count()
    units = units_taking_part(campaign).count()
    purposes = list(campaign.periods.values_list("purpose", flat=True))
    plans, reports = purposes.count(PeriodPurpose.PLAN), purposes.count(PeriodPurpose.REPORT)
    periods = reverse("campaigns:period_new", args=[campaign.pk])
    items = [
        _line(tasks, f"{tasks} nhiệm vụ", "Chưa có nhiệm vụ nào.", reverse("campaigns:task_new", args=[campaign.pk])),
        _line(
            units,
            f"{units} đơn vị tham gia",
            "Chưa chọn đơn vị tham gia.",
            reverse("campaigns:campaign_units_edit", args=[campaign.pk]),
        ),
        _line(plans, "Có kỳ nộp kế hoạch", "Chưa đặt hạn nộp kế hoạch.", f"{periods}?loai=plan"),
        _line(reports, f"{reports} kỳ báo cáo", "Chưa đặt kỳ báo cáo nào.", f"{periods}?loai=report"),
        *_of_directive(campaign),
        *_of_duties(campaign),
    ]
    if not campaign.indicators.exists():
        items.append(Item("info", "Chưa có chỉ tiêu bằng số", "#nhiem-vu", "Có thể thêm sau khi phát động."))
    return sorted(items, key=lambda i: ["missing", "done", "info"].index(i.state))


def _of_directive(campaign: Campaign) -> list[Item]:
    directive = campaign.directive
    if directive is None:
        return []
    url = reverse("campaigns:directive_review", args=[directive.pk])
    known = bool(directive.number and directive.issued_on)
    return [_line(known, f"Chỉ thị số {directive.number}", "Chưa ghi số và ngày ban hành chỉ thị.", url)]


def _of_duties(campaign: Campaign) -> list[Item]:
    unnamed = list(campaign.duties.filter(audience=DutyAudience.NAMED, units=None).order_by("order"))
    if unnamed:
        url = reverse("campaigns:duty_edit", args=[unnamed[0].pk])
        return [Item("missing", f"{len(unnamed)} phân công chưa chọn đơn vị thực hiện.", url)]
    if campaign.duties.exists():
        return [Item("done", "Mọi phân công đã có đơn vị", "#phan-cong")]
    return []


def of_submission(submission: Submission) -> list[Item]:
    """What a plan or report needs before it goes out, and what may be looked at."""
    paper = paper_of(submission)
    sections = paper.sections
    word = {"plan": "mục tiêu, biện pháp", "report": "kết quả"}.get(submission.kind, "kết quả thực hiện")
    items = []
    for section in sections:
        if not section.content.strip():
            name = f"Nhiệm vụ {section.task.order}" if section.task else "Phân công"
            items.append(Item("missing", f"{name} chưa có {word}.", f"#s{section.pk}-content"))
    written = sum(bool(s.content.strip()) for s in sections)
    if sections and written == len(sections):
        items.append(Item("done", f"{written} trên {len(sections)} phần đã có nội dung"))
    if not sections:
        items.append(Item("missing", "Chưa soạn nội dung.", "#noi-dung"))
    return sorted(items + _of_figures(paper), key=lambda i: ["missing", "done", "info"].index(i.state))


def _of_figures(paper: Paper) -> list[Item]:
    rows = paper.figures
    items, filled = [], 0
    for row in rows:
        value = row.own
        filled += bool(value and value.value is not None)
        for finding in row.findings(value):
            explained = bool(value and value.explanation.strip())
            must = finding.code in ("below_assigned", "missing") and not explained
            text = f"{row.indicator.name}: {finding.message}"
            detail = "Đã giải trình" if explained else "" if must else "Nên giải trình, không bắt buộc"
            items.append(Item("missing" if must else "info", text, f"#chi-tieu-{row.indicator.pk}", detail))
    if rows and paper.submission.kind == SubmissionKind.REPORT:
        items.append(Item("done" if filled == len(rows) else "info", f"{filled} trên {len(rows)} chỉ tiêu có số"))
    return items


def signed_document(submission: Submission) -> list[Item]:
    """The signed document, where the period asks for it."""
    if not submission.period_id or not submission.period.document_required:
        return []
    has = any(e.signed for e in paper_of(submission).evidence)
    return [_line(has, "Đã đính kèm bản ký", "Chưa đính kèm bản ký, đóng dấu.", "#ban-ky")]


def _line(good, done: str, missing: str, anchor: str) -> Item:
    return Item("done", done, anchor) if good else Item("missing", missing, anchor)

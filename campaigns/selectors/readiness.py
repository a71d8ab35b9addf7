"""Readiness: what is still missing before a campaign is launched or a paper is sent, each with a link to its place."""

from dataclasses import dataclass

from campaigns.enums import DutyAudience, PeriodPurpose, SubmissionKind
from campaigns.models import Campaign, Submission
from campaigns.selectors.figures import Figures


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
    """What a campaign needs before launch."""
    tasks = campaign.tasks.count()
    rules = campaign.participant_rules.count()
    reports = campaign.periods.filter(purpose=PeriodPurpose.REPORT).count()
    plans = campaign.periods.filter(purpose=PeriodPurpose.PLAN).count()
    items = [
        _line(tasks, f"{tasks} nhiệm vụ", "Chưa có nhiệm vụ nào.", "#nhiem-vu"),
        _line(rules, "Đã chọn đơn vị tham gia", "Chưa chọn đơn vị tham gia.", "#don-vi"),
        _line(plans, "Có kỳ nộp kế hoạch", "Chưa đặt hạn nộp kế hoạch.", "#ky"),
        _line(reports, f"{reports} kỳ báo cáo", "Chưa đặt kỳ báo cáo nào.", "#ky"),
    ]
    directive = campaign.directive
    if directive:
        known = bool(directive.number and directive.issued_on)
        items.append(
            _line(known, f"Chỉ thị số {directive.number}", "Chưa ghi số và ngày ban hành chỉ thị.", "#chi-thi")
        )
    unnamed = campaign.duties.filter(audience=DutyAudience.NAMED, units=None).count()
    if campaign.duties.exists():
        items.append(
            _line(
                not unnamed,
                "Mọi phân công đã có đơn vị",
                f"{unnamed} phân công chưa chọn đơn vị thực hiện.",
                "#phan-cong",
            )
        )
    if not campaign.indicators.exists():
        items.append(Item("info", "Chưa có chỉ tiêu bằng số", "#chi-tieu", "Có thể thêm sau khi phát động."))
    return sorted(items, key=lambda i: ["missing", "done", "info"].index(i.state))


def of_submission(submission: Submission) -> list[Item]:
    """What a plan or report needs before it goes out, and what may be looked at."""
    sections = list(submission.sections.select_related("task").order_by("task__order"))
    word = {"plan": "mục tiêu, biện pháp", "report": "kết quả"}.get(submission.kind, "kết quả thực hiện")
    items = []
    for section in sections:
        if not section.content.strip():
            name = f"Nhiệm vụ {section.task.order}" if section.task else "Phân công"
            items.append(Item("missing", f"{name} chưa có {word}.", f"#phan-{section.pk}"))
    written = sum(bool(s.content.strip()) for s in sections)
    if sections and written == len(sections):
        items.append(Item("done", f"{written} trên {len(sections)} phần đã có nội dung"))
    if not sections:
        items.append(Item("missing", "Chưa soạn nội dung.", "#noi-dung"))
    return sorted(items + _of_figures(submission), key=lambda i: ["missing", "done", "info"].index(i.state))


def _of_figures(submission: Submission) -> list[Item]:
    rows = Figures(submission).rows()
    kept = {v.indicator_id: v for v in submission.values.all()}
    items, filled = [], 0
    for row in rows:
        value = kept.get(row.indicator.pk)
        filled += bool(value and value.value is not None)
        for finding in row.findings(value):
            explained = bool(value and value.explanation.strip())
            must = finding.code in ("below_assigned", "missing") and not explained
            text = f"{row.indicator.name}: {finding.message}"
            detail = "Đã giải trình" if explained else "" if must else "Nên giải trình, không bắt buộc"
            items.append(Item("missing" if must else "info", text, f"#chi-tieu-{row.indicator.pk}", detail))
    if rows and submission.kind == SubmissionKind.REPORT:
        items.append(Item("done" if filled == len(rows) else "info", f"{filled} trên {len(rows)} chỉ tiêu có số"))
    return items


def signed_document(submission: Submission) -> list[Item]:
    """The signed document, where the period asks for it."""
    if not submission.period_id or not submission.period.document_required:
        return []
    has = submission.evidence.filter(signed=True).exists()
    return [_line(has, "Đã đính kèm bản ký", "Chưa đính kèm bản ký, đóng dấu.", "#ban-ky")]


def _line(good, done: str, missing: str, anchor: str) -> Item:
    return Item("done", done, anchor) if good else Item("missing", missing, anchor)

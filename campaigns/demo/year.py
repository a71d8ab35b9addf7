"""The year 2023 in the demo: directive, campaign, plans, reports, duties, each step on its day through the services."""

import datetime as dt
import io
import random
from decimal import Decimal
from pathlib import Path

import campaigns
from campaigns.demo import texts
from campaigns.demo.province import Province
from campaigns.enums import DutyAudience, PeriodPurpose, SubmissionKind
from campaigns.models import Campaign, Indicator, Submission
from campaigns.services import campaigns as campaign_services
from campaigns.services import copying, directive_items, directives, periods, submissions
from campaigns.workflows import CAMPAIGN, SUBMISSION
from emulation.base import clock
from organisations.enums import DHA_ROLES, UNIT_ROLES, Role
from organisations.models import User

YEAR = 2023
DATA = Path(campaigns.__file__).parent / "demo_data"
ILLUSTRATION = "Số minh họa của bản chạy thử."

# Periods with illustrative deadlines: (purpose, name, last month, rule fields).
PERIODS = [
    (
        PeriodPurpose.PLAN,
        "Kế hoạch thi đua năm 2023",
        12,
        {"rule": "fixed", "day": 31, "month": 3, "document_required": True},
    ),
    (PeriodPurpose.REPORT, "Báo cáo quý I năm 2023", 3, {"rule": "relative", "offset_days": 10}),
    (PeriodPurpose.REPORT, "Báo cáo 6 tháng năm 2023", 6, {"rule": "relative", "offset_days": 10}),
    (PeriodPurpose.REPORT, "Báo cáo 9 tháng năm 2023", 9, {"rule": "relative", "offset_days": 10}),
    (PeriodPurpose.REPORT, "Báo cáo năm 2023", 12, {"rule": "fixed", "day": 15, "month": 12}),
]
SHORT_TITLES = {
    1: "Kinh tế",
    2: "Văn hóa - xã hội",
    3: "Cải cách hành chính",
    4: "An ninh, quốc phòng",
    5: "Hệ thống chính trị",
}

# Indicators: (task, name, unit, direction, nature, [(short name or None for all, kind, value, source, verified, note)]).
INDICATORS = [
    (
        1,
        "Thu cân đối ngân sách nhà nước",
        "tỷ đồng",
        "up",
        "cumulative",
        [
            ("Cục Thuế", "minimum", "13445", "Dự toán địa phương", False, "Suy ra từ số công bố 12.800 đạt 95,2%."),
            ("Cục Thuế", "minimum", "13061", "Dự toán Trung ương giao", False, "Suy ra từ số công bố 12.800 đạt 98%."),
        ],
    ),
    (
        1,
        "Giá trị sản xuất công nghiệp (giá so sánh 2010)",
        "tỷ đồng",
        "up",
        "cumulative",
        [("Sở Công Thương", "minimum", "198029", "Kế hoạch tỉnh", False, "Suy ra từ số công bố 195.058,7 đạt 98,5%.")],
    ),
    (
        1,
        "Giá trị sản xuất nông nghiệp (giá so sánh 2010)",
        "tỷ đồng",
        "up",
        "cumulative",
        [("Sở NN&PTNT", "minimum", "8596", "Kế hoạch tỉnh", False, "Suy ra từ số công bố 8.585,0 đạt 99,87%.")],
    ),
    (
        1,
        "Xã đạt chuẩn nông thôn mới nâng cao công nhận trong năm",
        "xã",
        "up",
        "cumulative",
        [("Sở NN&PTNT", "value", "15", "Đơn vị đăng ký", False, ILLUSTRATION)],
    ),
    (
        2,
        "Tỷ lệ hộ nghèo đa chiều (tiêu chí nông thôn mới)",
        "%",
        "down",
        "at_moment",
        [("Sở LĐ-TB&XH", "maximum", "0.5", "Mục tiêu đến năm 2025", False, "Nguồn ghi “<0,5”.")],
    ),
    (
        2,
        "Tỷ lệ tham gia bảo hiểm y tế",
        "%",
        "up",
        "at_moment",
        [("BHXH tỉnh", "minimum", "95", "Mục tiêu đến năm 2025", False, "")],
    ),
    (3, "Tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn", "%", "up", "in_period", []),
]
# Share of the year's value reported by each period, for the cumulative figures (the 6-month budget is the published 6.685).
ACTUAL = {
    "Thu cân đối ngân sách nhà nước": ("3210", "6685", "9640", "12800"),
    "Giá trị sản xuất công nghiệp (giá so sánh 2010)": ("44210.5", "92480.2", "142310.8", "195058.7"),
    "Giá trị sản xuất nông nghiệp (giá so sánh 2010)": ("1980.4", "4301.2", "6512.4", "8585"),
    "Xã đạt chuẩn nông thôn mới nâng cao công nhận trong năm": ("2", "9", "17", "17"),
    "Tỷ lệ hộ nghèo đa chiều (tiêu chí nông thôn mới)": ("0.71", "0.62", "0.48", "0.45"),
    "Tỷ lệ tham gia bảo hiểm y tế": ("92.1", "92.8", "93.4", "94.2"),
}

# How far the paper of a unit is on 12/12/2023. Units that are not named have everything accepted in time.
NINE_MONTHS = {
    "Sở NN&PTNT": "returned",
    "UBND H. Bình Lục": "returned",
    "Tỉnh đoàn": "returned",
    "Sở KH&ĐT": "endorsed",
    "Sở TN&MT": "endorsed",
    "UBND H. Kim Bảng": "endorsed",
    "Hội Nông dân": "endorsed",
    "Sở Y tế": "endorsed",
    "Sở Xây dựng": "not_started",
    "UBND H. Lý Nhân": "not_started",
    "XM Xuân Thành": "not_started",
    "Dệt Hà Nam": "draft",
    "VietinBank": "not_started",
    "UBND H. Thanh Liêm": "late",
}
SIX_MONTHS = {"Sở GTVT": "late", "BQLDA ĐTXD tỉnh": "late", "UBND H. Thanh Liêm": "late", "Hội Luật gia": "late"}
WHOLE_YEAR = {
    "Sở NN&PTNT": "draft",
    "BQL các KCN": "endorsed",
    "Sở Tài chính": "submitted",
    "Sở Công Thương": "submitted",
    "Sở GTVT": "submitted",
    "UBND TX Duy Tiên": "submitted",
    "Cục Thuế": "endorsed",
    "BHXH tỉnh": "endorsed",
    "Sở Nội vụ": "endorsed",
    "Sở TT&TT": "awaiting_head",
    "Sở KH&ĐT": "awaiting_head",
    "UBMTTQ tỉnh": "awaiting_head",
    "Công an tỉnh": "submitted",
}
PLAN = {"Sở Xây dựng": "late", "Dệt Hà Nam": "draft", "Hội Người mù": "endorsed"}


# A person with several roles takes these steps in one of these, never as auditor or council member.
STEP_ROLES = UNIT_ROLES | DHA_ROLES | {Role.CHAIRMAN_OFFICE}


class Year:
    """Builds the year for a province; a fixed seed makes every build the same."""

    def __init__(self, province: Province):
        self.p = province
        self.random = random.Random(YEAR)  # noqa: S311 -- sample data
        self.dha: User = province.people["chuyenvien"]
        self.office: User = province.people["vanphong"]
        self.leaders = {b.pk: [m.unit_id for m in b.members.order_by("pk")][:2] for b in province.blocs}

    def build(self) -> Campaign:
        """Directive, campaign, launch, papers of the year, next year's campaign in preparation."""
        with clock.at(clock.moment(dt.date(YEAR, 3, 6), 9, 15)):
            self.campaign = self._prepare()
        with clock.at(clock.moment(dt.date(YEAR, 3, 8), 8, 0)):
            CAMPAIGN.perform(self.campaign, "launch", by=self.dha)
        self._walk_all()
        with clock.at(clock.moment(dt.date(YEAR, 12, 11), 15, 30)):
            copying.copy_campaign(
                self.campaign, year=YEAR + 1, title="Phong trào thi đua yêu nước năm 2024 (bản chuẩn bị)", by=self.dha
            )
        return self.campaign

    # --- Campaign -----------------------------------------------------------------------------------------------------
    def _prepare(self) -> Campaign:
        content = (DATA / "directive_2023.txt").read_bytes()
        upload = io.BytesIO(content)
        upload.name = "Chỉ thị phát động thi đua năm 2023.txt"
        directive = directives.take_directive(upload, by=self.dha)
        # The text carries no number and no date; the clerk fills them in. Both are illustrations.
        directive = directives.update_head(
            directive,
            version=directive.version,
            by=self.dha,
            number="00/CT-UBND (số minh họa)",
            issued_on=dt.date(YEAR, 3, 6),
        )
        for item in directive.items.all():
            directive_items.check_item(item, by=self.dha)
        campaign = directives.create_campaign(directive, by=self.dha)
        self._shorten(campaign)
        self._assign_duties(campaign)
        campaign_services.set_participants(campaign, blocs=self.p.blocs, by=self.dha)
        for purpose, name, month, rule in PERIODS:
            last = dt.date(YEAR, month, 30 if month in (6, 9) else 31)
            periods.save_period(
                campaign, purpose=purpose, name=name, starts_on=dt.date(YEAR, 1, 1), ends_on=last, by=self.dha, **rule
            )
        self._set_indicators(campaign)
        return Campaign.objects.get(pk=campaign.pk)

    def _shorten(self, campaign: Campaign) -> None:
        for task in campaign.tasks.all():
            campaign_services.save_task(
                campaign,
                task=task,
                title=task.title,
                text=task.text,
                short_title=SHORT_TITLES.get(task.order, ""),
                by=self.dha,
            )

    def _assign_duties(self, campaign: Campaign) -> None:
        fronts = ["UBMTTQ tỉnh", "LĐLĐ tỉnh", "Hội LHPN tỉnh", "Hội Nông dân", "Hội CCB tỉnh", "Tỉnh đoàn"]
        units = {2: fronts, 3: ["Sở TT&TT"], 5: ["Sở Nội vụ"]}
        for duty in campaign.duties.all():
            named = [self.p.units[n] for n in units.get(duty.order, [])]
            audience = {1: DutyAudience.ALL_UNITS, 4: DutyAudience.BLOC_LEADERS}.get(duty.order, DutyAudience.NAMED)
            campaign_services.save_duty(
                campaign,
                duty=duty,
                units=named,
                audience=audience,
                due_on=dt.date(YEAR, 12, 20) if named else None,
                by=self.dha,
            )

    def _set_indicators(self, campaign: Campaign) -> None:
        tasks = {t.order: t for t in campaign.tasks.all()}
        for order, name, unit, direction, nature, targets in INDICATORS:
            indicator = campaign_services.save_indicator(
                campaign,
                task=tasks[order],
                name=name,
                unit_of_measure=unit,
                direction=direction,
                nature=nature,
                assigned_only=bool(targets),
                by=self.dha,
            )
            for short_name, kind, value, source, verified, note in targets:
                campaign_services.set_target(
                    indicator,
                    unit=self.p.units[short_name],
                    kind=kind,
                    value=Decimal(value),
                    source=source,
                    verified=verified,
                    note=note,
                    by=self.dha,
                )

    # --- Papers -------------------------------------------------------------------------------------------------------
    def _walk_all(self) -> None:
        plan, *reports = self._periods()
        self._extend(reports)
        for stage, (period, fates) in enumerate(
            zip([plan, *reports], [PLAN, {}, SIX_MONTHS, NINE_MONTHS, WHOLE_YEAR], strict=True)
        ):
            rows = period.submissions.select_related("unit", "bloc").order_by("unit__sort_key")
            for submission in rows:
                fate = fates.get(submission.unit.short_name, self._usual(stage, submission))
                Walk(self, submission, stage, fate).go()
        self._duty_reports()

    def _periods(self) -> list:
        plans = list(self.campaign.periods.filter(purpose=PeriodPurpose.PLAN))
        return plans + list(self.campaign.periods.filter(purpose=PeriodPurpose.REPORT).order_by("order"))

    def _usual(self, stage: int, submission: Submission) -> str:
        """Everything is accepted in time; of the whole year's reports most are still being written."""
        if stage < 4:
            return "accepted"
        return self.random.choice(["draft", "draft", "not_started", "not_started", "awaiting_head"])

    def _extend(self, reports: list) -> None:
        with clock.at(clock.moment(dt.date(YEAR, 10, 9), 16, 20)):
            periods.extend(
                reports[2],
                self.p.units["Sở NN&PTNT"],
                until=dt.date(YEAR, 12, 13),
                reason="Chờ quyết định công nhận xã đạt chuẩn nông thôn mới nâng cao.",
                by=self.dha,
            )

    def _duty_reports(self) -> None:
        done = {"UBMTTQ tỉnh": "accepted", "Sở TT&TT": "endorsed", "Hội LHPN tỉnh": "draft"}
        for submission in Submission.objects.filter(kind=SubmissionKind.DUTY).select_related("unit", "duty"):
            Walk(self, submission, 4, done.get(submission.unit.short_name, "not_started")).go()


class Walk:
    """One paper on its way, as far as its fate says."""

    def __init__(self, year: Year, submission: Submission, stage: int, fate: str):
        self.year, self.s, self.stage, self.fate = year, submission, stage, fate
        self.clerk = year.p.clerks[submission.unit_id]
        self.head = year.p.heads[submission.unit_id]
        # Days within which this stage's papers were written; late ones come after the deadline.
        due = submission.period.due_on if submission.period_id else dt.date(YEAR, 12, 15)
        self.day = min(due, dt.date(YEAR, 12, 12)) - dt.timedelta(days=year.random.randint(2, 8))
        if fate == "late":
            self.day = due + dt.timedelta(days=year.random.randint(2, 9))

    def go(self) -> None:
        if self.fate == "not_started":
            return
        self._at(0, 9, self._write)
        if self.fate == "draft":
            return
        self._at(0, 15, lambda: self._move("present", self.clerk))
        if self.fate == "awaiting_head":
            return
        self._at(1, 10, self._send)
        if self.s.state == "submitted" and self.fate != "submitted":
            self._at(1, 16, lambda: self._move("endorse", self._reviewer()))
        if self.fate in ("accepted", "late"):
            self._at(2, 9, lambda: self._move("accept", self._receiver()))
        elif self.fate == "returned":
            self._at_day(dt.date(YEAR, 12, 11), 16, self._return)

    def _at(self, days: int, hour: int, step) -> None:
        self._at_day(min(self.day + dt.timedelta(days=days), dt.date(YEAR, 12, 12)), hour, step)

    def _at_day(self, day: dt.date, hour: int, step) -> None:
        with clock.at(clock.moment(day, hour, self.year.random.randint(0, 59))):
            step()

    def _move(self, name: str, by: User, **data) -> None:
        self.s = SUBMISSION.perform(self.s, name, by=self._fresh(by), **data)

    def _fresh(self, person: User) -> User:
        """The person in the role this step needs; what is cached on a person must not outlive a travelled day."""
        person = User.objects.get(pk=person.pk)
        held = person.current_memberships
        return person.act_as(next((m for m in held if m.role in STEP_ROLES), held[0]))

    def _reviewer(self) -> User:
        first, second = self.year.leaders[self.s.bloc_id]
        return self.year.p.clerks[second if self.s.unit_id == first else first]

    def _receiver(self) -> User:
        own = self.s.unit_id == self.year.p.units["Sở Nội vụ"].pk
        return self.year.office if own else self.year.dha

    def _send(self) -> None:
        if self.s.kind == SubmissionKind.PLAN:
            return self._send_plan()
        self._move("submit", self.head)

    def _send_plan(self) -> None:
        """A plan goes with its signed document."""
        self._move("recall", self.clerk)
        pdf = io.BytesIO(SIGNED_PDF)
        pdf.name = f"Kế hoạch thi đua 2023 - {self.s.unit.label.replace('/', '-')}.pdf"
        submissions.add_file(self.s, pdf, by=self.clerk, signed=True)
        self._move("submit", self.head)

    def _return(self) -> None:
        section = self.s.sections.get(task__order=1)
        third = self.s.sections.get(task__order=3)
        if self.s.unit.short_name == "Sở NN&PTNT":
            flags = {str(section.pk): "Danh sách kèm theo có 16 xã", str(third.pk): "Thiếu minh chứng"}
            note = texts.NTM_RETURN
        else:
            flags = {str(third.pk): "Chưa nêu số hồ sơ trễ hạn và nguyên nhân"}
            note = "Nhiệm vụ 3 chưa nêu số hồ sơ trễ hạn, nguyên nhân và cách khắc phục."
        self._move("dha_return", self.year.dha, note=note, flags=flags)

    # --- Content ------------------------------------------------------------------------------------------------------
    def _write(self) -> None:
        self._move("start", self.clerk)
        sections = {s.pk: self._section(s) for s in self.s.sections.select_related("task")}
        if self.fate == "draft":
            sections = dict(list(sections.items())[:3])
        self.s = submissions.save(
            self.s, sections=sections, values=self._values(), version=self.s.version, by=self._fresh(self.clerk)
        )

    def _section(self, section) -> submissions.SectionInput:
        pick = self.year.random.choice
        name = self.s.unit.short_name
        if section.task is None:
            text = texts.DUTY.get(
                name, "Đã quán triệt tới đoàn viên, hội viên và tổ chức thực hiện nội dung được phân công."
            )
            return submissions.SectionInput({"content": text})
        order = section.task.order
        if self.s.for_bloc:
            return submissions.SectionInput({"content": texts.BLOC_PLAN})
        if self.s.kind == SubmissionKind.PLAN:
            what, who, when = texts.MEASURES[order]
            return submissions.SectionInput(
                {"content": pick(texts.PLAN[order])}, [{"what": what, "who": who, "when": when}]
            )
        content = pick(texts.RESULT[order]).format(period=self._period_words())
        if order == 1 and name == "Sở NN&PTNT" and self.stage == 3:
            content = texts.NTM_RESULT
        entry = {"content": content, "self_assessment": pick(["good", "good", "done"])}
        if order == 1 and self.year.random.random() < 0.4:
            entry["difficulties"] = texts.DIFFICULTIES
        if order == 5 and self.year.random.random() < 0.3:
            entry["proposals"] = texts.PROPOSALS
        return submissions.SectionInput(entry)

    def _period_words(self) -> str:
        return {1: "quý I", 2: "6 tháng đầu năm", 3: "9 tháng", 4: "cả năm"}.get(self.stage, "trong năm")

    def _values(self) -> dict[int, submissions.ValueInput]:
        if self.s.kind != SubmissionKind.REPORT:
            return {}
        found = {}
        for indicator in self._indicators():
            if indicator.name in ACTUAL:
                value = Decimal(ACTUAL[indicator.name][self.stage - 1])
            else:
                value = Decimal(self.year.random.randint(952, 1000)) / 10
            found[indicator.pk] = submissions.ValueInput(value, estimated=self.stage == 4)
        return found

    def _indicators(self) -> list[Indicator]:
        rows = self.year.campaign.indicators.all()
        assigned = rows.filter(assigned_only=True, targets__unit_id=self.s.unit_id).distinct()
        return list(assigned) + list(rows.filter(assigned_only=False))


def _pdf() -> bytes:
    """A one-page PDF that says what it is; small, so that eighty-six of them cost nothing."""
    text = b"BT /F1 14 Tf 60 760 Td (Ban ky minh hoa cua ban chay thu) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


SIGNED_PDF = _pdf()

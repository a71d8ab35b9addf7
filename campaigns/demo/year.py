"""The year 2023 in the demo: directive, campaign, plans, reports, duties, each step on its day through the services."""

import datetime as dt
import io
import random
from decimal import Decimal
from pathlib import Path

from django.db.models import F

import campaigns
from campaigns.demo.province import Province
from campaigns.demo.scenario import INDICATORS, NINE_MONTHS, PERIODS, PLAN, SHORT_TITLES, SIX_MONTHS, WHOLE_YEAR, YEAR
from campaigns.demo.walk import Walk
from campaigns.enums import DutyAudience, PeriodPurpose, SubmissionKind
from campaigns.models import Campaign, Submission
from campaigns.services import campaigns as campaign_services
from campaigns.services import copying, directive_items, directives, periods
from campaigns.workflows import CAMPAIGN
from emulation.base import clock
from emulation.base.models import Notification
from organisations.enums import Role
from organisations.models import Unit, User
from organisations.services import accounts

DATA = Path(campaigns.__file__).parent / "demo_data"


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
                self.campaign, year=YEAR + 1, title="Phong trào thi đua yêu nước năm 2024", by=self.dha
            )
        self._lock_one()
        return self.campaign

    def _lock_one(self) -> None:
        """A clerk retired before the year's report: the work waits, and the administrator is told whose it was."""
        admin = self.p.people["quantri"]
        for unit in Unit.objects.filter(short_name="Hội Luật gia", memberships__role=Role.UNIT_CLERK):
            with clock.at(clock.moment(dt.date(YEAR, 12, 8), 14, 10)):
                accounts.lock_account(self.p.clerks[unit.pk], reason="Nghỉ hưu từ ngày 08/12/2023.", by=admin)

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
        # The publicity agency and the Fatherland Front find theirs begun: each role finds work waiting.
        done = {"UBMTTQ tỉnh": "draft", "Sở TT&TT": "draft", "Hội LHPN tỉnh": "endorsed", "LĐLĐ tỉnh": "accepted"}
        for submission in Submission.objects.filter(kind=SubmissionKind.DUTY).select_related("unit", "duty"):
            if submission.unit_id in self.p.clerks and submission.unit_id in self.p.heads:
                Walk(self, submission, 4, done.get(submission.unit.short_name, "not_started")).go()


def read_old_notices() -> None:
    """People read what came; only the last days' notices are new. After the commit: notices are delivered then."""
    Notification.objects.filter(created_at__lt=clock.moment(dt.date(YEAR, 12, 8))).update(read_at=F("created_at"))

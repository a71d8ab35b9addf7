"""The stepper of a campaign's year: what is past, what is now, what comes, each with a fact."""

from typing import TYPE_CHECKING

from campaigns.enums import CampaignState
from campaigns.models import Campaign
from emulation.base import clock
from emulation.base.vietnamese import format_date

if TYPE_CHECKING:
    from campaigns.selectors.overview import Overview


def steps_of(view: "Overview") -> list[dict]:
    """[{"name", "fact", "state": "done" | "now" | ""}]: directive, launch, plans, reports, end."""
    campaign = view.campaign
    steps = [_directive(campaign), _launch(campaign), _plans(view), _reports(view), _end(campaign)]
    steps = [step for step in steps if step]
    if campaign.state == CampaignState.CANCELLED:
        return [{"name": n, "fact": f, "state": "done" if d and n == "Chỉ thị" else ""} for n, f, d in steps]
    now = next((n for n, step in enumerate(steps) if not step[2]), None)
    return [
        {"name": name, "fact": fact, "state": "now" if n == now else "done" if done else ""}
        for n, (name, fact, done) in enumerate(steps)
    ]


def _directive(campaign: Campaign) -> tuple[str, str, bool] | None:
    d = campaign.directive
    if d is None:
        return None
    fact = f"ban hành {format_date(d.issued_on)}" if d.issued_on else "chưa ghi ngày"
    return "Chỉ thị", fact, bool(d.issued_on and d.number)


def _launch(campaign: Campaign) -> tuple[str, str, bool]:
    if campaign.state == CampaignState.DRAFT:
        return "Phát động", "đang chuẩn bị", False
    if campaign.state == CampaignState.CANCELLED:
        return "Phát động", "đã hủy", False
    return "Phát động", "đã phát động", True


def _plans(view: "Overview") -> tuple[str, str, bool] | None:
    if not view.plans:
        return None
    counts = [view.counts_of(p) for p in view.plans]
    sent, total = sum(c.sent for c in counts), sum(c.total for c in counts)
    last = max(p.last_day for p in view.plans)
    if not total:
        return "Kế hoạch", f"đến {format_date(last)}", False
    return "Kế hoạch", f"{sent}/{total} đơn vị", sent == total or last < clock.today()


def _reports(view: "Overview") -> tuple[str, str, bool] | None:
    if not view.reports:
        return None
    today = clock.today()
    coming = next((p for p in view.reports if p.last_day >= today), None)
    if coming:
        return "Báo cáo", f"{lowered(coming.name)}, đến {format_date(coming.last_day)}", False
    last = view.counts_of(view.reports[-1])
    return "Báo cáo", f"kỳ cuối {last.sent}/{last.total} đơn vị", last.all_sent


def _end(campaign: Campaign) -> tuple[str, str, bool]:
    if campaign.state == CampaignState.CLOSED:
        return "Kết thúc", "đã kết thúc", True
    return "Kết thúc", format_date(campaign.ends_on), False


def lowered(name: str) -> str:
    """A period's name within a sentence: “Báo cáo quý I” → “báo cáo quý I”."""
    return name[:1].lower() + name[1:]

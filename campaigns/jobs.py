"""Long work of campaigns, run as jobs (emulation.base.jobs)."""

from collections.abc import Callable
from typing import Any

from django.http import QueryDict

from campaigns import exports
from campaigns.selectors import lists
from emulation.base import files, jobs
from emulation.base.models import FileKind, Job
from emulation.base.vietnamese import format_number
from organisations.models import Membership, User


@jobs.register("campaigns.submission_list")
def export_submissions(job: Job, progress: Callable[[int, int], None], *, query: str, membership: int) -> str:
    """A long list of plans and reports as .xlsx: what the person sees in the role in which the work was asked for."""
    user = in_role(job.owner_id, membership)
    rows = lists.submissions(user, lists.Filters.of(QueryDict(query)), lists.values())
    total = rows.count()
    progress(0, total)
    content = exports.list_xlsx(rows).read()
    progress(total, total)
    job.result = files.store_bytes(content, name="ke-hoach-bao-cao.xlsx", kind=FileKind.XLSX, by=user)
    return f"Đã xuất {format_number(total)} kế hoạch, báo cáo."


def in_role(user_id: int, membership: int) -> Any:
    """The person in that role, if it still holds; a role that ended meanwhile sees nothing."""
    user = User.objects.get(pk=user_id)
    held = Membership.objects.valid_on().filter(pk=membership, user=user).select_related("unit").first()
    return user.act_as(held)

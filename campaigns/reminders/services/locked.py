"""Work that waits for a locked account is flagged: to its unit's head, Sở Nội vụ and the administrators (B81)."""

from django.contrib.contenttypes.models import ContentType

from campaigns.selectors import locked
from emulation.base import notify
from emulation.base.models import AuditEntry, Notification
from organisations.enums import Role
from organisations.models import User
from organisations.selectors.people import dha_officers, holders, officers


def flag() -> int:
    """Tell once for each role of a locked account that work waits for it. Returns how many are flagged now."""
    accounts = locked.accounts()
    since = _locked_since([account.user_id for account in accounts]) if accounts else {}
    keys = {f"due:locked:{one.place_id}:{since.get(str(one.user_id), '')}": one for one in accounts}
    for key in Notification.objects.filter(key__in=keys).values_list("key", flat=True).distinct():
        del keys[key]
    watchers = [list(dha_officers()), list(holders(Role.ADMINISTRATOR))] if keys else []
    for key, account in keys.items():
        body = f"{account.waiting} việc đang chờ tài khoản đã khóa. {account.colleagues_sentence}"
        title = f"Giao người thay {account.name}, {account.role_label} của {account.unit_label}"
        for people in (officers([account.unit_id], [Role.UNIT_HEAD]), *watchers):
            notify.tell(people, key=key, title=title, body=body, inside=True)
    return len(accounts)


def _locked_since(users: list[int]) -> dict[str, int]:
    """{user: the entry of the last locking}: who is locked anew is flagged anew."""
    kind = ContentType.objects.get_for_model(User)
    rows = AuditEntry.objects.filter(content_type=kind, object_id__in=map(str, users), action="lock")
    return dict(rows.order_by("pk").values_list("object_id", "pk"))

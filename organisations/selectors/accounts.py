"""Reading accounts: the administrator's list, one account, who else can do a person's work."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from emulation.base import clock, vietnamese
from organisations.enums import UNIT_ROLES, Role
from organisations.models import Invitation, Membership, User
from organisations.models.dated import valid_on

# Values of the filter “state” and their words.
STATES = {
    "active": "Đang dùng",
    "invited": "Đã mời, chưa đặt mật khẩu",
    "new": "Chưa mời",
    "locked": "Đang khóa",
    "no_role": "Chưa có vai trò",
    "never": "Chưa đăng nhập lần nào",
}
_UNUSABLE = "!"


def accounts_visible_to(user) -> QuerySet[User]:
    """All accounts for whoever manages them; to everyone else only the person's own."""
    if user.has_perm("organisations.manage_accounts"):
        return User.objects.all()
    return User.objects.filter(pk=user.pk) if user.is_authenticated else User.objects.none()


def find_accounts(
    text: str = "", role: str = "", unit: str = "", state: str = "", second_factor: str = ""
) -> QuerySet[User]:
    """Accounts by words of name, user name or mail; by role and unit held today; by state; with or without TOTP."""
    rows = with_marks(User.objects.all())
    for word in vietnamese.search_key(text).split():
        pattern = vietnamese.search_pattern(word)
        rows = rows.filter(Q(full_name__iregex=pattern) | Q(username__contains=word) | Q(email__contains=word))
    held = Membership.objects.filter(valid_on())
    if role:
        held = held.filter(role=role)
    for word in vietnamese.search_key(unit).split():
        held = held.filter(unit__search_key__contains=word)
    if role or unit.strip():
        rows = rows.filter(pk__in=held.values("user_id"))
    if second_factor:
        rows = rows.filter(has_totp=second_factor == "on")
    return _in_state(rows, state)


def _in_state(rows: QuerySet[User], state: str) -> QuerySet[User]:
    if state == "locked":
        return rows.filter(is_active=False)
    if state == "no_role":
        return rows.filter(has_role=False)
    if state == "never":
        return rows.filter(last_login=None)
    unset = Q(password__startswith=_UNUSABLE)
    if state == "active":
        return rows.filter(~unset, is_active=True)
    if state in ("invited", "new"):
        return rows.filter(unset, is_active=True, is_invited=state == "invited")
    return rows


def with_marks(rows: QuerySet[User]) -> QuerySet[User]:
    """Adds has_totp, has_role and is_invited (a link that still holds)."""
    totp = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    held = Membership.objects.filter(valid_on(), user=OuterRef("pk"))
    links = Invitation.objects.filter(user=OuterRef("pk"), used_at=None, valid_until__gte=clock.now())
    return rows.annotate(has_totp=Exists(totp), has_role=Exists(held), is_invited=Exists(links))


def ids_in_order(rows: QuerySet[User]) -> list[int]:
    """Ids of people in the order of Vietnamese lists: given name first."""
    pairs = rows.order_by().values_list("pk", "full_name")
    return [pk for pk, name in sorted(pairs, key=lambda pair: (vietnamese.person_sort_key(pair[1]), pair[0]))]


@dataclass(frozen=True)
class AccountRow:
    """One line of the list."""

    user: User
    roles: list[tuple[str, str]]
    badge: tuple[str, str, str]
    has_totp: bool


def account_rows(ids: list[int]) -> list[AccountRow]:
    """The lines of one page, in the order of the ids: two queries."""
    held = Membership.objects.filter(valid_on()).select_related("unit").order_by("pk")
    rows = with_marks(User.objects.filter(pk__in=ids)).prefetch_related(Prefetch("memberships", held, "held_now"))
    found = {user.pk: user for user in rows}
    return [_row(found[pk]) for pk in ids if pk in found]


def _row(user: User) -> AccountRow:
    roles = [(m.role_label, m.unit_label) for m in user.held_now]
    return AccountRow(user, roles, account_badge(user), user.has_totp)


def account_badge(user: User) -> tuple[str, str, str]:
    """How an account stands; the user carries the marks of `with_marks`."""
    if not user.is_active:
        return ("bad", "lock", "Đang khóa")
    if not user.has_usable_password():
        if user.is_invited:
            return ("wait", "send", "Đã mời")
        return ("act", "envelope", "Chưa mời")
    if not user.has_role:
        return ("act", "person-x", "Chưa có vai trò")
    return ("ok", "check2-circle", "Đang dùng")


def account_of(viewer, pk: int) -> User | None:
    """One account with its marks, if this person may see it."""
    return with_marks(accounts_visible_to(viewer)).filter(pk=pk).first()


def roles_of(user: User) -> list[Membership]:
    """Every role of a person, past ones last. `state` is "now", "coming" or "past"."""
    today = clock.today()
    rows = list(user.memberships.select_related("unit").order_by("-pk"))
    for row in rows:
        row.state = "now" if row.holds_on(today) else "coming" if row.valid_from and row.valid_from > today else "past"
    return sorted(rows, key=lambda row: ("now", "coming", "past").index(row.state))


@dataclass(frozen=True)
class Stand:
    """A role of a person, and who else of the unit can do that work today."""

    role: Membership
    others: list[User]


def who_else(user: User) -> list[Stand]:
    """For each role of a person today: others who can act. A unit's papers can be taken up by its clerks and its head."""
    roles = [m for m in roles_of(user) if m.state == "now"]
    rows = Membership.objects.at_work().filter(unit_id__in={m.unit_id for m in roles})
    rows = list(rows.exclude(user=user).select_related("user").order_by("pk"))
    return [Stand(role, _able(role, rows)) for role in roles]


def _able(role: Membership, rows: list[Membership]) -> list[User]:
    wanted = UNIT_ROLES if role.role == Role.UNIT_CLERK else {role.role}
    people = {m.user_id: m.user for m in rows if m.unit_id == role.unit_id and m.role in wanted}
    return sorted(people.values(), key=lambda person: vietnamese.person_sort_key(str(person)))

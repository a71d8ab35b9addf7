"""People with accounts, their roles in units, invitations."""

import secrets

import rules
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Q
from django.db.models.functions import Lower

from emulation.base import clock
from emulation.base.constraints import unique_with_empty
from emulation.base.prepared import PreparedRows
from organisations.enums import Role
from organisations.models.dated import Dated, DatedQuerySet, dates_in_order
from organisations.models.units import Unit


class UserManager(BaseUserManager):
    def create_user(self, username, email="", password=None, **fields):
        """An account; without a password it can be used only through an invitation or a reset."""
        user = self.model(
            username=username.strip().lower(), email=self.normalize_email(email).lower() or None, **fields
        )
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username):
        """Without case (B85)."""
        return self.get(username=username.strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person who logs in. What the person may do comes from memberships, never from here."""

    username = models.CharField("tên đăng nhập", max_length=80, unique=True)
    email = models.EmailField("thư điện tử", null=True, blank=True)  # noqa: DJ001 -- empty addresses must not collide
    full_name = models.CharField("họ và tên", max_length=120)
    honorific = models.CharField("danh xưng", max_length=10, blank=True)
    position = models.CharField("chức vụ", max_length=120, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    is_active = models.BooleanField("đang hoạt động", default=True)
    is_staff = models.BooleanField(default=False)
    single_keys = models.BooleanField("dùng phím tắt một chữ", default=True)
    locked_reason = models.TextField("lý do khóa", blank=True)
    date_joined = models.DateTimeField(default=clock.now)
    last_membership = models.ForeignKey("Membership", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("username"), name="username_once_without_case"),
            models.UniqueConstraint(Lower("email"), name="email_once_without_case", condition=~Q(email=None)),
        ]

    def __str__(self):
        return self.full_name or self.username

    def has_perm(self, perm, obj=None) -> bool:
        """Only the named permissions of rules.py count: there is no superuser who may do everything."""
        return self.is_active and rules.has_perm(perm, self, obj)

    @property
    def initials(self) -> str:
        """First letters of the last two words of the name."""
        words = (self.full_name or self.username).split()
        return "".join(w[0] for w in words[-2:]).upper()

    @property
    def current_memberships(self) -> list["Membership"]:
        """Roles the person holds today, read once per request."""
        if not hasattr(self, "_memberships"):
            # Few rows, asked for with every page: choosing the valid ones here costs less than a longer query.
            rows = [_membership(self, row) for row in _memberships_of(self.pk)] if self.is_active else []
            today = clock.today()
            self._memberships = [m for m in rows if m.holds_on(today)]
        return self._memberships

    @property
    def acting(self) -> "Membership | None":
        """The role the person acts in now; the middleware sets the chosen one, else the first that holds."""
        if not hasattr(self, "_acting"):
            rows = self.current_memberships
            self._acting = next((m for m in rows if m.pk == self.last_membership_id), rows[0] if rows else None)
        return self._acting

    def act_as(self, membership: "Membership | None") -> "User":
        """Choose the role for this object of the person; returns it, for use as `by=`."""
        self._acting = membership
        return self


class MembershipQuerySet(DatedQuerySet):
    def at_work(self):
        """Roles that hold today, of people whose account is not locked."""
        return self.valid_on().filter(user__is_active=True)


class Membership(Dated):
    """A role of a person in a unit, from a day to a day."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField("vai trò", max_length=30, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships", verbose_name="đơn vị")
    # Until when the person has seen what is new (home of those who oversee); None: never marked.
    news_seen_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            dates_in_order("membership_dates_in_order"),
            unique_with_empty("membership_once", fields=["user", "role", "unit"], dates=["valid_from"]),
        ]
        indexes = [models.Index(fields=["unit", "role"])]

    def __str__(self):
        return f"{self.role_label}, {self.unit.label}"

    @property
    def unit_label(self) -> str:
        return self.unit.label

    @property
    def role_label(self) -> str:
        return self.get_role_display()


def new_token() -> str:
    """An unguessable token for an invitation link."""
    return secrets.token_urlsafe(32)


class Invitation(models.Model):
    """An invitation by mail to set a password; used once, until a day."""

    user = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    token = models.CharField(max_length=64, unique=True, default=new_token)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    valid_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"Mời {self.user}"


_OWN, _UNITS = ([field.attname for field in model._meta.concrete_fields] for model in (Membership, Unit))
_memberships_of = PreparedRows(
    lambda person: (
        Membership.objects.filter(user_id=person)
        .order_by("pk")
        .values_list(*_OWN, *(f"unit__{name}" for name in _UNITS))
    )
)


def _membership(user: User, row: tuple) -> Membership:
    """The role and its unit from one row of `_memberships_of`."""
    found = Membership.from_db(DEFAULT_DB_ALIAS, _OWN, row[: len(_OWN)])
    found.user, found.unit = user, Unit.from_db(DEFAULT_DB_ALIAS, _UNITS, row[len(_OWN) :])
    return found

"""The first administrator of an empty installation."""

import re

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from organisations.models import User

ARGUMENTS = {"username": "QuanTri", "email": "quantri@hanam.vn", "unit": "Sở Nội vụ tỉnh Hà Nam"}


def test_gets_an_invitation_and_the_role(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        call_command("create_administrator", **ARGUMENTS)
    person = User.objects.get()
    assert person.username == "quantri"
    assert [str(m) for m in person.current_memberships] == ["Quản trị tài khoản, Sở Nội vụ tỉnh Hà Nam"]
    assert mail.outbox[0].to == ["quantri@hanam.vn"]
    assert re.search(r"/tai-khoan/loi-moi/[\w-]{30,}/", mail.outbox[0].body)


def test_an_existing_name_is_refused(db):
    call_command("create_administrator", **ARGUMENTS)
    with pytest.raises(CommandError, match="Đã có tài khoản"):
        call_command("create_administrator", **ARGUMENTS)
    assert User.objects.count() == 1

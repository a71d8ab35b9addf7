"""B09 for acclaims: the whole database, the session, the log and every page are read, and nothing says who chose whom."""

import json
import logging
import re

import lxml.html
import pytest
from django.apps import apps
from django.urls import reverse

from awards.models import Envelope, NamedPaper, Paper, VoterMark
from awards.services import sealing
from awards.workflows import ACCLAIM
from emulation.base import clock
from emulation.base.models import AuditEntry, Draft
from tests.awards.acclaim_walk import EVENING, MORNING, counted, vote, voting
from tests.factories import acting
from tests.pages.access_table import PEOPLE

pytestmark = pytest.mark.django_db
FULL = {"Sở Công Thương": [2], "Sở Tài chính": [2], "Sở Xây dựng": [2], "Sở Y tế": [1]}
SEES = {"owner", "head", "neighbour", "leader", "leader_head", "deputy", "dha", "dha_head", "office", "auditor"}


def everything() -> dict[str, list[str]]:
    """Each row of each table of this project, as text."""
    rows = {model._meta.label: model._base_manager.values() for model in apps.get_models() if model._meta.managed}
    return {label: [json.dumps(row, default=str, ensure_ascii=False) for row in found] for label, found in rows.items()}


def test_no_row_of_any_table_leads_from_a_voter_to_a_choice_b09(cast):
    acclaim = counted(cast, FULL)
    found = everything()
    assert {label for label, rows in found.items() if any('"choices"' in row for row in rows)} == {"awards.Paper"}
    papers = {str(paper.pk) for paper in Paper.objects.all()}
    assert len(papers) == 4
    voters = {f'"{voter.key}"' for voter in acclaim.box.voters.all()}
    for label, rows in found.items():
        text = "\n".join(rows)
        assert label == "awards.Paper" or not [key for key in papers if key in text], label
        # An option has the key of its unit, too: the unit may stand and vote.
        named = ("awards.Voter", "awards.BallotOption", "awards.BallotBox")
        assert label in named or not [key for key in voters if key in text], label
    assert NamedPaper.objects.count() == 0


def test_what_the_page_casts_leaves_no_choice_in_session_draft_audit_or_log_b09(cast, as_, caplog):
    acclaim, client = voting(cast), as_(cast.head)
    url = reverse("awards:ballot", args=[acclaim.pk])
    rows = AuditEntry.objects.count()
    with clock.at(MORNING), caplog.at_level(logging.DEBUG):
        shown = client.post(url, {"step": "review", "choice": [1]}).content.decode()
        code = re.search(r'name="code" value="([^"]+)"', shown)[1]
        assert client.post(url, {"step": "cast", "choice": [1], "code": code}).status_code == 302
    assert (Envelope.objects.count(), VoterMark.objects.count()) == (1, 1)
    assert (AuditEntry.objects.count(), Draft.objects.count()) == (rows, 0)
    assert "choice" not in str(dict(client.session))
    assert "choice" not in caplog.text
    assert code not in caplog.text


def test_the_envelopes_never_open_again_b09(cast):
    acclaim = counted(cast, FULL)
    assert Envelope.objects.count() == 4
    with pytest.raises(sealing.Unreadable):
        sealing.private_key(acclaim.box.pk, acclaim.box.sealed_private_key)


def rows_naming_two(text: str) -> list[str]:
    """Lines of tables and lists that name two units of the bloc: a voter beside the choice would be one."""
    lines = [
        " ".join(line.text_content().split()) for line in lxml.html.fromstring(text).xpath("//main//tr|//main//li")
    ]
    return [line for line in lines if sum(name in line for name in FULL) > 1]


@pytest.mark.parametrize("who", PEOPLE)
def test_no_role_reads_who_chose_whom_and_the_bloc_sees_who_has_voted_b09(cast, as_, who):
    acclaim, client = voting(cast), as_(getattr(cast, who))
    *first, last = FULL
    for name in first:
        vote(acclaim, cast.units[name], *FULL[name])
    url = reverse("awards:acclaim", args=[acclaim.pk])
    with clock.at(MORNING):
        shown = client.get(url)
    if who not in SEES:
        assert shown.status_code == 404
        return
    text = shown.content.decode()
    assert (text.count("Đã bỏ phiếu</span>"), "3 trên 4" in text) == (3, True)
    vote(acclaim, cast.units[last], *FULL[last])
    with clock.at(EVENING):
        ACCLAIM.perform(acclaim, "count", by=acting(cast.leader))
        for address in (url, reverse("awards:acclaim_minutes", args=[acclaim.pk])):
            text = client.get(address).content.decode()
            assert "Có 3/4 (75%) tổng số thành viên đồng ý" in text
            assert "Từng đơn vị chọn" not in text
            assert rows_naming_two(text) == []


def test_of_an_open_ballot_the_lines_do_name_two(cast, as_):
    """What the test above looks for is there to be found."""
    acclaim = counted(cast, FULL, secret=False)
    with clock.at(EVENING):
        text = as_(cast.neighbour).get(reverse("awards:acclaim", args=[acclaim.pk])).content.decode()
    assert len(rows_naming_two(text)) == 4

"""Two heads of one unit send the same report from two servers: it goes once, the other head reads that it has gone."""

import multiprocessing
from collections import Counter

import pytest
from django.db import connections

from campaigns.models import Snapshot, Submission
from emulation.base import audit, clock
from emulation.base.models import Draft, Notification
from organisations.enums import Role
from tests import factories
from tests.campaigns.parallel import JULY, browser, in_july, sentences
from tests.pages.papers import move, open_form, post, url

ALREADY = "Việc “Duyệt và gửi” đã được làm trước đó: hồ sơ đang ở trạng thái chờ trưởng khối."
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def two_heads(cast):
    return [cast.head, factories.make_person("head2", Role.UNIT_HEAD, cast.units["Sở Y tế"])]


def in_two_processes(*requests) -> list[tuple]:
    """Each request in a process with connections of its own, at the same moment: (status, where it leads, what it says, page)."""
    connections.close_all()
    context = multiprocessing.get_context("fork")
    gate, answers = context.Barrier(len(requests)), context.Queue()
    processes = [context.Process(target=_one, args=(request, gate, answers)) for request in requests]
    for process in processes:
        process.start()
    found = [answers.get(timeout=60) for _ in processes]
    for process in processes:
        process.join(timeout=30)
    return sorted(found)


def _one(request, gate, answers) -> None:
    connections.close_all()
    gate.wait(timeout=30)
    answer = in_july(request)()
    answers.put((answer.status_code, answer.get("Location", ""), sentences(answer), answer.content.decode()))
    connections.close_all()


def was_sent_once(paper) -> None:
    paper = Submission.objects.get(pk=paper.pk)
    assert (paper.state, paper.number, Snapshot.objects.filter(submission=paper).count()) == ("submitted", 1, 1)
    assert audit.history(paper).filter(action="submit").count() == 1
    told = Notification.objects.filter(title="Mới gửi: Báo cáo 6 tháng năm 2023 – Sở Y tế")
    assert Counter(told.values_list("recipient__username", flat=True)) == {"leader": 1, "leaderhead": 1}


def test_the_button_of_the_page(cast, campaign, two_heads):
    paper = factories.report(cast, campaign, "awaiting_head")
    tabs = [browser(one) for one in two_heads]
    found = in_two_processes(*(lambda b=b: move(b, paper, "submit") for b in tabs))
    assert [answer[:3] for answer in found] == [
        (302, url("submission", paper), [ALREADY]),
        (302, url("submission_sent", paper), []),
    ]
    was_sent_once(paper)


def test_the_button_of_the_form_and_nobodys_text_is_lost(cast, campaign, two_heads):
    paper = factories.report(cast, campaign, "draft")
    place = f"s{paper.sections.first().pk}-content"
    texts = ["Của người thứ nhất", "Của người thứ hai"]
    with clock.at(JULY):
        tabs = [browser(one) for one in two_heads]
        forms = [open_form(b, paper) | {"move": "submit", place: text} for b, text in zip(tabs, texts, strict=True)]
    answers = in_two_processes(*(lambda b=b, f=f: post(b, paper, f) for b, f in zip(tabs, forms, strict=True)))
    was_sent_once(paper)
    assert Snapshot.objects.get().content["sections"][0]["content"] in texts
    [refused] = [answer for answer in answers if answer[:2] != (302, url("submission_sent", paper))]
    if refused[0] == 409:  # saving crossed saving: who came second sees both texts
        assert [text in refused[3] for text in texts] == [True, True]
    else:  # it had gone already: the text is kept, and that is said
        assert refused[:2] == (302, url("submission", paper))
        assert "Phần bạn vừa viết vẫn được giữ" in refused[2][0]
        assert Draft.objects.get().data[place][0] in texts

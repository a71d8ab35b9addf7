"""Two people decide on one paper at the same moment: one of the moves happens, the other person reads why theirs did not."""

import pytest

from campaigns.models import Submission
from emulation.base import audit
from emulation.base.models import Draft
from tests import factories
from tests.campaigns.parallel import browser, in_july, sentences
from tests.pages.papers import move, url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("july")]


def decide(at_once, paper, *moves):
    """{move: answer} of moves that people make at the same moment: (person, move, fields)."""
    browsers = [(browser(person), name, data) for person, name, data in moves]
    answers = at_once(*(in_july(lambda b=b, n=n, d=d: move(b, paper, n, **d)) for b, n, d in browsers))
    return dict(zip([name for _, name, _ in moves], answers, strict=True))


def the_one_that_happened(paper, answers, targets):
    """The move that happened, once; the other person is led back to the paper with a sentence."""
    state = Submission.objects.get(pk=paper.pk).state
    done = [name for name in answers if audit.history(paper).filter(action=name).exists()]
    assert len(done) == 1, done
    assert state == targets[done[0]]
    assert audit.history(paper).filter(action=done[0]).count() == 1
    assert answers[done[0]].status_code == 302
    (other,) = set(answers) - set(done)
    assert (answers[other].status_code, answers[other]["Location"]) == (302, url("submission", paper))
    sentence, *more = sentences(answers[other])
    assert sentence.startswith(("Không thể “", "Trưởng khối đã xác nhận nên không rút được.")), sentence
    return done[0], more


KEPT = "Lý do bạn vừa viết vẫn được giữ, khi làm lại việc này là thấy."


@pytest.mark.parametrize("turn", range(3))
def test_the_leader_returns_while_the_head_withdraws(cast, campaign, at_once, turn):
    paper = factories.report(cast, campaign, "submitted")
    moves = [
        (cast.leader, "bloc_return", {"note": "Thiếu số liệu."}),
        (cast.head, "withdraw", {"note": "Gửi nhầm bản."}),
    ]
    answers = decide(at_once, paper, *(moves if turn % 2 else moves[::-1]))
    done, more = the_one_that_happened(paper, answers, {"bloc_return": "returned", "withdraw": "draft"})
    assert Submission.objects.get(pk=paper.pk).withdrawn is (done == "withdraw")
    # The reason that did not go out is not lost.
    assert more == [KEPT]
    (kept,) = Draft.objects.filter(key__startswith=f"submission-move:{paper.pk}:")
    expected = {"withdraw": (cast.leader, "Thiếu số liệu."), "bloc_return": (cast.head, "Gửi nhầm bản.")}
    assert (kept.user, kept.data["note"][0]) == expected[done]


@pytest.mark.parametrize("turn", range(3))
def test_the_leader_endorses_while_the_head_withdraws(cast, campaign, at_once, turn):
    paper = factories.report(cast, campaign, "submitted")
    moves = [(cast.leader, "endorse", {}), (cast.head, "withdraw", {"note": "Gửi nhầm bản."})]
    answers = decide(at_once, paper, *(moves if turn % 2 else moves[::-1]))
    the_one_that_happened(paper, answers, {"endorse": "endorsed", "withdraw": "draft"})


def test_one_receives_while_the_other_returns(cast, campaign, at_once):
    paper = factories.report(cast, campaign, "endorsed")
    answers = decide(
        at_once, paper, (cast.dha, "accept", {}), (cast.dha_head, "dha_return", {"note": "Thiếu số liệu."})
    )
    the_one_that_happened(paper, answers, {"accept": "accepted", "dha_return": "returned"})

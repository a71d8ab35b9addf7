"""Two people, two clicks, two threads."""

import threading
import uuid

import pytest
from django.db import connection

from campaigns.models import Submission
from campaigns.services import submissions
from campaigns.workflows import SUBMISSION
from emulation.base import audit, concurrency
from emulation.base.models import UsedToken
from emulation.base.workflow import AlreadyDone
from tests import factories
from tests.factories import acting


def test_a_stale_save_writes_nothing_and_shows_the_current_object(cast, campaign):
    paper = factories.report(cast, campaign, "draft")
    section = paper.sections.first()
    opened_at = paper.version
    theirs = submissions.SectionInput({"content": "Bản của thủ trưởng"})
    submissions.save(paper, sections={section.pk: theirs}, values={}, version=opened_at, by=acting(cast.head))
    mine = submissions.SectionInput({"content": "Bản của cán bộ"})
    with pytest.raises(concurrency.StaleVersion) as stale:
        submissions.save(paper, sections={section.pk: mine}, values={}, version=opened_at, by=acting(cast.owner))
    assert stale.value.current.version == opened_at + 1
    section.refresh_from_db()
    assert section.content == "Bản của thủ trưởng"


def test_a_token_counts_once(cast):
    token = str(uuid.uuid4())
    assert concurrency.first_use(token, cast.owner) is None
    concurrency.remember(token, "/bao-cao/7/")
    again = concurrency.first_use(token, cast.owner)
    assert again.result_url == "/bao-cao/7/"


def test_what_is_no_token_is_not_kept(cast):
    assert concurrency.first_use("không phải mã", cast.owner) is None
    assert not UsedToken.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_B50_two_threads_accept_one_report_once():
    cast = factories.make_cast()
    campaign = factories.launch(cast)
    paper = factories.report(cast, campaign, "endorsed")
    results, gate = [], threading.Barrier(2)

    def accept():
        try:
            gate.wait()
            SUBMISSION.perform(Submission.objects.get(pk=paper.pk), "accept", by=acting(cast.dha))
            results.append("done")
        except AlreadyDone:
            results.append("already")
        finally:
            connection.close()

    threads = [threading.Thread(target=accept) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(results) == ["already", "done"]
    assert audit.history(paper).filter(action="accept").count() == 1

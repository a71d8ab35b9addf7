"""B63: the same head in two windows, and every head at once: each unit's signature stands once and the pledge completes once."""

import pytest
from django.urls import reverse

from campaigns.bloc_year.models import Pledge
from emulation.base import audit, clock
from tests.bloc_year import builders
from tests.campaigns.parallel import browser, sentences

pytestmark = pytest.mark.django_db(transaction=True)


def on_the_day(function):
    """The day of the test is a matter of each thread."""

    def run():
        with clock.at(clock.moment(builders.SIGNING_DAY)):
            return function()

    return run


def sign_at_once(at_once, pledge, *people):
    url = reverse("bloc_year:pledge", args=[pledge.pk])
    with clock.at(clock.moment(builders.SIGNING_DAY)):
        browsers = [browser(person) for person in people]
    return at_once(*(on_the_day(lambda b=b: b.post(url, {"move": "sign"})) for b in browsers))


def test_B63_two_windows_of_one_head_sign_once(cast, at_once):
    pledge = builders.signing(cast)
    answers = sign_at_once(at_once, pledge, cast.head, cast.head)
    assert [a.status_code for a in answers] == [302, 302]
    assert pledge.signatures.count() == 1
    assert audit.history(pledge).filter(action="sign").count() == 1
    said = [sentence for answer in answers for sentence in sentences(answer)]
    assert said == ["Đơn vị bạn đã ký giao ước này."]


def test_B63_all_heads_at_once_complete_it_once(cast, at_once):
    pledge = builders.signing(cast)
    heads = builders.heads(cast)
    answers = sign_at_once(at_once, pledge, *heads.values())
    assert [a.status_code for a in answers] == [302] * 4
    fresh = Pledge.objects.get(pk=pledge.pk)
    assert (fresh.state, fresh.signatures.count()) == ("complete", 4)
    assert audit.history(pledge).filter(action="sign", changes__to="complete").count() == 1

"""The way of a dossier: exactly these moves for these people, in every state; the tables are written by hand."""

import pytest
from django.core.exceptions import PermissionDenied

from awards.appraisal.models import Dossier, OwnRecord
from awards.appraisal.services import assignment, dossiers, telling
from awards.appraisal.workflows import DOSSIER
from awards.models import PersonPlace
from awards.nominations.models import NominationFile, Nominee
from emulation.base import clock, due
from emulation.base.concurrency import StaleVersion
from emulation.base.models import AuditEntry, Notification
from emulation.base.workflow import Refused
from organisations.enums import Role
from organisations.services import roles
from tests.appraisal.walk import appraised, colleague, dossier, fresh, of, proposed, received, written
from tests.factories import acting, make_person
from tests.nominations.walk import MORNING, person
from tests.pages.access_table import PEOPLE

pytestmark = pytest.mark.django_db
HEAD = {"dha_head"}
DHA = {"dha", "dha_head"}
# state → move → who is offered it, for a dossier of Sở Y tế that nobody has yet.
TABLE = {
    "waiting": {"begin": DHA, "propose": DHA},
    "appraising": {"propose": DHA},
    "proposed": {"take_back": DHA, "agree": HEAD, "send_back": HEAD},
    "appraised": {"reopen": HEAD},
}


@pytest.fixture(autouse=True)
def morning():
    with clock.at(MORNING):
        yield


def offers(row: Dossier, who) -> set[str]:
    return {o.transition.name for o in DOSSIER.offers(row, acting(who))}


@pytest.mark.parametrize("state", TABLE)
def test_offers_are_those_of_the_table(cast, state):
    row = dossier(cast)
    Dossier.objects.filter(pk=row.pk).update(state=state, verdict="supported")
    for name in PEOPLE:
        expected = {move for move, who in TABLE[state].items() if name in who}
        assert offers(fresh(row), getattr(cast, name)) == expected, f"{state}: {name}"


@pytest.mark.parametrize("state", TABLE)
def test_a_dossier_of_the_department_is_the_offices(cast, state):
    """What Sở Nội vụ proposes itself is appraised and looked at in the Chairman's office alone."""
    row = dossier(cast)
    NominationFile.objects.filter(pk=row.nominee.file_id).update(unit=cast.units["Sở Nội vụ"])
    Dossier.objects.filter(pk=row.pk).update(state=state, verdict="supported")
    for name in PEOPLE:
        expected = set(TABLE[state]) if name == "office" else set()
        assert offers(fresh(row), getattr(cast, name)) == expected, f"{state}: {name}"


def test_what_another_has_is_not_mine_to_write(cast):
    row = dossier(cast)
    other = colleague(cast)
    assignment.assign({row.pk: other}, by=acting(cast.dha_head))
    assert offers(fresh(row), cast.dha) == set()
    assert offers(fresh(row), other) == {"begin", "propose"}
    with pytest.raises(PermissionDenied):
        written(cast, row)


def test_a_file_opens_one_dossier_for_each_nominee_once(cast):
    file = received(cast, more=1, blocked=1)
    found = dict(Dossier.objects.values_list("nominee__name", "finding"))
    assert found == {"Lê Minh Tuấn": "clean", "Trần Thị Mai 0": "clean", "Phạm Văn Nam 0": "blocked"}
    assert dossiers.open_dossiers(file, by=acting(cast.dha)) == 0
    assert Dossier.objects.count() == 3


def test_from_the_officer_to_the_unit(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = appraised(cast, dossier(cast))
    assert (row.state, row.officer, row.proposed_by, row.decided_by) == ("appraised", cast.dha, cast.dha, cast.dha_head)
    assert not Dossier.objects.told_to(acting(cast.head)).exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert telling.tell_unit(row.nominee.file, by=acting(cast.dha_head)) == 1
    assert list(Dossier.objects.told_to(acting(cast.head))) == [row]
    assert not Dossier.objects.told_to(acting(cast.neighbour)).exists()
    told = Notification.objects.filter(key__contains=":told:").values_list("recipient__username", flat=True)
    assert sorted(told) == ["head", "owner"]


def test_the_unit_is_told_only_when_the_whole_file_is_done(cast):
    file = received(cast, more=1)
    appraised(cast, of(file))
    with pytest.raises(Refused, match="Còn 1 đối tượng chưa thẩm định xong: Trần Thị Mai 0"):
        telling.tell_unit(file, by=acting(cast.dha_head))
    with pytest.raises(PermissionDenied):
        telling.tell_unit(file, by=acting(cast.dha))


@pytest.mark.parametrize(
    ("work", "sentence"),
    [
        ({"verdict": ""}, "Chưa chọn kết luận."),
        ({"verdict": "lower"}, "Chưa chọn danh hiệu, hình thức đề nghị thay."),
        ({"verdict": "lower", "lower_award": "BKT"}, "phải ghi lý do"),
        ({"verdict": "refused"}, "phải ghi lý do"),
        ({"verdict": "refused", "reason": "Thiếu sáng kiến"}, "ít nhất một căn cứ"),
        ({"all_seen": False}, "mục chưa đánh dấu đã kiểm tra"),
    ],
)
def test_a_verdict_says_enough_before_it_goes_to_the_head(cast, work, sentence):
    row = dossier(cast)
    written(cast, row, **work)
    with pytest.raises(Refused, match=sentence):
        DOSSIER.perform(row, "propose", by=acting(cast.dha))
    assert fresh(row).state == "waiting"


def test_a_refusal_rests_on_an_article_of_the_law(cast):
    file = received(cast, blocked=1)
    row = of(file, "Phạm Văn Nam 0")
    from awards.appraisal.selectors.findings import articles_of, checked_of

    rule = articles_of(checked_of(row))[0]
    assert "Điều" in rule["basis"]
    row = proposed(cast, row, verdict="refused", reason="Thiếu sáng kiến", articles=[rule["rule"]], all_seen=False)
    assert (row.state, row.articles) == ("proposed", [rule])


def test_who_the_law_stops_goes_on_only_with_a_word_why(cast):
    row = of(received(cast, blocked=1), "Phạm Văn Nam 0")
    with pytest.raises(Refused, match="ghi lý do vẫn đề nghị"):
        proposed(cast, row)
    assert proposed(cast, row, reason="Hội đồng tỉnh đã cho chủ trương").state == "proposed"


def test_the_second_look_is_anothers(cast):
    row = proposed(cast, dossier(cast), by=cast.dha_head)
    with pytest.raises(Refused, match="Cần một lãnh đạo Sở khác"):
        DOSSIER.perform(row, "agree", by=acting(cast.dha_head))
    second = colleague(cast, "dhahead2", Role.DHA_HEAD)
    assert DOSSIER.perform(row, "agree", by=acting(second)).state == "appraised"


def test_sent_back_with_a_reason_and_proposed_again(cast):
    row = proposed(cast, dossier(cast))
    with pytest.raises(Refused, match="Hãy ghi cần xem thêm"):
        DOSSIER.perform(row, "send_back", by=acting(cast.dha_head))
    DOSSIER.perform(row, "send_back", by=acting(cast.dha_head), note="Đối chiếu lại sáng kiến")
    assert (fresh(row).state, fresh(row).return_note) == ("appraising", "Đối chiếu lại sáng kiến")
    assert proposed(cast, row).return_note == ""


def test_reopened_it_is_no_longer_told(cast):
    row = appraised(cast, dossier(cast))
    telling.tell_unit(row.nominee.file, by=acting(cast.dha_head))
    DOSSIER.perform(row, "reopen", by=acting(cast.dha_head), note="Có đơn thư")
    assert (fresh(row).state, fresh(row).told_at) == ("appraising", None)
    assert not Dossier.objects.told_to(acting(cast.head)).exists()


def test_the_desk_touches_only_its_dossier(cast):
    file = received(cast, more=1)
    before = list(Nominee.objects.order_by("pk").values())
    other = list(Dossier.objects.filter(nominee__name="Trần Thị Mai 0").values())
    appraised(cast, of(file), verdict="lower", lower_award="BKT", reason="Chưa đủ năm")
    assert list(Nominee.objects.order_by("pk").values()) == before
    assert list(Dossier.objects.filter(nominee__name="Trần Thị Mai 0").values()) == other


def test_a_stale_save_is_shown_and_what_is_with_the_head_is_not_written(cast):
    row = dossier(cast)
    written(cast, row)
    with pytest.raises(StaleVersion):
        dossiers.save_work(
            row, version=row.version, verdict="", lower_award="", reason="", articles=[], note="", seen=[],
            checked=None, by=acting(cast.dha),
        )  # fmt: skip
    proposed(cast, row)
    with pytest.raises(Refused, match="Hồ sơ đã trình lãnh đạo"):
        written(cast, row)


def test_the_record_of_changes_does_not_tell_what_the_desk_thinks(cast):
    row = appraised(cast, dossier(cast), verdict="refused", reason="BÍ MẬT", note="NỘI BỘ", articles=[_rule(cast)])
    texts = "".join(str(values) for values in AuditEntry.objects.values_list("note", "changes", "label"))
    assert "BÍ MẬT" not in texts
    assert "NỘI BỘ" not in texts
    assert row.state == "appraised"


def _rule(cast) -> str:
    from awards.appraisal.selectors.findings import articles_of, checked_of

    return articles_of(checked_of(Dossier.objects.for_page().get()))[0]["rule"]


# --- Who has a part in it -------------------------------------------------------------------------------------------------
def test_B21_the_own_person_cannot_be_given_nor_appraised(cast):
    row = dossier(cast)
    OwnRecord.objects.create(user=cast.dha, person=row.nominee.person)
    with pytest.raises(Refused, match="chính là người được xét"):
        assignment.assign({row.pk: cast.dha}, by=acting(cast.dha_head))
    assert offers(fresh(row), cast.dha) == set()
    assert not Dossier.objects.visible_to(acting(cast.dha)).exists()
    with pytest.raises(PermissionDenied, match="chính là người được xét"):
        written(cast, row)


def test_B21_also_when_it_was_given_first(cast):
    row = dossier(cast)
    assignment.assign({row.pk: cast.dha}, by=acting(cast.dha_head))
    assert offers(fresh(row), cast.dha) == {"begin", "propose"}
    PersonPlace.objects.create(person=row.nominee.person, unit=cast.units["Sở Nội vụ"])
    assert offers(fresh(row), cast.dha) == set()
    assert offers(fresh(row), cast.dha_head) == set()
    assert not Dossier.objects.visible_to(acting(cast.dha)).exists()


def test_B21_the_periodic_run_hands_it_out_again(cast):
    file = received(cast, more=1)
    assignment.assign({row.pk: cast.dha for row in Dossier.objects.all()}, by=acting(cast.dha_head))
    row = of(file)
    OwnRecord.objects.create(user=cast.dha, person=row.nominee.person)
    assert due.run()["appraisal_officers"] == 1
    assert due.run()["appraisal_officers"] == 0
    assert (fresh(row).officer, of(file, "Trần Thị Mai 0").officer) == (None, cast.dha)


def test_the_own_unit_in_any_role_one_holds(cast):
    row = dossier(cast)
    second = make_person("kiem", Role.DHA_CLERK, cast.units["Sở Nội vụ"])
    roles.grant(second, role=Role.UNIT_CLERK, unit=cast.units["Sở Y tế"], by=None)
    assert offers(row, acting(second, Role.DHA_CLERK)) == set()
    with pytest.raises(Refused, match="thuộc đơn vị của đối tượng được xét"):
        assignment.assign({row.pk: second}, by=acting(cast.dha_head))
    assert fresh(row).officer is None


def test_words_shared_in_names_are_no_part(cast):
    """A namesake of the officer, and a unit whose name holds the words of the officer's unit."""
    row = dossier(cast)
    person(cast, cast.dha.full_name)
    Nominee.objects.filter(pk=row.nominee_id).update(name=cast.dha.full_name)
    assert offers(fresh(row), cast.dha) == {"begin", "propose"}


def test_B22_who_was_not_given_it_does_not_see_it(cast, as_):
    row = dossier(cast)
    assignment.assign({row.pk: colleague(cast)}, by=acting(cast.dha_head))
    assert as_(cast.dha).get(f"/tham-dinh/doi-tuong/{row.pk}/").status_code == 404
    assert as_(cast.dha_head).get(f"/tham-dinh/doi-tuong/{row.pk}/").status_code == 200


@pytest.mark.parametrize("who", PEOPLE)
def test_what_is_seen_and_what_may_be_done_agree(cast, who):
    file = received(cast, more=1)
    assignment.assign({of(file).pk: cast.dha}, by=acting(cast.dha_head))
    user = acting(getattr(cast, who))
    seen = set(Dossier.objects.visible_to(user))
    for row in Dossier.objects.for_page():
        if offers(row, getattr(cast, who)):
            assert row in seen

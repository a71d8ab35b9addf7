"""What readers outside the unit see of a file: exactly what was sent, and nothing of ratings, conduct or why it went back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from awards.nominations.services import files, nominees
from awards.nominations.workflows import NOMINATION
from awards.services import facts
from emulation.base import clock
from tests.factories import acting
from tests.nominations.walk import DAY, MORNING, begun, fresh, nominate, person, sent, with_department, with_head

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning():
    with clock.at(MORNING):
        yield


def at(name: str, *args) -> str:
    return reverse(f"nominations:{name}", args=args)


def page(client, name: str, *args) -> str:
    answer = client.get(at(name, *args))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def returned(cast):
    file = with_department(cast)
    NOMINATION.perform(file, "dha_return", by=acting(cast.dha), note="Thiếu báo cáo của ông Tuấn")
    return fresh(file)


def test_whom_the_clerk_adds_after_a_return_is_read_by_nobody_until_it_is_sent(cast, as_):
    file = returned(cast)
    added = nominate(cast, file, person(cast, "Người Thêm Sau"))
    for who in (cast.dha, cast.leader, cast.auditor):
        client = as_(who)
        shown = page(client, "file", file.pk)
        assert "Lê Minh Tuấn" in shown
        assert "Người Thêm Sau" not in shown
        assert client.get(at("nominee", added.pk)).status_code == 404
        assert client.get(reverse("base:file", args=[added.papers.first().file_id])).status_code == 404
        assert client.get(at("file_list")).context["page_obj"][0].size == 1
    assert "Người Thêm Sau" in page(as_(cast.owner), "file", file.pk)
    assert as_(cast.owner).get(at("file_list")).context["page_obj"][0].size == 2
    NOMINATION.perform(file, "submit", by=acting(cast.head))
    assert "Người Thêm Sau" in page(as_(cast.dha), "file", file.pk)


def test_while_the_head_looks_at_the_supplement_the_receiver_still_has_the_file(cast, as_):
    file = returned(cast)
    NOMINATION.perform(file, "present", by=acting(cast.owner))
    assert "Lê Minh Tuấn" in page(as_(cast.dha), "file", file.pk)
    assert "Lê Minh Tuấn" in page(as_(cast.leader), "file", file.pk)


def test_a_changed_letter_and_summary_are_read_as_they_were_sent(cast, as_):
    file = returned(cast)
    row = file.nominees.get()
    values = {"award": "BKT", "type": "CONG_TRANG", "achievement_year": 2023, "position": "Giám đốc", "council_yes": 5}
    nominees.update(row, version=row.version, by=acting(cast.owner), summary="Viết lại", **values)
    head = {"letter_number": "126/TTr-SYT", "letter_date": DAY, "met_on": DAY, "members": 11, "present": 10}
    files.save_head(file, version=fresh(file).version, by=acting(cast.owner), differences="", **head)
    client = as_(cast.dha)
    shown = page(client, "file", file.pk)
    assert "125/TTr-SYT" in shown
    assert "02/12/2024" in shown
    assert "126/TTr-SYT" not in shown
    shown = page(client, "nominee", row.pk)
    assert "Viết lại" not in shown
    assert "Lao động tiên tiến" in shown
    assert "126/TTr-SYT" in page(as_(cast.owner), "file", file.pk)


def test_documents_that_were_sent_stay_with_what_was_sent(cast, as_):
    file = with_department(cast)
    row = file.nominees.get()
    paper = row.papers.first()
    NOMINATION.perform(file, "dha_return", by=acting(cast.dha), note="Thiếu")
    nominees.remove_paper(paper, by=acting(cast.owner))
    upload = SimpleUploadedFile("Mới.pdf", b"%PDF-1.4\n% other\n%%EOF\n")
    new = nominees.add_paper(row, "BAO_CAO", upload, by=acting(cast.owner))
    client = as_(cast.dha)
    assert client.get(reverse("base:file", args=[paper.file_id])).status_code == 200
    assert client.get(reverse("base:file", args=[new.file_id])).status_code == 404
    assert "Mới.pdf" not in page(client, "nominee", row.pk)
    assert "BAO_CAO.pdf" in page(client, "nominee", row.pk)


def test_who_was_taken_out_after_a_return_is_still_in_what_was_sent(cast, as_):
    file = returned(cast)
    row = file.nominees.get()
    nominees.remove(row, reason="Chuyển công tác", by=acting(cast.owner))
    client = as_(cast.dha)
    shown = page(client, "file", file.pk)
    assert "Lê Minh Tuấn" in shown
    assert "/doi-tuong/" not in shown
    assert "Lê Minh Tuấn" not in page(as_(cast.owner), "file", file.pk)


def test_another_unit_s_unsent_nominee_is_no_overlap(cast, as_):
    from awards.services import people

    file = returned(cast)
    who = person(cast, "Người Chung")
    people.add_place(who, unit=cast.units["Sở Tài chính"], by=acting(cast.dha))
    nominate(cast, file, who)
    other = files.begin(file.route, cast.units["Sở Tài chính"], by=acting(cast.leader))
    row = nominate(cast, other, who, by=cast.leader)
    assert "đã được Sở Y tế đề nghị" not in page(as_(cast.leader), "nominee", row.pk)
    NOMINATION.perform(fresh(file), "submit", by=acting(cast.head))
    assert "đã được Sở Y tế đề nghị" in page(as_(cast.leader), "nominee", row.pk)


def test_a_copy_of_before_nominees_had_ids_in_it_is_still_read(cast, as_):
    from awards.nominations.models import NominationSnapshot
    from awards.nominations.selectors.checks import check_sending

    file = with_department(cast)
    copy = NominationSnapshot.objects.get()
    for entry in copy.content["nominees"]:
        for name in ("id", "kind", "subject", "overridden_by"):
            del entry[name]
        entry["papers"] = [paper[:3] for paper in entry["papers"]]
    del copy.content["minutes_file"]
    row = check_sending(copy)[0]
    assert (row.nominee.pk, row.verdict, len(row.papers)) == (file.nominees.get().pk, "eligible", 2)


# --- Conduct ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("who", "reads"), [
    ("owner", True), ("head", True), ("dha", True), ("auditor", True),
    ("leader", False), ("leader_head", False), ("office", False),
])  # fmt: skip
def test_who_reads_what_the_law_says_of_a_nominee(cast, as_, who, reads):
    file = begun(cast)
    one = person(cast)
    facts.rate(one, year=2022, rating="KHT", basis="QĐ 9", by=acting(cast.dha))
    row = nominate(cast, file, one, "CSTDT")
    nominees.override(row, reason="Vì thành tích đặc biệt", by=acting(cast.head))
    with_head(cast, file)
    NOMINATION.perform(fresh(file), "submit", by=acting(cast.head))
    client = as_(getattr(cast, who))
    for shown in (page(client, "file", file.pk), page(client, "nominee", row.pk)):
        assert ("hưa đủ điều kiện" in shown) == reads
        assert ("Vì thành tích đặc biệt" in shown) == reads
        assert "Lê Minh Tuấn" in shown
    assert ("Đối chiếu với luật" in page(client, "nominee", row.pk)) == reads


def test_why_a_file_was_withdrawn_is_not_told_to_the_leader(cast, as_):
    file = sent(cast)
    NOMINATION.perform(file, "withdraw", by=acting(cast.head), note="Ông Tuấn đang bị xem xét")
    NOMINATION.perform(fresh(file), "submit", by=acting(cast.head))
    assert "Ông Tuấn đang bị xem xét" not in page(as_(cast.leader), "file", file.pk)
    assert "Ông Tuấn đang bị xem xét" in page(as_(cast.dha), "file", file.pk)
    NOMINATION.perform(fresh(file), "bloc_return", by=acting(cast.leader), note="Sửa tờ trình")
    NOMINATION.perform(fresh(file), "present", by=acting(cast.owner))
    answer = as_(cast.leader).get(at("file_sent", file.pk))
    assert answer.status_code == 302

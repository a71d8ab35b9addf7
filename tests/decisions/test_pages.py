"""Pages of decisions: the way from the session to the signed decision on screen, what each page costs, the thread."""

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.decisions.models import DecisionLine, RewardDecision, SignedDecision
from emulation.base import clock
from tests.decisions import walk
from tests.decisions.walk import DRAFTED, PDF, SIGNED, THREE, Who

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def day():
    with clock.at(clock.moment(DRAFTED, 9)):
        yield


def at(name: str, *args) -> str:
    return reverse(f"decisions:{name}", args=args)


def post(client, page: str, *args, **data):
    return client.post(at(page, *args), {"token": str(uuid.uuid4())} | data, follow=True)


def text_of(response) -> str:
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().split())


def test_from_the_session_to_the_signed_paper(cast, as_):
    session = walk.concluded(cast, *THREE, Who("CSTDTQ", "individual", "Bà Vũ Thị Hoa", unit="Sở Xây dựng"))
    dha = as_(cast.dha)
    assert f"Lập quyết định: {session.title}" in text_of(dha.get("/"))
    asked = text_of(dha.get(at("decision_new", session.pk)))
    assert "1 tập thể, 1 cá nhân, 1 hộ gia đình" in asked
    assert "Thủ tướng Chính phủ quyết định" in asked
    made = text_of(post(dha, "decision_new", session.pk, awards=["BKT"]))
    decision = RewardDecision.objects.get()
    assert "Ông Lê Văn An" in made
    assert "Bà Vũ Thị Hoa" not in made
    assert "Soạn quyết định" in text_of(dha.get("/"))
    assert f"Lập quyết định: {session.title}" not in text_of(dha.get("/"))
    post(dha, "decision", decision.pk, move="present")
    head = as_(cast.dha_head)
    assert "Duyệt, ký tờ trình" in text_of(head.get("/"))
    assert "Trả chuyên viên sửa" in text_of(head.get(at("decision", decision.pk)))
    post(head, "decision", decision.pk, move="submit")
    office = as_(cast.office)
    assert "Ghi Chủ tịch đã ký" in text_of(office.get("/"))
    asked = office.get(at("decision", decision.pk), {"chuyen": "sign"})
    assert asked["Location"] == at("decision_sign", decision.pk)
    refused = text_of(
        post(
            office, "decision_sign", decision.pk, signed_on="19/12/2023", signer="Trần Quốc Bảo", signer_role="chairman"
        )
    )
    assert "trước ngày Hội đồng họp (20/12/2023)" in refused
    assert 'value="Trần Quốc Bảo"' in refused  # nothing typed is lost
    token = str(uuid.uuid4())
    for _click in range(2):
        done = office.post(
            at("decision_sign", decision.pk),
            {"token": token, "signed_on": "21/12/2023", "signer": "Trần Quốc Bảo", "signer_role": "chairman"},
            follow=True,
        )
    assert "Quyết định số 01/QĐ-UBND" in text_of(done)
    row = SignedDecision.objects.get()
    assert "Ghi Chủ tịch đã ký" not in text_of(office.get("/"))
    bad = text_of(post(office, "signed_attach", row.pk, file=SimpleUploadedFile("a.txt", b"x")))
    assert "PDF" in bad
    done = text_of(post(office, "signed_attach", row.pk, file=SimpleUploadedFile("a.pdf", PDF)))
    assert "Bản đã ký, đóng dấu" in done


def test_editing_and_taking_out_on_screen(cast, as_):
    decision = walk.drafted(cast, *THREE)
    dha = as_(cast.dha)
    line = decision.lines.get(subject_kind="individual")
    fields = {"name": "Ông Lê Văn Ân", "detail": "Trưởng phòng Nghiệp vụ", "unit": line.unit_id}
    assert "Ông Lê Văn Ân" in text_of(post(dha, "line_edit", line.pk, **fields))
    assert "lại chờ quyết định" in text_of(post(dha, "line_remove", line.pk, reason="Chờ xác minh"))
    page = text_of(dha.get(at("decision", decision.pk)))
    assert "Đưa thêm (1)" in page
    assert "Đã đưa thêm 1 đề nghị" in text_of(post(dha, "decision_add", decision.pk, awards=["BKT"]))
    texts = {name: getattr(decision, name) for name in ("subject", "year", "type", "merit", "execution", "recipients")}
    assert "Đã lưu nội dung" in text_of(post(dha, "decision_edit", decision.pk, grounds="Căn cứ một", **texts))


def test_who_somebody_is_is_chosen_on_screen(cast, as_):
    decision = walk.drafted(cast, session=walk.concluded(cast, *THREE, people=True))
    line = decision.lines.get(subject_kind="individual")
    first = line.person
    dha = as_(cast.dha)
    assert f"Hồ sơ số {first.pk}" in text_of(dha.get(at("line_tie", line.pk)))
    post(dha, "line_tie", line.pk, person="moi")
    line.refresh_from_db()
    assert line.person != first
    assert "Hãy chọn một hồ sơ" in text_of(post(dha, "line_tie", line.pk, person="x"))
    DecisionLine.objects.filter(pk=line.pk).update(person=None)
    page = text_of(dha.get(at("decision", decision.pk)))
    assert "Còn 1 trường hợp chưa gắn hồ sơ" in page
    assert "Hãy chọn từng người" in text_of(post(dha, "new_records", decision.pk))


def test_pages_cost_the_same_with_one_line_and_with_three(cast, as_):
    counts = {}
    for number, nominees in enumerate([THREE[:1], THREE]):
        session = walk.concluded(
            cast, *nominees, title=f"Phiên {number}", day=dt.date(2023, 12, 20), people=number == 0
        )
        row = walk.signed(cast, session=session, on=SIGNED)
        dha = as_(cast.dha)
        for name, pk in (("decision", row.decision_id), ("signed", row.pk), ("decision_new", session.pk)):
            dha.get(at(name, pk))
            with CaptureQueriesContext(
                connection,
            ) as seen:
                dha.get(at(name, pk))
            counts.setdefault(name, []).append(len(seen))
    assert {name: len(set(found)) for name, found in counts.items()} == dict.fromkeys(counts, 1), counts
    assert max(max(found) for found in counts.values()) <= 25, counts


def test_the_thread_from_the_session(cast, as_):
    row = walk.signed(cast, *THREE)
    dha = as_(cast.dha)
    page = text_of(dha.get(reverse("council:session", args=[row.decision.session_id])))
    assert at("decision", row.decision_id) in page
    assert "01/QĐ-UBND" in page
    # Nothing of a draft is seen by those who do not make it.
    RewardDecision.objects.update(state="draft")
    page = text_of(as_(cast.auditor).get(reverse("council:session", args=[row.decision.session_id])))
    assert at("decision", row.decision_id) not in page

"""The page on which the secretary enters what was counted on paper, some nominees at a time."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from awards.council.enums import Presence, SessionState
from awards.council.forms.sessions import PaperCountsForm, paper_values
from awards.council.models import Session
from awards.council.services import counting
from awards.council.views.common import both, crumbs_of, kept_session, url_of
from awards.enums import BallotMode
from campaigns.views.pieces import Page, edit

PER_PAGE = 30


@both
def session_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the counts of one page of nominees; impossible counts are refused with the name they are about."""
    row = kept_session(request, pk)
    if row.state != SessionState.VOTING or row.box.mode != BallotMode.PAPER:
        messages.info(request, "Phiên họp này không nhận kết quả kiểm phiếu giấy lúc này.")
        return redirect(url_of(row))
    paper = Paginator(row.items.all(), PER_PAGE).get_page(request.GET.get("trang"))
    written = row.attendances.filter(presence=Presence.WRITTEN).count()
    here = reverse("council:session_paper", args=[pk])

    def save(form: PaperCountsForm, version: int) -> tuple[str, str]:
        counting.set_paper_counts(row, form.counts("room"), form.counts("letters"), version=version, by=request.user)
        sentence = f"Đã ghi kết quả các số {paper.start_index()}–{paper.end_index()}."
        return (f"{here}?trang={paper.next_page_number()}" if paper.has_next() else url_of(row)), sentence

    def saved(current: Session) -> dict:
        return {"invalid": 0} | paper_values(current.box.paper_counts)

    page = Page(
        key=f"council-paper:{pk}:{paper.number}",
        title="Nhập kết quả kiểm phiếu giấy",
        crumbs=crumbs_of(row, "Kiểm phiếu giấy"),
        back=url_of(row),
        form=lambda **kwargs: PaperCountsForm(
            items=list(paper.object_list), written=written, abstain=row.terms.offers_abstention, **kwargs
        ),
        initial=saved(row),
        version=row.version,
        saved=saved,
        save=save,
        lead=f"Số {paper.start_index()}–{paper.end_index()} trên {paper.paginator.count} đề nghị.",
        primary="Lưu và sang trang sau" if paper.has_next() else "Lưu",
        template="council/session_paper.html",
        context={"paper": paper},
    )
    return edit(request, page)

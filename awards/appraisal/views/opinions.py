"""Pages of opinions: agencies, asking about a file, what an agency answers, what came on paper."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from awards.appraisal.forms.opinions import AgencyForm, AnswerForm, AskForm, agency_values
from awards.appraisal.models import Agency, Opinion
from awards.appraisal.selectors import opinions as pages
from awards.appraisal.selectors.queue import award_name
from awards.appraisal.services import opinions as services
from awards.appraisal.views.common import both, crumbs, desk_url, file_of
from awards.law import law
from campaigns.views.pieces import Page, edit
from emulation.base.files import FileRefused
from emulation.base.workflow import Refused
from organisations.views.common import page_of, require

MAY = ("appraisal.edit_limits", "Chỉ Sở Nội vụ sửa danh sách cơ quan được lấy ý kiến.")
ASKED = ("appraisal.answer", "Trang này dành cho cơ quan được lấy ý kiến.")


def _home() -> str:
    return reverse("appraisal:agency_list")


@require_GET
def agency_list(request: HttpRequest) -> HttpResponse:
    """Who is asked about what, until when, and what silence means."""
    require(request, "appraisal.view_queue", MAY[1])
    rows = [
        (row, [award_name(code) for code in row.awards if code in law().awards])
        for row in Agency.objects.select_related("unit")
    ]
    may_edit = request.user.has_perm("appraisal.edit_limits")
    context = {"rows": rows, "may_edit": may_edit, "crumbs": crumbs("Cơ quan được lấy ý kiến")}
    return render(request, "appraisal/agency_list.html", context)


def _agency(request: HttpRequest, row: Agency | None) -> HttpResponse:
    require(request, *MAY)

    def save(form: AgencyForm, version: int) -> tuple[str, str]:
        made = services.save_agency(row, version=version if row else None, by=request.user, **form.cleaned_data)
        return _home(), f"Đã ghi {made}."

    page = Page(
        key=f"agency:{row.pk if row else 'new'}",
        title=row.name if row else "Thêm cơ quan được lấy ý kiến",
        crumbs=crumbs(("Cơ quan được lấy ý kiến", _home()), "Sửa" if row else "Thêm"),
        back=_home(),
        form=AgencyForm,
        initial=agency_values(row) if row else {},
        version=row.version if row else 0,
        saved=agency_values,
        save=save,
    )
    return edit(request, page)


@both
def agency_new(request: HttpRequest) -> HttpResponse:
    """Another agency."""
    return _agency(request, None)


@both
def agency_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Other data of an agency."""
    require(request, *MAY)
    return _agency(request, get_object_or_404(Agency, pk=pk))


@both
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask agencies about the open nominees of a file."""
    require(request, "appraisal.work", "Chỉ nơi thẩm định lấy ý kiến các cơ quan.")
    file = file_of(request, pk)
    back = reverse("appraisal:file", args=[pk])
    offered = pages.agencies_for(file)

    def save(form: AskForm, version: int) -> tuple[str, str]:
        number = services.ask(file, list(form.cleaned_data["agencies"]), by=request.user)
        return back, f"Đã hỏi {number} ý kiến; cơ quan có tài khoản đã được báo."

    page = Page(
        key=f"ask:{pk}",
        title="Lấy ý kiến các cơ quan",
        crumbs=crumbs((str(file), back), "Lấy ý kiến"),
        back=back,
        form=lambda **kwargs: AskForm(offered=offered, **kwargs),
        initial={"agencies": [agency.pk for agency, number in offered if not number]},
        save=save,
        lead="Mỗi cơ quan được lấy ý kiến về đối tượng thuộc danh hiệu và loại đối tượng của mình, không hỏi về chính đơn vị mình.",
        primary="Lấy ý kiến",
    )
    return edit(request, page)


@both
def opinion_list(request: HttpRequest) -> HttpResponse:
    """What the own agency was asked; several without objection are answered at once."""
    require(request, *ASKED)
    only = request.GET.get("ho-so", "")
    file = int(only) if only.isascii() and only.isdigit() and len(only) < 9 else None
    rows = pages.asked_of(request.user, file)
    if request.method == "POST":
        keys = [key for key in request.POST.getlist("chon") if key.isascii() and key.isdigit() and len(key) < 9][:200]
        chosen = list(rows.filter(pk__in=keys, answer=""))
        if not chosen:
            messages.error(request, "Chưa chọn đối tượng nào chưa trả lời.")
        else:
            number = services.give_clear(chosen, by=request.user)
            messages.success(request, f"Đã trả lời không có ý kiến khác về {number} đối tượng.")
        return redirect(request.get_full_path())
    page_obj = page_of(request, rows)
    context = {
        "page_obj": page_obj,
        "rows": [(row, award_name(row.dossier.nominee.award)) for row in page_obj],
        "open": any(not row.answer for row in page_obj),
        "file": file,
    }
    return render(request, "appraisal/opinion_list.html", context)


def _who(nominee) -> str:
    """Enough to know the person by: namesakes are told apart by their year and post."""
    year = nominee.person.birth_year if nominee.person else None
    told = [f"sinh năm {year}" if year else "", nominee.position]
    words = ", ".join(part for part in told if part)
    return f"{words[:1].upper()}{words[1:]}. " if words else ""


@both
def opinion_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer about one nominee, by the agency or from its letter."""
    row = get_object_or_404(Opinion.objects.visible_to(request.user).for_page(), pk=pk)
    at_desk = request.user.has_perm("appraisal.work")
    if not request.user.has_perm("appraisal.record_answer" if at_desk else "appraisal.answer", row):
        raise PermissionDenied("Chỉ cơ quan được lấy ý kiến, hoặc nơi thẩm định theo văn bản, ghi trả lời.")
    back = desk_url(row.dossier_id) if at_desk else reverse("appraisal:opinion_list")
    nominee = row.dossier.nominee

    def save(form: AnswerForm, version: int) -> tuple[str, str]:
        try:
            services.give(row, version=version, by=request.user, **form.cleaned_data)
        except FileRefused as refused:
            raise Refused(str(refused)) from None
        return back, f"Đã ghi trả lời về {nominee.name}."

    def values(opinion: Opinion) -> dict:
        return {"answer": opinion.answer, "text": opinion.text, "letter": opinion.letter}

    page = Page(
        key=f"opinion:{pk}",
        title=f"{row.agency}: {nominee.name}",
        crumbs=[("Thẩm định" if at_desk else "Ý kiến hiệp y", back), (nominee.name, None)],
        back=back,
        form=lambda **kwargs: AnswerForm(at_desk=at_desk, files=request.FILES or None, **kwargs),
        initial=values(row),
        version=row.version,
        saved=values,
        save=save,
        lead=(
            f"{_who(nominee)}{award_name(nominee.award)}, {nominee.file.unit.official_name}. "
            f"Hỏi về {row.agency.matter}, trả lời đến hết {row.due:%d/%m/%Y}."
        ),
        primary="Ghi trả lời",
        template="appraisal/opinion_answer.html",
    )
    return edit(request, page)

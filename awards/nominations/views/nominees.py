"""Pages of nominees: picking who, what for, findings, papers, evidence, why in spite of a finding."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from awards.forms.subjects import Picker
from awards.nominations.forms.files import NomineeForm, OverrideForm, PaperForm, nominee_values
from awards.nominations.models import NominationFile, Nominee, NomineeEvidence, NomineePaper
from awards.nominations.selectors import pages
from awards.nominations.selectors.checks import OF_THE_FILE, Checked, check_nominee, check_sent
from awards.nominations.selectors.sendings import as_sent, evidence_of
from awards.nominations.services import nominees as services
from awards.nominations.services.files import CLOSED, NOT_YOURS
from awards.nominations.views import findings
from awards.nominations.views.common import (
    beginning,
    both,
    crumbs_of,
    is_open,
    nominee_of,
    own_file,
    own_nominee,
    subject_to_propose,
    url_of,
)
from awards.selectors.outlook import sees_outlook
from awards.selectors.subjects import KINDS
from campaigns.views.pieces import Page, Removal, edit, remove
from emulation.base.files import FileRefused
from emulation.base.workflow import Refused
from organisations import panels


def _closed(request: HttpRequest, file: NominationFile) -> HttpResponse:
    messages.info(request, CLOSED)
    return redirect(url_of(file))


def _url(nominee: Nominee) -> str:
    return reverse("nominations:nominee", args=[nominee.pk])


@both
def nominee_pick(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom to propose: a known person found without accents, a new one, a collective, a household."""
    file = own_file(request, pk)
    if not is_open(file):
        return _closed(request, file)
    picker = Picker(request, file.unit, since=beginning(file))
    if made := picker.made():
        return redirect("nominations:nominee_new", file.pk, *made)
    context = {"file": file, "picker": picker, "base": request.path, "crumbs": crumbs_of(file, "Thêm")}
    return render(request, "nominations/nominee_pick.html", context)


@both
def nominee_new(request: HttpRequest, pk: int, kind: str, subject: int) -> HttpResponse:
    """For which award, with which achievements."""
    file = own_file(request, pk)
    if not is_open(file):
        return _closed(request, file)
    who = subject_to_propose(file, kind, subject)

    def save(form: NomineeForm, version: int) -> tuple[str, str]:
        made = services.add(file, who, by=request.user, **form.columns())
        return _url(made), f"Đã thêm {made.name}."

    place = who.places.filter(unit=file.unit).last() if kind == "ca-nhan" else None
    shape = {"file": file, "kind": KINDS[kind], "person": who if kind == "ca-nhan" else None}
    page = Page(
        key=f"nominee-new:{pk}:{kind}:{subject}",
        title=f"Đề nghị {who}",
        crumbs=crumbs_of(file, str(who)),
        back=url_of(file),
        form=lambda **kwargs: NomineeForm(**shape, **kwargs),
        initial={
            "achievement_year": file.route.year,
            "position": f"{place.position}, {file.unit.official_name}" if place and place.position else "",
        },
        save=save,
        primary="Thêm vào hồ sơ",
        template="nominations/nominee_form.html",
        context={"findings_url": reverse("nominations:findings_new", args=[pk, kind, subject])},
        preview=lambda form: findings.of_form(form, findings.proposed(file, who)),
    )
    return edit(request, page)


@both
def nominee(request: HttpRequest, pk: int) -> HttpResponse:
    """One nominee: what the law says and why, papers, evidence; POST adds a paper. Readers outside the unit see it as it was sent."""
    row = nominee_of(request, pk)
    if not request.user.has_perm("nominations.prepare", row.file):
        if request.method == "POST":
            raise PermissionDenied(NOT_YOURS)
        return render(request, "nominations/nominee.html", _as_sent(request, row))
    writes = is_open(row.file)
    checked = check_nominee(row)
    form = PaperForm(request.POST or None, request.FILES or None, asked=checked.asked_papers)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_paper(row, form.cleaned_data["code"], form.cleaned_data["file"], by=request.user)
        except (FileRefused, Refused) as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, f"Đã thêm “{made.file.name}”.")
            return redirect(_url(row))
    context = _shown(request, row, checked) | {
        "writes": writes,
        "sends": writes and request.user.has_perm("nominations.send", row.file),
        "form": form if writes else None,
        "evidence": list(row.evidence.select_related("submission__period", "submission__unit", "ranking__round__bloc")),
        "reports": pages.reports_of(row.file) if writes else [],
        "rankings": pages.rankings_of(row.file) if writes else [],
    }
    return render(request, "nominations/nominee.html", context)


def _shown(request: HttpRequest, row: Nominee, checked: Checked) -> dict:
    return {
        "nominee": row,
        "file": row.file,
        "row": checked,
        "sees_outlook": sees_outlook(request.user, row.file.unit_id),
        "file_papers": [d["name"] for d in checked.documents if d["code"] in OF_THE_FILE],
        "crumbs": crumbs_of(row.file, row.name),
        "panels": panels.panels_for("nominee", row, request.user),
    }


def _as_sent(request: HttpRequest, row: Nominee) -> dict:
    """What the page shows to those who read what was sent."""
    sending = row.file.last_sending()
    found = check_sent(sending, row.pk) if sending else None
    if found is None:
        raise Http404
    checked, sent = found
    context = _shown(request, checked.nominee, checked)
    return context | {"file": as_sent(row.file, sending), "evidence": evidence_of(sent)}


@both
def nominee_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is said of a nominee."""
    row = own_nominee(request, pk)
    if not is_open(row.file):
        return _closed(request, row.file)

    def save(form: NomineeForm, version: int) -> tuple[str, str]:
        services.update(row, version=version, by=request.user, **form.columns())
        return _url(row), f"Đã lưu {row.name}."

    page = Page(
        key=f"nominee:{pk}",
        title=f"Sửa đề nghị {row.name}",
        crumbs=crumbs_of(row.file, (row.name, _url(row)), "Sửa"),
        back=_url(row),
        form=lambda **kwargs: NomineeForm(file=row.file, kind=row.subject_kind, person=row.person, **kwargs),
        initial=nominee_values(row),
        version=row.version,
        saved=nominee_values,
        save=save,
        template="nominations/nominee_form.html",
        context={"findings_url": reverse("nominations:findings", args=[pk])},
        preview=lambda form: findings.of_form(form, row),
    )
    return edit(request, page)


@both
def nominee_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a nominee out of the file."""
    row = own_nominee(request, pk)
    if not is_open(row.file):
        return _closed(request, row.file)
    return remove(
        request,
        Removal(
            title="Bỏ khỏi hồ sơ đề nghị",
            crumbs=crumbs_of(row.file, row.name),
            back=url_of(row.file),
            remove=lambda reason: services.remove(row, reason=reason, by=request.user),
            sentence=f"Đã bỏ {row.name} khỏi hồ sơ.",
            facts=[row.name, row.position],
            button="Bỏ khỏi hồ sơ",
        ),
    )


@both
def nominee_override(request: HttpRequest, pk: int) -> HttpResponse:
    """The head proposes in spite of a finding, with a reason."""
    row = own_nominee(request, pk)
    if not is_open(row.file):
        return _closed(request, row.file)

    def save(form: OverrideForm, version: int) -> tuple[str, str]:
        services.override(row, reason=form.cleaned_data["reason"], by=request.user)
        said = "Đã ghi lý do vẫn đề nghị." if form.cleaned_data["reason"] else "Đã rút lại quyết định vẫn đề nghị."
        return _url(row), said

    page = Page(
        key=f"nominee-override:{pk}",
        title=f"Vẫn đề nghị {row.name}",
        crumbs=crumbs_of(row.file, (row.name, _url(row)), "Vẫn đề nghị"),
        back=_url(row),
        form=OverrideForm,
        initial={"reason": row.override_reason},
        save=save,
        lead=_law_says(row),
        primary="Ghi quyết định",
    )
    return edit(request, page)


def _law_says(nominee: Nominee) -> str:
    assessment = check_nominee(nominee).assessment
    return assessment.sentence if assessment else "Danh hiệu, hình thức này không còn trong danh mục."


@require_POST
def nominee_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Rest the achievement on an accepted report or a published ranking."""
    row = own_nominee(request, pk)
    kind, _, key = request.POST.get("nguon", "").partition("-")
    try:
        if kind == "bc":
            found = next(r for r in pages.reports_of(row.file) if str(r.pk) == key)
            services.link(row, submission=found, by=request.user)
        else:
            found = next(r for r in pages.rankings_of(row.file) if str(r.pk) == key)
            services.link(row, ranking=found, by=request.user)
    except StopIteration:
        messages.error(request, "Hãy chọn báo cáo hoặc bảng xếp hạng trong danh sách.")
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã dẫn thành tích từ {found}.")
    return redirect(_url(row))


@require_POST
def evidence_unlink(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a link out."""
    evidence = get_object_or_404(NomineeEvidence.objects.select_related("nominee"), pk=pk)
    row = own_nominee(request, evidence.nominee_id)
    return _tried(request, row, lambda: services.unlink(evidence, by=request.user), "Đã bỏ dẫn chứng.")


@require_POST
def paper_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a document out."""
    paper = get_object_or_404(NomineePaper.objects.select_related("nominee__file", "file"), pk=pk)
    row = own_nominee(request, paper.nominee_id)
    return _tried(request, row, lambda: services.remove_paper(paper, by=request.user), f"Đã bỏ “{paper.file.name}”.")


def _tried(request: HttpRequest, row: Nominee, do, said: str) -> HttpResponse:
    try:
        do()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect(_url(row))


@both
def nominee_listed(request: HttpRequest, pk: int) -> HttpResponse:
    """Take lines of a list that Sở Nội vụ brought in for the unit."""
    file = own_file(request, pk)
    if not is_open(file):
        return _closed(request, file)
    rows = list(pages.listed_waiting(file))
    if request.method == "POST":
        chosen = set(request.POST.getlist("dong"))
        taken, left = services.take_listed(file, [r for r in rows if str(r.pk) in chosen], by=request.user)
        if taken:
            messages.success(request, f"Đã đưa {taken} dòng vào hồ sơ.")
        for sentence in left[:20]:
            messages.error(request, sentence)
        return redirect(url_of(file))
    context = {"file": file, "rows": rows, "crumbs": crumbs_of(file, "Từ danh sách đã nhập")}
    return render(request, "nominations/nominee_listed.html", context)

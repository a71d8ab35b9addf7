"""Evidence of a paper: files go up at once (with a script) or with the form (without); links; taking out."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from campaigns.forms.submissions import PaperForm
from campaigns.models import Evidence, Submission
from campaigns.selectors.papers import forget_paper
from campaigns.services import submissions
from campaigns.views.submissions import visible
from emulation.base.files import FileRefused
from emulation.base.workflow import Refused

_ENDING = "-files"


@dataclass
class Taken:
    """What came with a form: the text without the links that were taken, and what to say of each file."""

    data: QueryDict
    sentences: list[str] = field(default_factory=list)
    refusals: list[tuple[str, str]] = field(default_factory=list)

    def report_to(self, form: PaperForm) -> None:
        """Hang each refusal on the field of its place."""
        places = dict(form.places())
        for code, sentence in self.refusals:
            if code in places:
                places[code].refuse(sentence)


def take_all(request: HttpRequest, row: Submission) -> Taken:
    """Take every file and link of a posted form, whatever the state of its other fields (B51)."""
    taken = Taken(request.POST.copy())
    for code, form in PaperForm(row, request.POST).places():
        for upload in request.FILES.getlist(f"{code}{_ENDING}"):
            try:
                _attach(row, code, upload, by=request.user)
                taken.sentences.append(f"Đã nhận tệp “{upload.name}”.")
            except (FileRefused, Refused) as fault:
                taken.refusals.append((code, str(fault)))
        link = form.link()
        if link and code != "ky":
            place = submissions.place(row, code)
            submissions.add_link(row, by=request.user, **link, **place)
            taken.sentences.append(f"Đã thêm liên kết {link['url']}.")
            taken.data[f"{code}-url"] = taken.data[f"{code}-label"] = ""
    return taken


def _attach(row: Submission, code: str, upload: Any, *, by: Any) -> Evidence:
    return submissions.add_file(row, upload, by=by, **submissions.place(row, code))


def remove_asked(request: HttpRequest, row: Submission) -> str:
    """Take the piece out whose button was pressed; a sentence of what was done, '' for nothing."""
    asked = request.POST.get("remove", "")
    if not asked:
        return ""
    piece = row.evidence.select_related("file", "section", "value__indicator", "submission").filter(
        pk=int(asked) if asked.isdecimal() else 0
    )
    found = piece.first()
    if found is None:
        return "Tệp này đã được bỏ trước đó."
    label = str(found)
    try:
        submissions.remove_evidence(found, by=request.user)
    except Refused as refused:
        raise PermissionDenied(str(refused)) from None
    return f"Đã bỏ “{label}”."


@require_POST
def submission_upload(request: HttpRequest, pk: int) -> HttpResponse:
    """One file, sent by the script as soon as it is chosen; the field's name says the place. Answers JSON."""
    row = visible(request, pk)
    if not request.user.has_perm("campaigns.prepare_submission", row):
        raise PermissionDenied("Chỉ người soạn của đơn vị mới thêm tệp được.")
    name = next((n for n in request.FILES if n.endswith(_ENDING)), "")
    if not name:
        return JsonResponse({"message": "Chưa có tệp nào. Hãy chọn tệp rồi thử lại."}, status=400)
    try:
        piece = _attach(row, name.removesuffix(_ENDING), request.FILES[name], by=request.user)
    except LookupError:
        raise Http404 from None
    except (FileRefused, Refused) as fault:
        return JsonResponse({"message": str(fault)}, status=400)
    forget_paper(row)
    piece = get_object_or_404(Evidence.objects.select_related("file", "added_by"), pk=piece.pk)
    html = render_to_string("campaigns/_submission_evidence_item.html", {"e": piece, "remove": True}, request)
    url = reverse("base:file", args=[piece.file_id])
    return JsonResponse({"id": piece.pk, "name": piece.file.name, "size": piece.file.size, "url": url, "html": html})

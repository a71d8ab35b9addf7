"""Getting a document of an object as a file."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from emulation.base.official import kinds
from emulation.base.official.pdf import PdfUnavailable
from emulation.base.official.services import documents
from emulation.base.official.word import TemplateFault


@require_POST
def document_make(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Make the document as its object stands now, for those who see the object; a long one is printed by a job."""
    kind = kinds.get(key)
    if kind is None:
        raise Http404
    obj = get_object_or_404(kind.model._default_manager.visible_to(request.user), pk=pk)
    if reason := kind.refuses(obj, request.user):
        messages.error(request, reason)
        return redirect(kind.page(obj))
    wanted = "docx" if request.POST.get("wanted") == "docx" else "pdf"
    row = documents.make(obj, kind=kind.key, by=request.user)
    if not getattr(row, f"{wanted}_id") and documents.is_large(row):
        return redirect("base:job", documents.start_job(row, by=request.user, wanted=wanted).pk)
    try:
        row = documents.print_file(row, wanted)
    except (PdfUnavailable, TemplateFault) as fault:
        messages.error(request, str(fault))
        return redirect(kind.page(obj))
    return redirect(f"{reverse('base:file', args=[getattr(row, wanted).pk])}?tai-ve=1")

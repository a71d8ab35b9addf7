"""What the law says of a nominee while the form is filled: a fragment of the page, nothing is stored."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from awards.nominations.forms.files import NomineeForm
from awards.nominations.models import NominationFile, Nominee
from awards.nominations.selectors.checks import Checked, check_nominee
from awards.nominations.services.files import CLOSED
from awards.nominations.views.common import is_open, own_file, own_nominee, subject_to_propose
from awards.selectors.subjects import Subject, kind_of
from awards.services.unit_lists import FIELDS

# Without these nothing can be asked.
ASKED = ("award", "type", "achievement_year")


def proposed(file: NominationFile, who: Subject) -> Nominee:
    """Somebody who is not in the file yet, for this award and that year; never saved."""
    return Nominee(file=file, subject_kind=kind_of(who), name=str(who), **{FIELDS[type(who)]: who})


def of_form(form: NomineeForm, nominee: Nominee) -> dict:
    """The fragment's values: what the law says of the nominee as the form describes it, and what is wrong with the fields."""
    form.is_valid()
    data = form.cleaned_data
    asked = all(data.get(name) for name in ASKED)
    faults = [text for name in (*ASKED, "council_yes", "died_on", "receiver") for text in form.errors.get(name, ())]
    return {"row": _checked(nominee, data) if asked else None, "faults": faults}


def _checked(nominee: Nominee, data: dict) -> Checked:
    for name in (*ASKED, "posthumous"):
        setattr(nominee, name, data.get(name, getattr(nominee, name)))
    if data.get("died_on"):
        nominee.person.died_on = data["died_on"]
    return check_nominee(nominee, with_papers=False)


def _fragment(request: HttpRequest, file: NominationFile, nominee: Nominee) -> HttpResponse:
    if not is_open(file):
        return render(request, "nominations/nominee_findings.html", {"faults": [CLOSED]})
    form = NomineeForm(request.GET, file=file, kind=nominee.subject_kind, person=nominee.person)
    return render(request, "nominations/nominee_findings.html", of_form(form, nominee))


@require_GET
def findings_new(request: HttpRequest, pk: int, kind: str, subject: int) -> HttpResponse:
    """Of somebody who is being put into a file."""
    file = own_file(request, pk)
    return _fragment(request, file, proposed(file, subject_to_propose(file, kind, subject)))


@require_GET
def findings(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a nominee who is being changed."""
    row = own_nominee(request, pk)
    return _fragment(request, row.file, row)

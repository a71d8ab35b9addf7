"""The same file handed in more than once: in another place of the paper, or in another paper the reader may see."""

from collections import defaultdict

from django.db.models import F, Q

from campaigns.models import Evidence, Submission
from organisations.rules import is_unit_officer, unit_id_of


def of_content(content: dict, submission: Submission, user) -> dict[int, str]:
    """{evidence id: where else the same bytes are}, one query. Of other units' papers only what they have sent."""
    places = _places(content)
    hashes = {item["sha256"] for item, _ in places if "sha256" in item}
    if not hashes:
        return {}
    elsewhere = _elsewhere(hashes, submission, user)
    found = {}
    for item, _ in places:
        sha = item.get("sha256")
        here = [p for other, p in places if sha and other.get("sha256") == sha and other["id"] != item["id"]]
        where = [*dict.fromkeys(here), *elsewhere.get(sha, [])]
        if where:
            found[item["id"]] = "Trùng tệp ở " + "; ".join(where[:2]) + (" và nơi khác" if len(where) > 2 else "")
    return found


def _places(content: dict) -> list[tuple[dict, str]]:
    """Each piece of evidence with the name of its place."""
    found = [(item, "bản ký") for item in content["signed"]]
    found += [(item, "phần chung") for item in content["other"]]
    for section in content["sections"]:
        name = f"nhiệm vụ {section['order']}" if section["task_id"] else "nội dung"
        found += [(item, name) for item in section["evidence"]]
        found += [(item, f"chỉ tiêu “{v['name']}”") for v in section["values"] for item in v["evidence"]]
    return found


def _elsewhere(hashes: set[str], submission: Submission, user) -> dict[str, list[str]]:
    own = Q(submission__unit_id=unit_id_of(user)) if is_unit_officer(user) else Q(pk__in=[])
    sent = Q(submission__number__gte=1, added_at__lte=F("submission__last_sent_at"))
    rows = (
        Evidence.objects.filter(own | sent, file__sha256__in=hashes)
        .filter(submission__in=Submission.objects.visible_to(user))
        .exclude(submission=submission)
        .select_related("file", *(f"submission__{n}" for n in ("unit", "period", "duty", "bloc")))
        .order_by("pk")[:50]
    )
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if str(row.submission) not in found[row.file.sha256]:
            found[row.file.sha256].append(str(row.submission))
    return found

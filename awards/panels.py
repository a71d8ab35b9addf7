"""What this app shows on the page of a bloc, and how its objects are named in the record of changes."""

from typing import Any

from awards.models import Acclaim
from organisations import panels
from organisations.models import Bloc
from organisations.selectors import audit

# Facts are kept with their subject: to which model the fields of an entry belong.
FACTS = {
    "rating": "awards.YearRating",
    "work_year": "awards.WorkYear",
    "composition": "awards.CompositionYear",
    "initiative": "awards.Initiative",
    "initiative_use": "awards.InitiativeUse",
    "restriction": "awards.RestrictionRecord",
    "release": "awards.RestrictionRecord",
    "discipline": "awards.DisciplineRecord",
}
# What is kept with a person or an acclaim and is a field of neither.
WORDS = {
    "citizen_number": "Số định danh cá nhân",
    "awards": "Số khen thưởng",
    "places": "Số nơi công tác",
    "nominees": "Đề cử",
    "chosen": "Được chọn",
}


def register() -> None:
    """Called from AppConfig.ready."""
    panels.register("bloc", "awards/panels/bloc.html", of_bloc, order=40)
    panels.register_page("awards.acclaim", "awards:acclaim")
    audit.name_kind("awards.acclaim", "Bình xét, suy tôn")
    panels.register_page("awards.person", "awards:person")
    audit.name_kind("awards.person", "Hồ sơ cá nhân")
    panels.register_page("awards.collective", "awards:collective")
    audit.name_kind("awards.collective", "Tập thể")
    panels.register_page("awards.household", "awards:household")
    audit.name_kind("awards.household", "Hộ gia đình")
    for action in ("place", "place_end", "place_remove"):
        audit.name_part("awards.person", action, "awards.PersonPlace")
    panels.register_page("awards.awardrecord", "awards:award_record")
    audit.name_kind("awards.awardrecord", "Khen thưởng")
    audit.name_kind("awards.provincerule", "Điều kiện của tỉnh")
    audit.name_kind("awards.provincetext", "Văn bản của tỉnh")
    audit.name_kind("awards.provincename", "Tên gọi của tỉnh")
    audit.name_kind("awards.listsource", "Danh sách nhập")
    for action in ("create", "update"):
        audit.name_part("awards.acclaim", action, "awards.BallotBox")
    for name, label in WORDS.items():
        audit.name_word(name, label)
    for action, part in FACTS.items():
        for model in ("awards.person", "awards.collective"):
            audit.name_part(model, action, part)


def of_bloc(bloc: Bloc, user: Any) -> dict | None:
    """The bloc's acclaims that the reader sees."""
    rows = list(Acclaim.objects.visible_to(user).for_page().filter(bloc=bloc)[:20])
    may_create = user.has_perm("awards.manage_acclaim", Acclaim(bloc=bloc))
    return {"bloc": bloc, "rows": rows, "may_create": may_create} if rows or may_create else None

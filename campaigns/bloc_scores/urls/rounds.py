from django.urls import path

from campaigns.bloc_scores.views import cells, events, objections, papers, rankings, rounds, sheets

urlpatterns = [
    path("cham-diem/", rounds.round_list, name="round_list"),
    path("cham-diem/them/", rounds.round_new, name="round_new"),
    path("cham-diem/<int:pk>/", rounds.round_page, name="round"),
    path("cham-diem/<int:pk>/cham-thay/", rounds.round_take_over, name="round_take_over"),
    path("cham-diem/<int:pk>/them-nguoi-cham/", rounds.round_add_scorer, name="round_add_scorer"),
    path("cham-diem/<int:pk>/don-vi/<int:unit>/", sheets.round_unit, name="round_unit"),
    path("cham-diem/<int:pk>/don-vi/<int:unit>/tieu-chi/<int:criterion>/", cells.cell, name="cell"),
    path("cham-diem/minh-chung/<int:pk>/bo/", cells.evidence_remove, name="evidence_remove"),
    path("cham-diem/su-viec/", events.event_list, name="event_list"),
    path("cham-diem/su-viec/ghi/", events.event_new, name="event_new"),
    path("cham-diem/su-viec/<int:pk>/loi/", events.event_fault, name="event_fault"),
    path("cham-diem/su-viec/<int:pk>/bo/", events.event_cancel, name="event_cancel"),
    path("cham-diem/phieu/<int:pk>/", sheets.sheet_edit, name="sheet_edit"),
    path("cham-diem/phieu/<int:pk>/ban-giay/", papers.sheet_paper, name="sheet_paper"),
    path("cham-diem/y-kien/<int:pk>/", objections.objection, name="objection"),
    path("cham-diem/<int:pk>/xep-hang/", rankings.ranking, name="round_ranking"),
    path("cham-diem/<int:pk>/so-lieu-phu/", rankings.ranking_facts, name="round_facts"),
    path("cham-diem/<int:pk>/xep-hang/bang-diem/<int:unit>/", rankings.ranking_tie, name="round_tie"),
    path("cham-diem/<int:pk>/xep-hang/xuat/", rankings.ranking_export, name="round_ranking_export"),
]

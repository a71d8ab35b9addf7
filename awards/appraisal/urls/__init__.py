"""Addresses of this app."""

from django.urls import path

from awards.appraisal.views import assignment, desk, files, holds, limits, opinions, postings, queue

app_name = "appraisal"
urlpatterns = [
    path("tham-dinh/", queue.queue, name="queue"),
    path("tham-dinh/cho-tiep-nhan/", queue.reception, name="reception"),
    path("tham-dinh/cung-luc/", queue.together, name="together"),
    path("tham-dinh/doi-tuong/<int:pk>/", desk.desk, name="desk"),
    path("tham-dinh/doi-tuong/<int:pk>/giao/", desk.desk_assign, name="desk_assign"),
    path("tham-dinh/doi-tuong/<int:pk>/tam-dung/", holds.hold, name="hold"),
    path("tham-dinh/trinh-hoi-dong/<int:pk>/", holds.table, name="table"),
    path("tham-dinh/ho-so/<int:pk>/", files.file, name="file"),
    path("tham-dinh/ho-so/<int:pk>/hoi-y-kien/", opinions.ask, name="ask"),
    path("tham-dinh/co-quan/", opinions.agency_list, name="agency_list"),
    path("tham-dinh/co-quan/them/", opinions.agency_new, name="agency_new"),
    path("tham-dinh/co-quan/<int:pk>/sua/", opinions.agency_edit, name="agency_edit"),
    path("cong-khai/", postings.public, name="public"),
    path("tham-dinh/cong-khai/", postings.posting_list, name="posting_list"),
    path("tham-dinh/cong-khai/them/", postings.posting_new, name="posting_new"),
    path("tham-dinh/cong-khai/<int:pk>/go/", postings.posting_withdraw, name="posting_withdraw"),
    path("tham-dinh/cong-khai/doi-tuong/<int:pk>/y-kien/", postings.posting_comment_new, name="posting_comment_new"),
    path("tham-dinh/cong-khai/y-kien/<int:pk>/", postings.posting_comment, name="posting_comment"),
    path("y-kien/", opinions.opinion_list, name="opinion_list"),
    path("y-kien/<int:pk>/", opinions.opinion_answer, name="opinion_answer"),
    path("tham-dinh/ho-so/<int:pk>/bao-don-vi/", files.file_tell, name="file_tell"),
    path("tham-dinh/ket-qua/<int:pk>/", files.outcome, name="outcome"),
    path("tham-dinh/phan-cong/", assignment.assign, name="assign"),
    path("tham-dinh/phan-cong/linh-vuc/", assignment.field_new, name="field_new"),
    path("tham-dinh/phan-cong/linh-vuc/<int:pk>/bo/", assignment.field_remove, name="field_remove"),
    path("tham-dinh/phan-cong/ca-nhan/<int:pk>/", assignment.own_record, name="own_record"),
    path("tham-dinh/thoi-han/", limits.limit_list, name="limit_list"),
    path("tham-dinh/thoi-han/them/", limits.limit_new, name="limit_new"),
    path("tham-dinh/thoi-han/<int:pk>/sua/", limits.limit_edit, name="limit_edit"),
]

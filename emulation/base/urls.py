from django.urls import path

from emulation.base import notice_views, views

app_name = "base"
urlpatterns = [
    path("tep/<uuid:pk>/", views.file_open, name="file"),
    path("thong-bao/", notice_views.notification_list, name="notification_list"),
    path("thong-bao/cach-nhan/", notice_views.notice_choice, name="notice_choice"),
    path("thong-bao/da-doc/", views.notification_read_all, name="notification_read_all"),
    path("thong-bao/<int:pk>/", views.notification_read, name="notification_read"),
    path("viec-chay/<uuid:pk>/", views.job_detail, name="job"),
    path("phien/o-lai/", views.session_stay, name="session_stay"),
    path("ban-nhap/", views.draft_save, name="draft_save"),
    path("ban-nhap/bo/", views.draft_forget, name="draft_forget"),
]

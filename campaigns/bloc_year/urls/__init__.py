"""Addresses of this app."""

from django.urls import path

from campaigns.bloc_year.views import activities, elections, files, inspections, pledges, year

app_name = "bloc_year"
urlpatterns = [
    path("khoi-trong-nam/", year.year_list, name="year_list"),
    path("khoi-trong-nam/<int:pk>/", year.bloc_year, name="bloc_year"),
    path("khoi-trong-nam/<int:pk>/mo-dang-ky/", pledges.pledge_new, name="pledge_new"),
    path("khoi-trong-nam/<int:pk>/them-hoat-dong/", activities.activity_new, name="activity_new"),
    path("giao-uoc/<int:pk>/", pledges.pledge, name="pledge"),
    path("giao-uoc/<int:pk>/soan/", pledges.pledge_edit, name="pledge_edit"),
    path("giao-uoc/<int:pk>/them-tep/", pledges.pledge_file, name="pledge_file"),
    path("giao-uoc/<int:pk>/in/", pledges.pledge_print, name="pledge_print"),
    path("dang-ky-thi-dua/<int:pk>/", pledges.registration, name="registration"),
    path("dang-ky-thi-dua/<int:pk>/soan/", pledges.registration_edit, name="registration_edit"),
    path("tep-cua-khoi/<int:pk>/bo/", files.file_remove, name="year_file_remove"),
    path("hoat-dong-khoi/<int:pk>/", activities.activity, name="activity"),
    path("hoat-dong-khoi/<int:pk>/sua/", activities.activity_edit, name="activity_edit"),
    path("hoat-dong-khoi/<int:pk>/ket-qua/", activities.activity_result, name="activity_result"),
    path("hoat-dong-khoi/<int:pk>/diem-danh/", activities.activity_attendance, name="activity_attendance"),
    path("hoat-dong-khoi/<int:pk>/them-tep/", activities.activity_file, name="activity_file"),
    path("hoat-dong-khoi/<int:pk>/bien-ban/", activities.activity_minutes, name="activity_minutes"),
    path("hoat-dong-khoi/<int:pk>/kiem-tra/them/", inspections.inspection_new, name="activity_inspection_new"),
    path("kiem-tra-cheo/<int:pk>/ghi/", inspections.inspection_edit, name="inspection_edit"),
    path("kiem-tra-cheo/<int:pk>/bien-ban/", inspections.inspection_print, name="inspection_print"),
    path("hoat-dong-khoi/<int:pk>/bau/", elections.activity_election, name="activity_election"),
    path("bau-truong-khoi/<int:pk>/", elections.election, name="election"),
    path("bau-truong-khoi/<int:pk>/phe-duyet/", elections.election_approve, name="election_approve"),
]

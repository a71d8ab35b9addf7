from django.urls import path

from awards.council.views import agenda, attendance, ballot, paper, sessions

urlpatterns = [
    path("hoi-dong/", sessions.session_list, name="session_list"),
    path("hoi-dong/lap/", sessions.session_new, name="session_new"),
    path("hoi-dong/<int:pk>/", sessions.session, name="session"),
    path("hoi-dong/<int:pk>/sua/", sessions.session_edit, name="session_edit"),
    path("hoi-dong/<int:pk>/huy/", sessions.session_cancel, name="session_cancel"),
    path("hoi-dong/<int:pk>/gio-ket-thuc/", sessions.session_closing, name="session_closing"),
    path("hoi-dong/<int:pk>/thao-luan/", sessions.session_discussion, name="session_discussion"),
    path("hoi-dong/<int:pk>/kiem-phieu/", sessions.session_minutes, name="session_minutes"),
    path("hoi-dong/<int:pk>/man-hinh/", sessions.session_screen, name="session_screen"),
    path("hoi-dong/<int:pk>/chuong-trinh/", agenda.agenda, name="agenda"),
    path("hoi-dong/<int:pk>/chuong-trinh/them/", agenda.agenda_item_new, name="agenda_item_new"),
    path("hoi-dong/<int:pk>/chuong-trinh/tu-khoi/", agenda.agenda_acclaimed, name="agenda_acclaimed"),
    path("hoi-dong/muc/<int:pk>/rut/", agenda.agenda_item_remove, name="agenda_item_remove"),
    path("hoi-dong/muc/<int:pk>/khong-tham-gia/", agenda.recusal_new, name="recusal_new"),
    path("hoi-dong/khong-tham-gia/<int:pk>/bo/", agenda.recusal_remove, name="recusal_remove"),
    path("hoi-dong/<int:pk>/du-hop/", attendance.session_attendance, name="session_attendance"),
    path("hoi-dong/<int:pk>/phieu/", ballot.ballot, name="ballot"),
    path("hoi-dong/<int:pk>/van-ban/<int:seat>/", ballot.ballot_letter, name="ballot_letter"),
    path("hoi-dong/<int:pk>/phieu-giay/", paper.session_paper, name="session_paper"),
]

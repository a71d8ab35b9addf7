from django.urls import path

from campaigns.views import evidence, printing, submissions, writing

urlpatterns = [
    path("bao-cao/<int:pk>/", submissions.submission, name="submission"),
    path("bao-cao/<int:pk>/soan/", writing.submission_edit, name="submission_edit"),
    path("bao-cao/<int:pk>/tep/", evidence.submission_upload, name="submission_upload"),
    path("bao-cao/<int:pk>/da-gui/", submissions.submission_sent, name="submission_sent"),
    path("bao-cao/<int:pk>/in/", printing.submission_print, name="submission_print"),
]

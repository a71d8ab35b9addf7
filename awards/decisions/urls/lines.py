from django.urls import path

from awards.decisions.views import lines

urlpatterns = [
    path("quyet-dinh/dong/<int:pk>/sua/", lines.line_edit, name="line_edit"),
    path("quyet-dinh/dong/<int:pk>/bo/", lines.line_remove, name="line_remove"),
    path("quyet-dinh/dong/<int:pk>/ho-so/", lines.line_tie, name="line_tie"),
    path("quyet-dinh/<int:pk>/ho-so-moi/", lines.new_records, name="new_records"),
]

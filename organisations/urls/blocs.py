from django.urls import path

from organisations.views import blocs

urlpatterns = [
    path("khoi/", blocs.bloc_list, name="bloc_list"),
    path("khoi/lap/", blocs.bloc_create, name="bloc_create"),
    path("khoi/<int:pk>/", blocs.bloc, name="bloc"),
    path("khoi/<int:pk>/sua/", blocs.bloc_edit, name="bloc_edit"),
    path("khoi/<int:pk>/xep-don-vi/", blocs.bloc_seat, name="bloc_seat"),
    path("khoi/<int:pk>/ban-giao/", blocs.bloc_hand_over, name="bloc_hand_over"),
    path("khoi/cho/<int:pk>/thoi/", blocs.bloc_place_end, name="bloc_place_end"),
]

"""Addresses of acclaims and their ballots."""

from django.urls import path

from awards.views import acclaim_rules, acclaims, ballots

urlpatterns = [
    path("suy-ton/", acclaims.acclaim_list, name="acclaim_list"),
    path("suy-ton/lap/", acclaims.acclaim_new, name="acclaim_new"),
    path("suy-ton/<int:pk>/", acclaims.acclaim, name="acclaim"),
    path("suy-ton/<int:pk>/sua/", acclaims.acclaim_edit, name="acclaim_edit"),
    path("suy-ton/<int:pk>/de-cu/", acclaims.acclaim_nominees, name="acclaim_nominees"),
    path("suy-ton/<int:pk>/huy/", acclaims.acclaim_cancel, name="acclaim_cancel"),
    path("suy-ton/<int:pk>/gio-ket-thuc/", acclaim_rules.acclaim_closing, name="acclaim_closing"),
    path("suy-ton/<int:pk>/chia-chi-tieu/", acclaim_rules.acclaim_split, name="acclaim_split"),
    path("suy-ton/<int:pk>/phieu-giay/", acclaims.paper_count, name="paper_count"),
    path("suy-ton/<int:pk>/suat-cuoi/", acclaims.acclaim_tie, name="acclaim_tie"),
    path("suy-ton/<int:pk>/bien-ban/", acclaims.acclaim_minutes, name="acclaim_minutes"),
    path("suy-ton/<int:pk>/bo-phieu/", ballots.ballot, name="ballot"),
]

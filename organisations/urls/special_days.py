from django.urls import path

from organisations.views import special_days

urlpatterns = [
    path("lich-lam-viec/", special_days.working_calendar, name="working_calendar"),
    path("lich-lam-viec/them/", special_days.special_day_add, name="special_day_add"),
    path("lich-lam-viec/<int:pk>/", special_days.special_day_edit, name="special_day_edit"),
    path("lich-lam-viec/<int:pk>/bo/", special_days.special_day_remove, name="special_day_remove"),
]

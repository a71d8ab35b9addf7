from django.urls import path

from awards.council.views import councils

urlpatterns = [
    path("hoi-dong/thanh-vien/", councils.council, name="council"),
    path("hoi-dong/thanh-vien/lap/", councils.council_new, name="council_new"),
    path("hoi-dong/thanh-vien/<int:pk>/sua/", councils.council_edit, name="council_edit"),
    path("hoi-dong/thanh-vien/<int:pk>/them/", councils.seat_new, name="seat_new"),
    path("hoi-dong/thanh-vien/ghe/<int:pk>/thoi/", councils.seat_end, name="seat_end"),
    path("hoi-dong/thanh-vien/<int:pk>/ty-le/", councils.threshold_new, name="threshold_new"),
    path("hoi-dong/thanh-vien/ty-le/<int:pk>/", councils.threshold_edit, name="threshold_edit"),
    path("hoi-dong/thanh-vien/ty-le/<int:pk>/bo/", councils.threshold_remove, name="threshold_remove"),
]

"""Reading a directive: the list, the file, the comparison with the text, the campaign made of it."""

from django.urls import path

from campaigns.views import directive_items, directives

urlpatterns = [
    path("chi-thi/", directives.directive_list, name="directive_list"),
    path("chi-thi/nhap/", directives.directive_upload, name="directive_upload"),
    path("chi-thi/<int:pk>/", directives.directive_review, name="directive_review"),
    path("chi-thi/<int:pk>/phan-dau/", directives.directive_head, name="directive_head"),
    path("chi-thi/<int:pk>/so-ngay/", directives.directive_number, name="directive_number"),
    path("chi-thi/<int:pk>/da-xem/", directives.directive_doubt, name="directive_doubt"),
    path("chi-thi/<int:pk>/doc-lai/", directives.directive_again, name="directive_again"),
    path("chi-thi/<int:pk>/bo/", directives.directive_discard, name="directive_discard"),
    path("chi-thi/<int:pk>/phong-trao/", directives.directive_campaign, name="directive_campaign"),
    path("chi-thi/<int:pk>/them/<slug:slug>/", directive_items.directive_item_add, name="directive_item_add"),
    path("chi-thi/muc/<int:pk>/sua/", directive_items.directive_item_edit, name="directive_item_edit"),
    path("chi-thi/muc/<int:pk>/doi-chieu/", directive_items.directive_item_check, name="directive_item_check"),
    path("chi-thi/muc/<int:pk>/tach/", directive_items.directive_item_split, name="directive_item_split"),
    path("chi-thi/muc/<int:pk>/gop/", directive_items.directive_item_join, name="directive_item_join"),
    path("chi-thi/muc/<int:pk>/chuyen/", directive_items.directive_item_move, name="directive_item_move"),
    path("chi-thi/muc/<int:pk>/bo/", directive_items.directive_item_remove, name="directive_item_remove"),
]

"""Home, board, lists, calendar, search, guide: where people see who has done what."""

from django.urls import path

from campaigns.views import board, calendar, home, lists, search

urlpatterns = [
    path("", home.home, name="home"),
    path("da-xem/", home.news_seen, name="news_seen"),
    path("huong-dan/", home.guide, name="guide"),
    path("bao-cao/", lists.submission_list, name="submission_list"),
    path("bao-cao/xuat/", lists.submission_export, name="submission_export"),
    path("theo-doi/", board.board, name="board"),
    path("theo-doi/nhac/", board.remind, name="remind"),
    path("lich/", calendar.calendar, name="calendar"),
    path("tim/", search.search, name="search"),
]

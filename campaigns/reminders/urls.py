"""Addresses of reminders. Paths are Vietnamese words without accents, names are English."""

from django.urls import path

from campaigns.reminders.views import feeds, rules

app_name = "reminders"
urlpatterns = [
    path("nhac-viec/", rules.rule_list, name="rule_list"),
    path("nhac-viec/them/", rules.rule_add, name="rule_add"),
    path("nhac-viec/<int:pk>/sua/", rules.rule_edit, name="rule_edit"),
    path("nhac-viec/<int:pk>/dung/", rules.rule_end, name="rule_end"),
    path("lich/dia-chi/", feeds.feed_page, name="feed"),
    path("lich/rieng/<str:token>.ics", feeds.feed_file, name="feed_file"),
]

"""The page of the private calendar address, and the calendar itself."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from campaigns.reminders.documents import calendar_file
from campaigns.reminders.models import CalendarFeed
from campaigns.reminders.services import feeds
from emulation.base.access import require
from organisations.views.units import NO_ROLE


@require_http_methods(["GET", "POST"])
def feed_page(request: HttpRequest) -> HttpResponse:
    """Get, renew or stop one's own address."""
    require(request, "reminders.use_feed", NO_ROLE)
    if request.method == "POST":
        if "stop" in request.POST:
            feeds.stop(by=request.user)
            messages.success(request, "Đã dừng. Địa chỉ cũ không đọc được nữa.")
        else:
            feeds.renew(by=request.user)
            messages.success(request, "Đã có địa chỉ mới. Địa chỉ cũ, nếu có, không đọc được nữa.")
        return redirect("reminders:feed")
    feed = CalendarFeed.objects.filter(user=request.user).first()
    url = settings.SITE_ADDRESS + reverse("reminders:feed_file", args=[feed.token]) if feed else ""
    return render(request, "reminders/feed.html", {"feed": feed, "feed_url": url})


@login_not_required
@require_GET
def feed_file(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whoever the address belongs to; 404 once it is stopped, renewed, or the account is locked."""
    feed = feeds.read(token)
    if feed is None:
        raise Http404
    response = HttpResponse(calendar_file.of_person(feed.user), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="lich-thoi-han.ics"'
    response["Cache-Control"] = "private, max-age=900"
    response["X-Robots-Tag"] = "noindex"
    return response

"""What a test asks of a page: findings of axe, width, weight."""

from axe_playwright_python.sync_playwright import Axe

PHONE = {"width": 360, "height": 740}


def serious_findings(page) -> list[str]:
    """What axe calls serious or critical on the page as it is now, each with the first place where it is."""
    violations = Axe().run(page).response["violations"]
    return [
        f"{found['id']}: {found['nodes'][0]['html'][:200]}"
        for found in violations
        if found["impact"] in ("serious", "critical")
    ]


def overflow(page) -> int:
    """By how many pixels the page is wider than the window: 0 when nothing scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


class Weight:
    """Counts the bytes that travel while it listens: `with Weight(page) as weight: page.goto(...)`."""

    def __init__(self, page):
        self.page, self.requests = page, []

    def __enter__(self):
        self.page.on("requestfinished", self.keep)
        return self

    def __exit__(self, *exception):
        self.page.wait_for_load_state("networkidle")
        self.page.remove_listener("requestfinished", self.keep)

    def keep(self, request):
        self.requests.append(request)

    @property
    def bytes(self) -> int:
        """Bodies as sent (compressed), without headers."""
        return sum(request.sizes()["responseBodySize"] for request in self.requests)

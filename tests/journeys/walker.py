"""A person at the keyboard without JavaScript: opens pages, reads, fills fields by their label, presses buttons by their words.

Works on the test client's answers. What cannot be seen on the page (a missing field, a disabled button) fails the test, as it
would stop a person.
"""

import lxml.html
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from emulation.base.vietnamese import normalise


class Walker:
    """One person in one browser."""

    def __init__(self, person):
        self.client = Client(enforce_csrf_checks=True)
        self.client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        self.person = person
        self._typed: dict[tuple[str, str], object] = {}

    # --- Opening and reading ------------------------------------------------------------------------------------------
    def open(self, url: str) -> "Walker":
        """Go to an address; redirects are followed."""
        return self._took(self.client.get(url, follow=True))

    def _took(self, response) -> "Walker":
        self.response = response
        self.status = response.status_code
        self._typed = {}
        if response.redirect_chain:
            self.url = response.redirect_chain[-1][0]
        else:
            self.url = response.request["PATH_INFO"]
        self.page = lxml.html.fromstring(response.content.decode()) if response.content else None
        return self

    @property
    def text(self) -> str:
        """All words of the page on one line."""
        return _words(self.page)

    def sees(self, *parts: str) -> "Walker":
        """All these words are on the page; the missing ones are named in the failure."""
        missing = [part for part in parts if part not in self.text]
        assert not missing, f"{self.person} at {self.url} does not see {missing}: {self.text[:3000]}"
        return self

    def sees_not(self, *parts: str) -> "Walker":
        found = [part for part in parts if part in self.text]
        assert not found, f"{self.person} at {self.url} sees {found}"
        return self

    # --- Moving -------------------------------------------------------------------------------------------------------
    def click(self, words: str) -> "Walker":
        """Follow the link whose words begin with these (the first in the main part of the page)."""
        links = [a for a in self.page.xpath("//main//a[@href] | //nav//a[@href]") if _words(a).startswith(words)]
        assert links, f"no link “{words}” at {self.url}: {[_words(a) for a in self.page.xpath('//main//a')]}"
        target = links[0].get("href")
        return self.open(target if not target.startswith("?") else self.url.partition("?")[0] + target)

    def type(self, label: str, value, *, within: str = "") -> "Walker":
        """Fill the field with this label; `within` names the heading or legend of its panel when labels repeat."""
        control = self._control(label, within)
        self._typed[_form_key(_form_of(control)), control.get("name")] = _value_for(control, value)
        return self

    def choose(self, label: str, words: str, *, within: str = "") -> "Walker":
        """Choose an option of a select by its words."""
        control = self._control(label, within)
        options = [o for o in control.iter("option") if _words(o).startswith(words)]
        assert options, f"no option “{words}” in “{label}”: {[_words(o) for o in control.iter('option')]}"
        self._typed[_form_key(_form_of(control)), control.get("name")] = options[0].get("value")
        return self

    def tick(self, label: str, *, within: str = "") -> "Walker":
        """Tick a box or choose a radio button by its label; several boxes of one name add up."""
        control = self._control(label, within)
        key = _form_key(_form_of(control)), control.get("name")
        value = control.get("value", "on")
        if control.get("type") == "checkbox":
            self._typed[key] = [*self._typed.get(key, _ticked(control)), value]
        else:
            self._typed[key] = value
        return self

    def attach(self, label: str, name: str, content: bytes, *, within: str = "") -> "Walker":
        """Choose a file."""
        control = self._control(label, within)
        self._typed[_form_key(_form_of(control)), control.get("name")] = SimpleUploadedFile(name, content)
        return self

    def press(self, words: str) -> "Walker":
        """Press the first enabled button with these words; its form is sent with everything typed."""
        buttons = [b for b in self.page.xpath("//main//button[not(@disabled)]") if _words(b).startswith(words)]
        buttons = [b for b in buttons if b.get("type", "submit") == "submit"]
        assert buttons, (
            f"no enabled button “{words}” at {self.url}: {[_words(b) for b in self.page.xpath('//main//button')]}"
        )
        button = buttons[0]
        form = _form_of(button)
        data = self._data(form)
        if button.get("name"):
            data[button.get("name")] = [button.get("value", "")]
        action = button.get("formaction") or form.get("action") or self.url
        if form.get("method", "get").lower() == "get":
            return self._took(self.client.get(action, data, follow=True))
        return self._took(self.client.post(action, data, follow=True))

    def _data(self, form) -> dict:
        data: dict = {}
        for control in _controls(form):
            if control.get("disabled") is not None or control.get("type") in ("submit", "button", "file"):
                continue
            value = _kept(control)
            if value is not None:
                data.setdefault(control.get("name"), []).extend(value if isinstance(value, list) else [value])
        for (key, name), value in self._typed.items():
            if key == _form_key(form):
                data[name] = value if isinstance(value, list) else [value]
        return data

    def _control(self, label: str, within: str):
        scope = self._panel(within) if within else self.page
        named = sorted(scope.xpath(".//label"), key=lambda x: _words(x).rstrip(" *") != label)
        for words in named:  # the exact label first
            if _words(words).startswith(label):
                found = (
                    self.page.xpath(f'//*[@id="{words.get("for")}"]') if words.get("for") else words.xpath(".//input")
                )
                if found and found[0].get("name"):
                    return found[0]
        for control in scope.xpath(".//input | .//textarea | .//select"):
            if (control.get("aria-label") or "").startswith(label):
                return control
        labels = [_words(x) for x in scope.xpath(".//label")]
        raise AssertionError(f"no field “{label}” at {self.url}: {labels}")

    def _panel(self, heading: str):
        for title in self.page.xpath("//h2 | //h3 | //legend"):
            if _words(title).startswith(heading):
                around = title.xpath("ancestor::section[1] | ancestor::fieldset[1]")
                return around[-1] if around else title.getparent()
        raise AssertionError(f"no panel “{heading}” at {self.url}")


def _words(element) -> str:
    return " ".join(normalise(element.text_content()).split()) if element is not None else ""


def _form_of(control):
    if control.get("form"):
        return control.getroottree().xpath(f'//form[@id="{control.get("form")}"]')[0]
    return next(a for a in control.iterancestors("form"))


def _form_key(form) -> str:
    return form.getroottree().getpath(form)


def _controls(form):
    inside = form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]")
    outside = form.xpath(f'//*[@form="{form.get("id")}"][@name]') if form.get("id") else []
    return [*inside, *outside]


def _kept(control):
    """What the control would send as it stands; None for nothing."""
    if control.tag == "textarea":
        return control.text or ""
    if control.tag == "select":
        chosen = [o.get("value") for o in control.iter("option") if o.get("selected") is not None]
        if control.get("multiple") is not None:
            return chosen
        options = [o.get("value") for o in control.iter("option")]
        return chosen[0] if chosen else (options[0] if options else None)
    if control.get("type") in ("checkbox", "radio"):
        return control.get("value", "on") if control.get("checked") is not None else None
    return control.get("value", "")


def _ticked(control) -> list[str]:
    same = _form_of(control).xpath(f'.//input[@name="{control.get("name")}"][@checked]')
    return [c.get("value", "on") for c in same]


def _value_for(control, value):
    return value if isinstance(value, list) else str(value)

"""Someone who applies, as the browser tests play them."""

import io
import re

from PIL import Image, ImageDraw
from playwright.sync_api import expect

from .accessibility import overflow, serious_violations

CHAMBER = "03"


def photograph():
    """What a camera takes of a paper on a table."""
    picture = Image.new("RGB", (1600, 1200), "#6b5b4b")
    ImageDraw.Draw(picture).rectangle((200, 150, 1400, 1050), fill="#f4f1ea", outline="#222", width=6)
    out = io.BytesIO()
    picture.save(out, "JPEG")
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


class Applicant:
    """Someone who fills in the form as a person does, and looks at each screen before going on."""

    def __init__(self, page, wrong):
        self.page, self.wrong = page, wrong

    def look(self):
        """Note what is wrong with the screen, and come back to it as it was: the look changes its letters."""
        where = self.page.url
        self.wrong += [f"{where}: {each}" for each in [*overflow(self.page), *serious_violations(self.page)]]
        self.page.reload()

    def go_on(self):
        self.page.locator("button[name=go][value=next]").click()
        self.page.wait_for_load_state()

    def fill(self, **answers):
        for name, text in answers.items():
            self.page.locator(f"main [name={name}]").fill(text)

    def day(self, name, day, month, year):
        self.fill(**{f"{name}_day": day, f"{name}_year": year})
        self.page.locator(f"[name={name}_month]").select_option(month)

    def choose(self, name, value):
        self.page.locator(f"main input[name={name}][value='{value}']").check()

    def begin(self, language):
        self.page.goto(f"/{language}/")
        self.page.locator(f"main a[href='/{language}/apply/']").first.click()
        self.page.locator("form:has(input[value=ARTISAN]) [type=submit]").click()
        expect(self.page.locator(".slip-code")).to_have_text(re.compile(r"^\s*\w{4} \w{4} \w{4}\s*$"))
        code = self.page.locator(".slip-code").inner_text().strip()
        self.page.locator(".step-buttons a").click()
        return code

    def write_all(self, word, *, at_counter=False, cin="AB123456"):
        self.look()
        self.fill(given_name_ar="فاطمة", family_name_ar="الإدريسي")
        self.go_on()
        self.look()
        self.choose("sex", "F")
        self.day("born_on", "17", "05", "1980")
        self.fill(cin=cin)
        self.go_on()
        self.look()
        self.fill(phone="06 12 34 56 78")
        self.go_on()
        if not at_counter:
            self.look()
            self.choose("chamber", CHAMBER)
            self.go_on()
        self.look()
        self.page.locator("input[name=province]").first.check()
        self.go_on()
        self.look()
        self.page.locator("[name=commune]").select_option(index=1)
        self.fill(address="دوار أولاد علي")
        self.go_on()
        self.find_trade(word)
        self.look()
        self.choose("proof", "PRACTICE")
        self.day("practice_since", "1", "03", "2010")
        self.go_on()
        for _piece in ("CIN", "PRACTICE"):
            self.look()
            self.page.locator("input[name=file]").set_input_files(photograph())
            self.go_on()
        self.go_on()  # the portrait may be left out
        self.look()
        self.page.locator("[name=agree]").check()
        self.go_on()

    def find_trade(self, word):
        """Look for a trade by a word: the list answers while one types."""
        self.look()
        before = self.page.locator("#trades summary").count()
        with self.page.expect_response(lambda answer: "/steps/trade/" in answer.url):
            self.page.locator("main [name=text]").fill(word)
        expect(self.page.locator("#trades details[open]").first).to_be_visible()
        assert self.page.locator("#trades summary").count() < before
        self.page.locator("#trades input[name=trade]").first.check()
        self.go_on()

    def come_back(self, code):
        """Come back to a file with its code, on another telephone."""
        self.page.locator("main [name=code]").fill(code.lower())
        self.page.locator("main form [type=submit]").click()
        self.page.wait_for_url(re.compile(r"/apply/file/$"))

    def send_piece(self, language):
        """Send the one piece that is asked for."""
        self.page.locator(f"main a[href='/{language}/apply/file/pieces/']").click()
        self.look()
        self.page.locator("input[name=file]").set_input_files(photograph())
        self.page.locator("main form [type=submit]").click()
        expect(self.page.locator(".toasts")).to_be_visible()

    def appeal(self, language, words):
        self.page.locator(f"main a[href='/{language}/apply/file/appeal/']").click()
        self.look()
        self.fill(words=words)
        self.page.locator("main form [type=submit]").click()
        expect(self.page.locator(".toasts")).to_be_visible()

    def send(self):
        """Send, and return the number of the case."""
        self.look()
        self.page.locator("main form [type=submit]").click()
        self.page.wait_for_url(re.compile(r"/file/$|/applications/[^/]+/$"))
        return re.search(r"\d{4}-\d{7}", self.page.locator("main").inner_text())[0]

"""Filling in an application form as its questions come, whatever the form asks."""

from playwright.sync_api import expect

WORDS = "我在家工作，平常都有人陪牠。"
PHONE = "0912345678"
OF_TYPE = {"tel": PHONE, "email": "yijun@example.org", "url": "https://example.org/me", "date": "1990-02-03"}
CHOICES = "[type=radio]:visible, [type=checkbox]:visible"


def fill_step(page, photo):
    """Answer every open question of this step that must be answered and has no answer yet."""
    seen = set()
    while (box := _next(page, seen)) is not None:
        kind = box.get_attribute("data-type")
        if kind in ("photo", "file"):
            _add(box, photo)
        elif kind == "address":
            for select in box.locator("select:visible").all():
                select.select_option(index=1)
            for street in box.locator("input:visible").all():
                street.fill("木柵路一段 1 號")
        elif box.locator(CHOICES).count():
            box.locator(CHOICES).first.check()
        else:
            _write(box.locator("input:visible, textarea:visible").first)


def _next(page, seen):
    """The first question on the page that was not looked at yet; answers open further ones."""
    for box in page.locator("[data-question][data-type]:visible").all():
        key = box.get_attribute("data-question")
        if key not in seen:
            seen.add(key)
            if not box.locator(".field__label .field__optional").count():
                return box
    return None


def _add(box, photo):
    if not box.locator("input[type=hidden]").count():
        box.locator("[data-upload-target=picker]").set_input_files(photo)
        expect(box.locator("input[type=hidden]")).to_have_count(1)


def _write(field):
    if not field.input_value():
        is_number = field.get_attribute("inputmode") in ("numeric", "decimal")
        field.fill("3" if is_number else OF_TYPE.get(field.get_attribute("type"), WORDS))

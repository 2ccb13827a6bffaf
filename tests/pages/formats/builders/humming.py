"""An engine that hums each word for 0.4 seconds, and knows Somali."""

VERSION = "hum 1"


def languages():
    return {"so"}


def speak(said):
    for _language, text in said:
        yield 22050, b"\x00\x10\x00\xf0" * (int(0.2 * 22050) * len(text.split()))

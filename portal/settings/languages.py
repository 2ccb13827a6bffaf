"""The languages of this deployment: the one place where they are listed.

To add a language follow docs/adding-a-language.md. Codes are BCP 47 as Django writes them; names are in their own
script.
"""

SOURCE_LANGUAGE = "en"

LANGUAGES = [
    ("en", "English"),
    ("cy", "Cymraeg"),
    ("pl", "Polski"),
    ("ur", "اردو"),
    ("bn", "বাংলা"),
]

RIGHT_TO_LEFT = ("ar", "fa", "he", "ps", "sd", "ur")

ARABIC_SCRIPT = ("ar", "fa", "ps", "sd", "ur")
"""Languages whose comma is “،”, whether or not this deployment has them."""

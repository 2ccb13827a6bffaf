"""Phones and computers: what a browser says it runs on, as a code that can be said in words."""

import re
from enum import StrEnum


class DeviceKind(StrEnum):
    """What a browser says of the thing it runs on. The value is stored; words are shown."""

    IPHONE = "iphone"
    IPAD = "ipad"
    ANDROID = "android"
    WINDOWS = "windows"
    MAC = "mac"
    LINUX = "linux"
    OTHER = "other"


_SIGNS = (
    (DeviceKind.IPHONE, "iPhone|iPod"),
    (DeviceKind.IPAD, "iPad"),
    (DeviceKind.ANDROID, "Android"),
    (DeviceKind.WINDOWS, "Windows"),
    (DeviceKind.MAC, "Macintosh|Mac OS"),
    (DeviceKind.LINUX, "Linux|X11|CrOS"),
)


def device_kind(user_agent: str) -> DeviceKind:
    """The kind a user agent names first in the order above: a phone says the name of its maker's computers as well."""
    return next((kind for kind, signs in _SIGNS if re.search(signs, user_agent)), DeviceKind.OTHER)

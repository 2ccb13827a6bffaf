"""What a page costs a phone: the bytes that travel and how many times it has to ask."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.test import Client

FETCHED = {"link[rel~=stylesheet]": "href", "link[rel~=icon]": "href", "script[src]": "src", "img[src]": "src"}
COMPRESSED = {".css", ".js", ".svg", ".json", ".webmanifest"}


@dataclass(frozen=True)
class Weight:
    """bytes: of all bodies, compressed as they travel. html: of the page alone. requests: how many answers it took."""

    bytes: int
    html: int
    requests: int
    files: tuple[tuple[str, int], ...]


def weight_of_visit(client: Client, *paths: str) -> Weight:
    """What a first visit to these pages in turn costs: each file travels once, each page as its own answer."""
    pages = [page_weight(client, path) for path in paths]
    files: dict[str, int] = {}
    for path in paths:
        files.update(files_of(client, path))
    html = sum(pages)
    return Weight(html + sum(files.values()), html, len(pages) + len(files), tuple(files.items()))


def page_weight(client: Client, path: str) -> int:
    """Bytes of the answer as the site sends it to a browser that takes gzip."""
    return len(client.get(path, headers={"accept-encoding": "gzip"}).content)


def files_of(client: Client, path: str) -> dict[str, int]:
    """Every file that the page makes a browser fetch, with its bytes."""
    soup = BeautifulSoup(client.get(path).content, "html.parser")
    found = {urljoin(path, source) for source in sources(soup) if not source.startswith("data:")}
    return {address: file_weight(address) for address in sorted(found)}


def sources(soup: BeautifulSoup) -> Iterator[str]:
    for selector, attribute in FETCHED.items():
        for element in soup.select(selector):
            yield element[attribute]


@cache
def file_weight(address: str) -> int:
    """Bytes of a static file as they travel: text is compressed once, when the files are collected."""
    found = finders.find(urlsplit(address).path.removeprefix("/static/"))
    assert found, f"{address} is not a static file of the site"
    content = Path(found).read_bytes()
    return len(gzip.compress(content, 9)) if Path(found).suffix in COMPRESSED else len(content)

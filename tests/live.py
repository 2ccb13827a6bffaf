"""A service of its own, seen from outside as a phone sees it: started by ``serve``, spoken to over a socket."""

import http.client
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from portal.management.commands.serve import is_free
from tests.databases import DEMO
from tests.place import Place, number_of_process, place
from tests.processes import ENDS_WITHIN_SECONDS, STARTS_WITHIN_SECONDS, eventually, family

FIRST_PORT, PORTS_EACH = 8400, 200
"""Where the services of the first test process listen; those of the next one come after them, so that nobody takes a
port which another has found free and is about to use."""


@dataclass
class Answer:
    """What came back. place: where a redirect leads."""

    status: int
    place: str
    data: bytes

    @property
    def text(self) -> str:
        return self.data.decode()


@dataclass
class Phone:
    """A browser with its cookies. One may ask many things at once: each goes through a connection of its own."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, "")

    def post(self, path: str, /, **fields: str) -> Answer:
        """Send a form, with the token of the page that was read last."""
        body = urlencode({"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **fields})
        return self._ask("POST", path, body)

    def field(self, path: str, name: str) -> str:
        """The first value that a page gives a field of its forms."""
        tags = re.findall(r"<input[^>]*>", self.get(path).text)
        named = next(tag for tag in tags if f'name="{name}"' in tag)
        return re.findall(r'value="([^"]*)"', named)[0]

    def is_answered(self, path: str) -> bool:
        try:
            return self.get(path).status == 200
        except (OSError, http.client.HTTPException):
            return False

    def _ask(self, method: str, path: str, body: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        told = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, body, told)
            response = connection.getresponse()
            data = response.read()
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: crumb.value for name, crumb in SimpleCookie(line).items()}
        return Answer(response.status, response.headers.get("Location", ""), data)


@dataclass
class Service:
    """The whole of it: web, workers and beat under their supervisor."""

    here: Place
    port: int
    process: subprocess.Popen[bytes]

    def phone(self, cookie: str = "") -> Phone:
        """A browser; cookie: of somebody who is signed in, ``name=value``."""
        return Phone(self.port, dict([cookie.split("=", 1)]) if cookie else {})

    def members(self, *words: str) -> list[int]:
        """The processes with all these words in the command that started them."""
        found = []
        for member in family(self.process.pid)[1:]:
            command = Path(f"/proc/{member}/cmdline")
            said = command.read_bytes().decode().split("\0") if command.exists() else []
            found += [member] if set(words) <= set(said) else []
        return found

    def answers(self) -> bool:
        return self.phone().is_answered("/readyz")


@contextmanager
def service(folder: Path, *before: str) -> Iterator[Service]:
    """The demo site with its people, served on a place of its own until the end. before: lines of Python that run there
    before anything is started."""
    first = FIRST_PORT + PORTS_EACH * number_of_process()
    port = next(port for port in range(first, first + PORTS_EACH) if is_free("127.0.0.1", port))
    with place(folder, template=DEMO, STRIDES_DEMO="1", PORT=str(port)) as here:
        here.told(
            "from portal import clock",
            "from portal.accounts.actions.demo import create_demo_people",
            *before,
            "told = len(create_demo_people(now=clock.now()))",
        )
        here.manage("collectstatic", "--no-input", "--verbosity=0")
        process = here.start(sys.executable, "manage.py", "serve", log=folder / "log")
        found = Service(here, port, process)
        try:
            eventually(found.answers, within=STARTS_WITHIN_SECONDS)
            yield found
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(ENDS_WITHIN_SECONDS)

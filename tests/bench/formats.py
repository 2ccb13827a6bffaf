"""``python -m tests.bench.formats``: what making formats costs: seconds, and the memory of the one that makes them.

On the demo site, in a folder of its own, with the makers of this machine. A leaflet of about 800 words is published and
made in every format; then everything of the demo is made from nothing; then nothing changed; then what is larger than
anybody would write, each in a process whose memory is its own. Beside the seconds of the clock stand those of the
processor: they say what the work costs while something else runs on the machine.

``python -m tests.bench.formats edition publishing`` measures only these parts. The names: edition, everything,
unchanged (which needs everything before it), publishing, pictures, audio.
"""

# ruff: noqa: E402  Django is set up before its models are imported

import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / ".make" / "bench-formats"
os.environ |= {"DJANGO_SETTINGS_MODULE": "portal.settings.dev", "STRIDES_VAR": str(VAR), "STRIDES_DEMO": "1"}
VAR.mkdir(parents=True, exist_ok=True)

import django

django.setup()

from django.db.models import Sum

from pages.editions.actions import publish_edition
from pages.formats.actions import building, looking
from pages.formats.exchange import store
from pages.formats.models import FormatFile
from pages.formats.rules.states import State
from pages.models import LeafletPage
from portal import clock
from portal.memory import held_kib

WORDS = 800
LEAFLETS = "leaflet"


HEAVY = ("pictures", "audio")


def main(wanted: Sequence[str]) -> None:
    parts = {"edition": one_edition, "everything": everything, "unchanged": unchanged, "publishing": publishing}
    names = wanted or [*parts, *HEAVY]
    if unknown := set(names) - {*parts, *HEAVY}:
        sys.exit(f"There is no such part: {', '.join(sorted(unknown))}. There are: {', '.join([*parts, *HEAVY])}.")
    page = prepared()
    for name, measure in parts.items():
        if name in names:
            measure(page)
    for name in HEAVY:
        if name in names:
            subprocess.run([sys.executable, "-m", "tests.bench.heavy", name], cwd=ROOT, check=True)


def prepared() -> LeafletPage:
    """The demo site with nothing made of it; the leaflet to measure."""
    subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(store.folder())
    page = long_leaflet()
    looking.look_again(now=clock.now())
    FormatFile.objects.filter(state=State.STALE).delete()
    FormatFile.objects.update(**NOTHING)
    return page


@dataclass
class Cost:
    """What was spent since it was made, by this process and those it waited for."""

    began: float = field(default_factory=time.perf_counter)
    before: float = field(default_factory=lambda: sum(os.times()[:4]))

    def told(self) -> str:
        return f"{time.perf_counter() - self.began:.2f} s, {self.worked():.2f} s of a processor"

    def worked(self) -> float:
        return sum(os.times()[:4]) - self.before


def most_megabytes() -> int:
    """The most memory that this process ever held, in the middle of a build too; 0 where the system does not say."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


NOTHING = {
    "state": State.QUEUED,
    "file": "",
    "built": "",
    "hold": None,
    "lease_until": None,
    "attempts": 0,
    "not_before": clock.now(),
}
"""A row as it is before anything was made."""


def long_leaflet() -> LeafletPage:
    """The live leaflet whose English is nearest to 800 words."""

    def words(page: LeafletPage) -> int:
        edition = page.editions.filter(language="en").first()
        return len(edition.text.split()) if edition else 0

    found = min(LeafletPage.objects.live(), key=lambda page: abs(words(page) - WORDS))
    figure("the leaflet", f"{found.slug}, {words(found)} words")
    return found


def one_edition(page: LeafletPage) -> None:
    """Each format in English, twice: the second time fonts and voices are there."""
    rows = FormatFile.objects.filter(key=page.key, language="en", other_language="")
    for when in ("first", "warm"):
        rows.update(**NOTHING)
        cost = Cost()
        seconds = {row.format: made(row) for row in rows}
        figure(f"all formats of one edition, {when}", cost.told())
    for name, each in sorted(seconds.items(), key=lambda item: -item[1]):
        state = FormatFile.objects.get(key=page.key, language="en", format=name).state
        figure(f"  {name}", f"{each:.2f} s of a processor, {state}")


def made(row: FormatFile) -> float:
    """Make one row now; the seconds of a processor that it took."""
    FormatFile.objects.exclude(pk=row.pk).filter(state=State.QUEUED).update(state=State.STALE)
    cost = Cost()
    claimed = building.claim(now=clock.now())
    assert claimed is not None
    assert claimed.pk == row.pk
    building.build(claimed, clock=clock.now)
    seconds = cost.worked()
    FormatFile.objects.filter(state=State.STALE).update(state=State.QUEUED)
    return seconds


def everything(_page: LeafletPage) -> None:
    """Leaflets first, then all else, with the memory held after each hundred."""
    FormatFile.objects.update(**NOTHING)
    for kinds, name in (((LEAFLETS,), "the demo leaflets"), (("lesson", "help-now"), "lessons and help-now")):
        FormatFile.objects.filter(kind__in=kinds).update(state=State.QUEUED)
        FormatFile.objects.exclude(kind__in=kinds).update(state=State.STALE, file="", built="")
        cost, done, held = Cost(), 0, []
        while row := building.claim(now=clock.now()):
            building.build(row, clock=clock.now)
            done += 1
            if done % 100 == 0:
                held.append(f"{held_kib() // 1024}")
        figure(f"{name}, {done} formats, from nothing", cost.told())
        states = Counter(FormatFile.objects.filter(kind__in=kinds).values_list("state", "reason"))
        for (state, reason), count in states.most_common():
            figure(f"  {state} {reason}", str(count))
        size = FormatFile.objects.filter(kind__in=kinds).aggregate(all=Sum("size_bytes"))["all"] or 0
        figure("  on disk", f"{size / 1e6:.0f} MB")
        figure("  memory, at most", f"{most_megabytes()} MB; after each hundred: {' '.join(held)}")


def unchanged(_page: LeafletPage) -> None:
    """Everything is wanted again, and nothing changed."""
    built = set(FormatFile.objects.exclude(file="").values_list("file", "built_at"))
    ready = FormatFile.objects.filter(state=State.READY)
    count = ready.update(state=State.QUEUED, not_before=clock.now())
    cost = Cost()
    while row := building.claim(now=clock.now()):
        building.build(row, clock=clock.now)
    again = set(FormatFile.objects.exclude(file="").values_list("file", "built_at")) - built
    figure(f"{count} unchanged formats wanted again", f"{cost.told()}, {len(again)} made anew")


def publishing(page: LeafletPage) -> None:
    """What an editor waits for when a leaflet goes live."""
    for number in range(3):
        draft = page.get_latest_revision_as_object()
        draft.summary_en = f"Change number {number}."
        draft.save_revision()
        cost = Cost()
        publish_edition(by=None, content=draft, language="en", origin="demo")
        figure("publishing a leaflet", cost.told())


def figure(name: str, value: str) -> None:
    print(f"{name:58} {value}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

"""Everything a machine needs before Strides runs or is tested; quick when nothing changed.

    python .ci/setup.py run        and then serve
    python .ci/setup.py demo       and then reset the demo
    python .ci/setup.py test       packages for the tests as well
    python .ci/setup.py test-all   PostgreSQL and Redis as well

Standard library alone: it runs before there is an environment. What was done is remembered in ``.make/`` by
fingerprints of the files that decide it.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DONE = ROOT / ".make"
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
UV = "uv==0.13.9"
OLDEST_NODE = 20

# Debian packages by goal: the file that shows one is there, its name, and what does not work without it.
CHROMIUM = ("/usr/bin/chromium", "chromium", "browser tests")
REDIS = ("/usr/bin/redis-server", "redis-server", "tests on Redis")
POSTGRESQL = ("/usr/lib/postgresql/*/bin/initdb", "postgresql", "tests on PostgreSQL")
GETTEXT = ("/usr/bin/msgfmt", "gettext", "gathering texts for translation (makemessages)")
LOUIS = ("/usr/bin/lou_translate", "liblouis-bin", "braille")
PANGO = ("/usr/lib/*/libpango-1.0.so.0", "libpango-1.0-0", "leaflets as PDF")
PANGO_FONTS = ("/usr/lib/*/libpangoft2-1.0.so.0", "libpangoft2-1.0-0", "leaflets as PDF")
FONTS = ("/usr/share/fonts/*/noto/NotoNastaliqUrdu-Bold.ttf", "fonts-noto-core", "Urdu as phones draw it in tests")
JAVA = ("/usr/bin/java", "default-jre-headless", "check of e-books by the standard's own validator")
FORMATS = [LOUIS, PANGO, PANGO_FONTS]
DEBIAN = {
    "run": FORMATS,
    "demo": FORMATS,
    "test": [*FORMATS, CHROMIUM, FONTS, GETTEXT, JAVA],
    "test-all": [*FORMATS, CHROMIUM, FONTS, GETTEXT, JAVA, REDIS, POSTGRESQL],
}


def main(goal: str) -> None:
    os.chdir(ROOT)
    DONE.mkdir(exist_ok=True)
    install_debian_packages(DEBIAN[goal])
    make_environment()
    wanted = "everything" if goal.startswith("test") else "running"
    step("Python packages", f"python-{wanted}", python_inputs(), lambda: install_python_packages(wanted))
    build_assets(needs_packages=goal.startswith("test"))
    run([PYTHON, "-m", "portal.catalogues"])
    if goal == "run":
        become("serve", "--prepare")
    elif goal == "demo":
        run([PYTHON, "manage.py", "prepare"], demo_switch())
        become("load_demo", "--reset")


def become(*command: str) -> None:
    """Go on as a command of the project, in this very process: Ctrl-C reaches it."""
    sys.stdout.flush()
    os.execve(PYTHON, [str(PYTHON), "manage.py", *command], {**os.environ, **demo_switch()})


def demo_switch() -> dict[str, str]:
    """The demo is on where nobody but demo people lives, unless the environment says 0; the portal checks again."""
    if "STRIDES_DEMO" in os.environ or os.environ.get("STRIDES_DATABASE_URL"):
        return {}
    database = Path(os.environ.get("STRIDES_VAR") or ROOT / "var") / "strides.sqlite3"
    return {"STRIDES_DEMO": "1"} if real_people(database) == 0 else {}


def real_people(database: Path) -> int:
    """How many accounts are not demo accounts; 0 when there is no database or no table yet."""
    if not database.exists():
        return 0
    try:
        with closing(sqlite3.connect(database)) as connection:
            return int(connection.execute("SELECT count(*) FROM accounts_user WHERE NOT is_demo").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


# Debian


def install_debian_packages(packages: list[tuple[str, str, str]]) -> None:
    missing = [package for package in packages if not any(Path("/").glob(package[0].lstrip("/")))]
    if not missing:
        return
    names = [name for _file, name, _use in missing]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"Debian packages: {' '.join(names)}")
        if not apt_get("install", *names):
            apt_get("update")
            apt_get("install", *names)
    for file, name, use in missing:
        if not any(Path("/").glob(file.lstrip("/"))):
            say(f"The Debian package {name} could not be installed, so no {use}. As root: apt install {name}")


def apt_get(*words: str) -> bool:
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(["apt-get", "-qq", "-y", *words], env=quietly, check=False, **SILENT).returncode == 0


# Python


def make_environment() -> None:
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", "import sys"], check=False, **SILENT).returncode == 0:
        return
    say("making .venv")
    try:
        venv.create(ENVIRONMENT, clear=True, with_pip=True)
    except subprocess.CalledProcessError:
        package = f"python3.{sys.version_info.minor}-venv"
        install_debian_packages([(f"/usr/lib/python3.{sys.version_info.minor}/ensurepip", package, "environment")])
        venv.create(ENVIRONMENT, clear=True, with_pip=True)
    for stamp in DONE.glob("python-*.json"):
        stamp.unlink()


def python_inputs() -> str:
    return fingerprint([ROOT / "pyproject.toml", ROOT / "uv.lock", ENVIRONMENT / "pyvenv.cfg"])


def install_python_packages(wanted: str) -> None:
    if wanted == "running" and is_done("python-everything", python_inputs()):
        return
    uv = ENVIRONMENT / "bin" / "uv"
    if not uv.exists():
        run([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV])
    only = [] if wanted == "everything" else ["--no-dev", "--inexact"]
    # uv never brings an interpreter of its own: on a closed network that fails, and here it would be a second one.
    closed = {"UV_PYTHON_DOWNLOADS": "never", "UV_PROJECT_ENVIRONMENT": str(ENVIRONMENT), "UV_LINK_MODE": "copy"}
    run([uv, "sync", "--quiet", "--frozen", "--compile-bytecode", "--python", PYTHON, *only], closed)


# Assets


def build_assets(*, needs_packages: bool) -> None:
    sources = [file for folder in ("scss", "js", "icons") for file in (ROOT / "static" / folder).rglob("*")]
    locked = [ROOT / "package.json", ROOT / "package-lock.json"]
    built = fingerprint([*sources, *(ROOT / "static").glob("*.mjs"), *locked])
    is_built = is_done("assets", built) and any((ROOT / "static" / "dist").glob("*"))
    if is_built and not needs_packages:
        return
    require_node()
    if not (ROOT / "node_modules").exists():
        forget("node")
    npm_ci = ["npm", "ci", "--ignore-scripts", "--silent", "--no-audit", "--no-fund"]
    step("npm packages", "node", fingerprint(locked), lambda: run(npm_ci))
    if not is_built:
        forget("assets")
    step("assets", "assets", built, lambda: run(["npm", "run", "--silent", "build"]))


def require_node() -> None:
    found = shutil.which("node")
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout if found else ""
    major = version.strip().lstrip("v").split(".")[0]
    if not (major.isdecimal() and int(major) >= OLDEST_NODE and shutil.which("npm")):
        stop(f"Strides needs Node {OLDEST_NODE} or newer with npm to build its assets: install it and run this again.")


# The work of each step


def step(title: str, name: str, state: str, work: Callable[[], None]) -> None:
    """Do the work unless it was done for this very state."""
    if is_done(name, state):
        return
    began = time.monotonic()
    say(f"{title} ...")
    work()
    (DONE / f"{name}.json").write_text(json.dumps({"state": state}))
    say(f"{title}: {time.monotonic() - began:.0f} s")


def is_done(name: str, state: str) -> bool:
    try:
        return bool(json.loads((DONE / f"{name}.json").read_text())["state"] == state)
    except (FileNotFoundError, ValueError):
        return False


def forget(name: str) -> None:
    (DONE / f"{name}.json").unlink(missing_ok=True)


def fingerprint(files: Iterable[Path]) -> str:
    seen = hashlib.sha256()
    for file in sorted(files):
        if file.is_file():
            seen.update(f"{file.relative_to(ROOT)}\n".encode() + hashlib.sha256(file.read_bytes()).digest())
    return seen.hexdigest()


SILENT = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def run(command: list[object], more_environment: dict[str, str] | None = None) -> None:
    words = [str(word) for word in command]
    environment = {**os.environ, **(more_environment or {})}
    result = subprocess.run(words, env=environment, stdin=subprocess.DEVNULL, check=False)
    if result.returncode:
        stop(f"Set-up stopped: '{' '.join(words)}' failed. What it said stands above.")


def say(line: str) -> None:
    print(f"set-up: {line}", flush=True)


def stop(line: str) -> None:
    print(line, file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    if sys.version_info < (3, 12):  # noqa: UP036  this file is the one that older interpreters may be given
        stop("Strides needs Python 3.12 or newer.")
    main(sys.argv[1])

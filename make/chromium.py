"""Installs what the browser tests need, where it may: chromium and Chinese fonts, through apt, as root.

Where it may not, it says so and ends well: the tests are then skipped by name, and with CI=true that is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
APT = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}


def main() -> int:
    wanted = missing()
    if not wanted:
        return 0
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(
            f"zhice: browser tests need {' and '.join(wanted)}: not installed, and not ours to install",
            file=sys.stderr,
        )
        return 0
    print(f"zhice: apt-get install {' '.join(wanted)}", file=sys.stderr, flush=True)
    if not install(wanted) and not (apt("update") and install(wanted)):
        print(f"zhice: apt-get could not install {' '.join(wanted)}", file=sys.stderr)
    return 0


def missing() -> list[str]:
    """Names of the Debian packages that are not there."""
    wanted = [] if any(map(shutil.which, PROGRAMS)) else ["chromium"]
    return wanted if chinese_fonts() else [*wanted, "fontconfig", "fonts-noto-cjk"]


def chinese_fonts() -> bool:
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout.strip())


def install(names: list[str]) -> bool:
    return apt("install", "-y", "--no-install-recommends", *names)


def apt(*words: str) -> bool:
    return (
        subprocess.run(["apt-get", "-qq", *words], env=APT, stdout=subprocess.DEVNULL, check=False).returncode
        == 0
    )


if __name__ == "__main__":
    sys.exit(main())

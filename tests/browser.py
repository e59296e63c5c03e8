"""A real browser for the tests: Debian's chromium through Playwright, with Chinese fonts.

page               a page at 1440 px, in Chinese, on the test's live server (`page.goto("/")`)
narrow_page        the same at 390 px
axe                axe(page) -> list of violations
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import conftest

AXE = Path(__file__).resolve().parents[1] / "build" / "browser" / "node_modules" / "axe-core" / "axe.min.js"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not program:
        conftest.cannot("browser tests", "chromium is not installed")
    if not _has_chinese_fonts():
        conftest.cannot("browser tests", "no Chinese fonts (fonts-noto-cjk) are installed")
    from playwright.sync_api import sync_playwright

    # as root chromium's own sandbox does not work; the pages are ours
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=[*flags, "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Any, live_server: Any) -> Iterator[Any]:
    yield from _page(browser, live_server.url, width=1440, height=900)


@pytest.fixture
def narrow_page(browser: Any, live_server: Any) -> Iterator[Any]:
    yield from _page(browser, live_server.url, width=390, height=844)


@pytest.fixture
def axe() -> Callable[[Any], list[dict[str, Any]]]:
    """Violations that axe-core finds on the page as it stands: [{id, impact, help, nodes}, …]."""
    if not AXE.exists():
        conftest.cannot("accessibility", "axe-core is not installed: run make setup")
    source = AXE.read_text("utf-8")

    def look(page: Any) -> list[dict[str, Any]]:
        page.evaluate(source)
        found = page.evaluate("async () => (await axe.run()).violations")
        return [
            {key: violation[key] for key in ("id", "impact", "help")}
            | {"nodes": [node["html"][:200] for node in violation["nodes"]]}
            for violation in found
        ]

    return look


def _page(browser: Any, address: str, *, width: int, height: int) -> Iterator[Any]:
    context = browser.new_context(
        base_url=address,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        bypass_csp=False,
    )
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def _has_chinese_fonts() -> bool:
    if not shutil.which("fc-list"):
        return False
    return bool(
        subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False).stdout.strip()
    )

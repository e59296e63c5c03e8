"""The documents say what the code does: made pages are fresh, names exist, links lead somewhere."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.urls import Resolver404, resolve

from docs import generate
from tests.house.texts import texts_to_translate
from tests.house.tree import DOCS, PACKAGE, ROOT, modules, nodes, told
from zhice.accounts.roles import TITLES, Role
from zhice.cli.main import COMMANDS
from zhice.measuring.measure import measures
from zhice.rules.book import rules
from zhice.web import handbook

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
SETTING = re.compile(r"^\| ((?:`[A-Z_]+`(?:, )?)+) \|", re.MULTILINE)
READMES = ("README.md", "README.zh-CN.md")
GIVEN_BY_THE_MACHINE = {
    "PATH",
    "HOME",
    "LANG",
    "TMPDIR",
    "PYTEST_XDIST_WORKER",
    "DJANGO_SETTINGS_MODULE",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
}
HANDBOOK = {
    Role.PLAN_OFFICE: "plan-office",
    Role.BUREAU_LEADER: "bureau-leader",
    Role.SECTION_CHIEF: "section-chief",
    Role.ENTERPRISE: "enterprise",
    Role.AUDIT_ADMIN: "audit-admin",
    Role.SYSTEM_ADMIN: "system-admin",
    Role.SECURITY_ADMIN: "security-admin",
}


def pages() -> list[Path]:
    return [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md")), *sorted(PACKAGE.rglob("*.md"))]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


# ── made pages ──


@pytest.mark.parametrize("name", generate.PAGES)
def test_a_made_page_is_fresh(name):
    generate.declare()
    assert (DOCS / name).read_text("utf-8") == generate.page(name), "run: make docs"


def test_made_pages_leave_nothing_out():
    generate.declare()
    assert all(f"## `{one.code}`" in generate.page("measures.md") for one in measures())
    assert len(measures()) >= 9
    missing = {
        name for name in rules.names() if f"`{name.rpartition('.')[2]}`" not in generate.page("rules.md")
    }
    assert not missing
    assert all(
        re.search(rf"^## `zhice {name}\b", generate.page("commands.md"), re.MULTILINE) for name in COMMANDS
    )


# ── settings ──


def names_read(file: Path) -> set[str]:
    """Environment names that a file reads: `environ["X"]`, `environ.get("X")`, `envvar="X"`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8"))):
        if isinstance(node, ast.Call):
            if ast.unparse(node.func) in {
                "os.environ.get",
                "os.getenv",
                "os.environ.setdefault",
                "os.environ.pop",
            }:
                found |= {a.value for a in node.args[:1] if isinstance(a, ast.Constant)}
            found |= {
                word.value.value
                for word in node.keywords
                if word.arg == "envvar" and isinstance(word.value, ast.Constant)
            }
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            found |= {node.slice.value} if isinstance(node.slice, ast.Constant) else set()
    return {name for name in found if isinstance(name, str)} - GIVEN_BY_THE_MACHINE


def documented_settings() -> set[str]:
    return {name for row in SETTING.findall(read("docs/settings.md")) for name in re.findall(r"[A-Z_]+", row)}


def test_every_setting_is_documented():
    files = [
        *modules(),
        *(file.relative_to(ROOT) for file in ROOT.glob("make/*.py")),
        Path("tests/conftest.py"),
    ]
    read_by_code = {name: str(file) for file in files for name in names_read(file)}
    assert {"ZHICE_HOME", "ZHICE_PORT", "DATABASE_URL"} <= read_by_code.keys()
    missing = {name: file for name, file in read_by_code.items() if name not in documented_settings()}
    assert not missing, f"{missing}: describe them in docs/settings.md"


def test_no_documented_setting_is_dead():
    sources = "".join(
        file.read_text("utf-8")
        for file in (
            *PACKAGE.rglob("*.py"),
            *ROOT.glob("make/*.py"),
            *ROOT.glob("tests/*.py"),
            ROOT / "Makefile",
        )
    )
    dead = [name for name in documented_settings() if not re.search(rf"\b{name}\b", sources)]
    assert not dead, dead


# ── names and links ──


def test_every_link_leads_somewhere():
    dead = []
    for page in pages():
        for target in LINK.findall(FENCE.sub("", page.read_text("utf-8"))):
            if re.match(r"[a-z]+:", target):
                dead.append(f"{page.relative_to(ROOT)}: {target}: the documents need no network")
                continue
            place, _, anchor = unquote(target).partition("#")
            if place.startswith("/"):  # a page of the product, linked from its handbook
                continue
            file = (page.parent / place).resolve() if place else page
            if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
                dead.append(f"{page.relative_to(ROOT)}: {target}")
    assert not dead, told(dead)


def test_every_document_is_linked():
    linked = {
        (page.parent / unquote(target).partition("#")[0]).resolve()
        for page in pages()
        for target in LINK.findall(page.read_text("utf-8"))
    }
    lost = [
        str(page.relative_to(ROOT))
        for page in DOCS.rglob("*.md")
        if page not in linked and "handbook" not in page.parts
    ]
    assert not lost, told(lost)


def test_every_command_that_is_named_exists():
    named = {
        (str(page.relative_to(ROOT)), command)
        for page in pages()
        for command in re.findall(r"(?:`|^|bin/)zhice ([a-z]+)\b", page.read_text("utf-8"), re.MULTILINE)
    }
    assert named
    unknown = [f"{page}: zhice {command}" for page, command in named if command not in COMMANDS]
    assert not unknown, told(unknown)


def test_every_make_verb_that_is_named_exists():
    verbs = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    named = {
        (str(page.relative_to(ROOT)), verb)
        for page in pages()
        for verb in re.findall(r"(?:`|^|=\S+ )make ([a-z-]+)", page.read_text("utf-8"), re.MULTILINE)
    }
    unknown = [f"{page}: make {verb}" for page, verb in named if verb not in verbs]
    assert not unknown, told(unknown)
    assert verbs <= {verb for page, verb in named if page in {"CONTRIBUTING.md", "README.md"}}, verbs


def test_every_path_that_is_named_exists():
    """`zhice/plan/figures/…` in a document is a place in the tree."""
    lost = []
    for page in pages():
        if "decisions" in page.parts or page.name == "CHANGELOG.md":  # they tell of their day
            continue
        for place in re.findall(
            r"`((?:zhice|tests|docs|make|bench)/[\w/.-]+)`", FENCE.sub("", page.read_text("utf-8"))
        ):
            if not (ROOT / place).exists():
                lost.append(f"{page.relative_to(ROOT)}: {place}")
    assert not lost, told(lost)


# ── the pages people begin with ──


@pytest.mark.parametrize("name", READMES)
def test_readme_names_the_two_commands_and_shows_the_picture(name):
    text = read(name)
    assert re.search(r"^make run\b", text, re.MULTILINE)
    assert re.search(r"^make test\b", text, re.MULTILINE)
    assert "docs/pictures/overview.png" in text


def test_the_two_readmes_lead_to_the_same_places():
    def links(name: str) -> set[str]:
        return {target for target in LINK.findall(read(name)) if not target.startswith("README")}

    assert links(READMES[0]) == links(READMES[1])
    assert len(re.findall(r"^## ", read(READMES[0]), re.MULTILINE)) == len(
        re.findall(r"^## ", read(READMES[1]), re.MULTILINE)
    )


def test_house_names_every_folder_of_the_product():
    text = read("docs/house.md")
    folders = [place.name for place in PACKAGE.iterdir() if (place / "__init__.py").exists()]
    assert len(folders) >= 14
    assert not [name for name in folders if f"`{name}`" not in text]
    rooms = [place.name for place in (PACKAGE / "plan").iterdir() if (place / "__init__.py").exists()]
    assert not [name for name in rooms if name != "migrations" and name not in text]


def test_the_changelog_has_an_entry_for_this_version():
    text = read("CHANGELOG.md")
    version = re.search(r'^version = "([\d.]+)"', read("pyproject.toml"), re.MULTILINE)
    assert version and f"## {version[1]}" in text
    kinds = re.findall(r"^- \*\*(\w+)\*\*", text, re.MULTILINE)
    assert kinds and set(kinds) <= {"law", "feature", "fix", "internal"}
    for line in re.findall(r"^- \*\*law\*\*.*$", text, re.MULTILINE):
        assert re.search(r"\d{4}-\d{2}-\d{2}", line) and "`" in line, (
            f"a law entry names days and rules: {line}"
        )


def test_decisions_are_numbered_and_say_why():
    records = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    assert [int(file.name[:4]) for file in records] == list(range(1, len(records) + 1))
    assert len(records) >= 10
    for file in records:
        text = file.read_text("utf-8")
        assert re.match(rf"# {file.name[:4]} ", text), file.name
        for part in ("Context", "Decision", "Consequence"):
            assert f"**{part}.**" in text, f"{file.name} lacks {part}"
        assert text.count("\n") <= 30, f"{file.name}: a record is short"


# ── the handbook ──


def test_there_is_a_page_for_each_role_that_works_today():
    found = {page.name: page for page in handbook.pages()}
    for role, name in HANDBOOK.items():
        assert name in found, f"no handbook page for {role}"
        assert re.search(r"[㐀-鿿]", found[name].title), TITLES[role].words.zh
    assert "accessibility" in found, "the footer of every page links it"


def test_every_address_in_the_handbook_exists():
    lost = []
    for page in (DOCS / "handbook").glob("*.md"):
        text = page.read_text("utf-8")
        for address in {*re.findall(r"`(/[\w/.-]*)`", text), *re.findall(r"\]\((/[^)#?]*)", text)}:
            try:
                resolve(address)
            except Resolver404:
                lost.append(f"{page.name}: {address}")
    assert not lost, told(lost)


def test_every_button_that_the_handbook_names_exists():
    named = {
        (page.name, label)
        for page in (DOCS / "handbook").glob("*.md")
        for label in re.findall(r"点“([^”]+)”", page.read_text("utf-8"))
    }
    assert named
    unknown = [f"{page}: {label}" for page, label in named if label not in texts_to_translate()]
    assert not unknown, told(unknown)


def test_modules_that_name_documents_name_existing_ones():
    lost = [
        f"{file}: {name}"
        for file in modules()
        for node in nodes(file)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for name in re.findall(r"\b(docs/[\w./-]+\.md)\b", node.value)
        if not (ROOT / name).exists()
    ]
    assert not lost, told(lost)

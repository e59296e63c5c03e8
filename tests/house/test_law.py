"""The law's numbers have one home, each with its clause; and the domain is told the day, it does not look at the clock."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house.tree import modules, name_of, nodes, told
from zhice.rules.book import rules

SPANS = {"timedelta", "relativedelta", "add_working_days", "add_calendar_days", "DateOffset", "interval"}
OF_DAYS = {"days", "years", "months"}
HARMLESS = {-1, 0, 1}
LEGAL_NAME = re.compile(r"(TERM|DEADLINE|FEE|FINE|GRACE|STATUTORY|LIMIT_OF_LAW|PERIOD)(_|$|S$)")
NUMBERED = re.compile(r"第\d+号|〔\d{4}〕\d+号|GB/T \d+")  # a notice or a standard, found by its number
# what is invented for show follows no law, and what holds a process to a time is no law
# nor how long a program's key lives
INVENTED = ("zhice/registry/example/", "zhice/corpus/generate.py", "zhice/site/", "zhice/api/tokens.py")

# where a person or a machine enters, the day is read once and handed down
DOORS = re.compile(
    r"^zhice/(cli|site|web|api)/|(^|/)(\w+_)?screens\.py$|^zhice/accounts/(middleware|screens|signing_in|entrance)\.py$"
)
CLOCK = re.compile(r"(^|\.)(today|now|utcnow|localdate|localtime)$|^time\.time$")
# where a time is written down as the time of writing, or a standing is asked as of now
WRITES_ITS_OWN_TIME = {
    "zhice/journal/chain.py": "an event is dated by the writer, never by the caller",
    "zhice/journal/checkpoints.py": "a checkpoint is signed with its own time",
    "zhice/intake/pipeline.py": "when a batch was taken back; the records' day is an argument",
    "zhice/accounts/models.py": "who may do what is asked as of this request",
    "zhice/plan/figures/scoreboard.py": "`day_of` gives screens the day they show; nothing is computed there",
}


def whole_number(node: ast.AST) -> int | None:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = whole_number(node.operand)
        return None if inner is None else -inner
    return node.value if isinstance(node, ast.Constant) and type(node.value) is int else None


def legal_numbers(file: Path) -> list[str]:
    """Spans of days and years with a number in them, ages compared with one, constants named for the law."""
    found = []
    for node in nodes(file):
        if isinstance(node, ast.Call) and name_of(node).rpartition(".")[2] in SPANS:
            given = [*node.args, *(word.value for word in node.keywords)]
            if any((n := whole_number(value)) is not None and n not in HARMLESS for value in given):
                found.append(ast.unparse(node))
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(isinstance(side, ast.Attribute) and side.attr in OF_DAYS for side in sides) and any(
                (n := whole_number(side)) is not None and n not in HARMLESS for side in sides
            ):
                found.append(ast.unparse(node))
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            year = any(
                isinstance(side, ast.Attribute) and side.attr == "year" for side in (node.left, node.right)
            )
            number = next((n for side in (node.left, node.right) if (n := whole_number(side)) is not None), 0)
            if year and number not in HARMLESS:
                found.append(ast.unparse(node))
        elif isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            number = whole_number(node.value)
            if (
                number is not None
                and number not in HARMLESS
                and any(LEGAL_NAME.search(name) for name in names)
            ):
                found.append(ast.unparse(node))
    return [f"{file}: {what}" for what in found]


def test_no_number_of_the_law_stands_in_python():
    found = [
        fault for file in modules() if not str(file).startswith(INVENTED) for fault in legal_numbers(file)
    ]
    assert not found, told(found) + "\nPut the number into zhice/rules/ with its clause (docs/add-a-rule.md)."


@pytest.mark.parametrize(
    "line",
    [
        "due = filed + timedelta(days=90)",
        "late = (day - filed).days > 60",
        "end = date(filed.year + 20, 1, 1)",
        "DECISION_PERIOD = 90",
        "due = add_working_days(day, 15)",
    ],
)
def test_a_number_of_the_law_would_be_seen(line, tmp_path):
    file = tmp_path / "planted.py"
    file.write_text(line, "utf-8")
    assert legal_numbers(file)


def test_the_domain_does_not_look_at_the_clock():
    read = [
        f"{file}:{node.lineno}: {name_of(node)}()"
        for file in modules()
        if not DOORS.search(str(file)) and str(file) not in WRITES_ITS_OWN_TIME
        for node in nodes(file)
        if isinstance(node, ast.Call) and CLOCK.search(name_of(node))
    ]
    assert not read, told(read) + "\nThe day is an argument: ask for it where people enter, and hand it down."


def test_every_exception_is_still_needed():
    for file in WRITES_ITS_OWN_TIME:
        calls = [node for node in nodes(Path(file)) if isinstance(node, ast.Call)]
        assert any(CLOCK.search(name_of(call)) for call in calls), (
            f"{file} reads no clock any more: strike it"
        )


@pytest.mark.parametrize("name", rules.names())
def test_every_value_names_its_source(name):
    rule = rules.rule(name)
    assert rule.name.zh and rule.name.en
    for value in rule.history:
        assert value.source.document, f"{name} of {value.since} names no document"
        if value.confidence == "seen":
            where = value.source.clause or value.source.title or NUMBERED.search(value.source.document)
            assert where, f"{name} of {value.since} is seen, but where?"


def test_a_rule_that_python_names_exists():
    """Any text in the code that begins like a rule's name, `pillar.topic.`, is one."""
    topics = "|".join(sorted({re.escape(name.rpartition(".")[0]) for name in rules.names()}))
    form = re.compile(rf"({topics})\.[a-z0-9_]+")
    assert all(form.fullmatch(name) for name in rules.names())
    verbs = {
        id(call.args[0])  # what the journal calls a verb: registry.population.register
        for file in modules()
        for call in nodes(file)
        if isinstance(call, ast.Call) and name_of(call) == "act" and call.args
    }
    named = {
        node.value
        for file in modules()
        for node in nodes(file)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and form.fullmatch(node.value)
        if id(node) not in verbs
    }
    assert named <= set(rules.names()), named - set(rules.names())

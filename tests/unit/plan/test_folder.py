"""A plan is a folder: what it says is what is loaded, and a bad folder is refused by file and key."""

import shutil
from datetime import date

import pytest
import yaml

from tests.unit.plan.conftest import JIYUAN_FOLDER, SECOND_CITY
from zhice.plan.goals.folder import BadPlanFolder, read_folder, write_folder


@pytest.mark.parametrize("folder", [JIYUAN_FOLDER, SECOND_CITY], ids=["jiyuan", "second city"])
def test_a_folder_written_and_read_again_is_the_same_plan(folder, tmp_path):
    plan = read_folder(folder)
    write_folder(plan, tmp_path / "again")
    assert read_folder(tmp_path / "again") == plan


def test_the_jiyuan_plan_has_its_19_targets_and_20_commitments():
    plan = read_folder(JIYUAN_FOLDER)
    numbered = [indicator for indicator in plan.indicators if indicator.number]
    assert [indicator.number for indicator in numbered] == list(range(1, 20))
    assert all(indicator.targets for indicator in numbered)
    assert [task.letter for task in plan.tasks] == list("abcdefghijklmnopqrst")


@pytest.mark.parametrize("folder", [JIYUAN_FOLDER, SECOND_CITY], ids=["jiyuan", "second city"])
def test_a_plan_adopted_and_exported_is_the_same_plan(system, folder):
    from zhice.plan.goals.actions import adopt_plan
    from zhice.plan.goals.queries import as_folder

    plan = read_folder(folder)
    assert as_folder(adopt_plan(folder=plan, on=date(2024, 1, 1))) == plan


def test_the_same_plan_is_not_adopted_twice_and_a_changed_one_keeps_the_old_version(version):
    from zhice.plan.goals.actions import PlanUnchanged, adopt_plan
    from zhice.plan.goals.queries import as_folder

    plan = as_folder(version)
    with pytest.raises(PlanUnchanged, match="完全相同"):
        adopt_plan(folder=plan, on=date(2021, 1, 1))
    changed = plan.model_copy(update={"tasks": plan.tasks[:-1]})
    later = adopt_plan(folder=changed, on=date(2021, 1, 1), note="少一项任务")
    assert (later.number, later.tasks.count()) == (2, 19)
    assert version.tasks.count() == 20
    assert as_folder(version) == plan


def test_a_definition_of_a_day_cannot_be_rewritten(version):
    from zhice.plan.goals.actions import adopt_plan
    from zhice.plan.goals.queries import as_folder
    from zhice.plan.indicators.actions import DefinitionDiffers

    text = as_folder(version).model_dump(mode="python")
    first = next(iter(text["indicators"][0]["definitions"].values()))
    first["counts"] = {"total": "creation.patent_grants"}
    from zhice.plan.goals.folder import PlanFolder

    with pytest.raises(DefinitionDiffers, match="新的施行日"):
        adopt_plan(folder=PlanFolder.model_validate(text), on=date(2021, 1, 1))


AT_END = {"period": "stock", "years": [2022]}
BROKEN = {
    "a file is missing": ("tasks.yaml", None, "没有这个文件"),
    "no yaml": ("plan.yaml", "a: [", "不是有效的 YAML"),
    "a key twice": ("plan.yaml", "code: a\ncode: b\n", "写了两次"),
    "an unknown key": ("plan.yaml", {"color": "red"}, "plan.color"),
    "a formula": ("indicators.yaml", {"counts": {"total": "__import__('os').system('ls')"}}, "不接受算式"),
    "a deep formula": ("indicators.yaml", {"counts": {"ratio": [{"ratio": ["a.b", "a.c"]}, "a.c"]}}, "不能用 ratio"),
    "two comparators": ("indicators.yaml", {"targets": [{"more_than": 1, "at_least": 2, **AT_END}]}, "恰好写一种"),
    "no year": ("indicators.yaml", {"targets": [{"more_than": 1, "period": "stock", "years": []}]}, "years"),
    "between upside down": ("indicators.yaml", {"targets": [{"between": [3, 2], **AT_END}]}, "下限不能大于上限"),
    "an unknown objective": ("indicators.yaml", {"objective": "nowhere"}, "不存在"),
    "period backwards": ("plan.yaml", {"period": {"start": date(2022, 1, 1), "end": date(2020, 1, 1)}}, "止日早于起日"),
    "a bad region": ("plan.yaml", {"region": "济源"}, "plan.region"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_a_broken_folder_is_refused_with_file_and_key(case, tmp_path):
    file, change, words = BROKEN[case]
    folder = shutil.copytree(JIYUAN_FOLDER, tmp_path / "plan")
    path = folder / file
    if change is None:
        path.unlink()
    elif isinstance(change, str):
        path.write_text(change, encoding="utf-8")
    else:
        content = yaml.safe_load(path.read_text("utf-8"))
        entry = content if file == "plan.yaml" else content[0]
        if "counts" in change:
            entry = next(iter(entry["definitions"].values()))
        entry.update(change)
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(BadPlanFolder, match=words) as refused:
        read_folder(folder)
    assert str(refused.value).startswith(file)

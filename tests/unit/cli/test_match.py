"""`zhice match`: one line of JSON, no database, no Django."""

import json
import subprocess
import sys


def zhice(*words):
    return subprocess.run(
        [sys.executable, "-m", "zhice.cli.main", *words], capture_output=True, text=True, check=False
    )


def test_it_answers_with_verdict_score_and_reasons():
    done = zhice("match", "襄樊市示例轴承有限公司", "襄阳示例軸承有限責任公司", "--json")
    answer = json.loads(done.stdout)
    assert (answer["verdict"], set(answer)) == ("same", {"verdict", "score", "reasons"})
    assert {"place_former", "traditional"} <= {reason["feature"] for reason in answer["reasons"]}


def test_it_needs_no_django():
    script = (
        "import sys; from zhice.cli.main import zhice; "
        "zhice.main(['match', '济源甲厂', '济源乙厂', '--json'], standalone_mode=False); "
        "print('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_an_unknown_region_and_an_empty_name_are_refused_with_words():
    for words in (("济源甲厂", "济源甲厂", "--region-a", "无此地"), ("", "济源甲厂")):
        done = zhice("match", *words, "--json")
        assert (done.returncode, "error" in json.loads(done.stdout)) == (1, True)

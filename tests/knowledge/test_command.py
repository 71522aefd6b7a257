"""The knowledge command as another program sees it."""

import json
import subprocess
import sys
import time

import pytest

from integrative.knowledge.products import read_product
from integrative.knowledge.verbs import BadQuestion
from integrative.knowledge.verbs.screen import answer
from integrative.knowledge.version import KNOWLEDGE_VERSION


def run(verb, lines=(), *, raw=None):
    given = raw if raw is not None else "".join(f"{line}\n" for line in lines).encode()
    done = subprocess.run(
        [sys.executable, "-m", "integrative.knowledge", verb], input=given, capture_output=True, timeout=120
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def answers(verb, lines=(), *, raw=None):
    status, out, _ = run(verb, lines, raw=raw)
    return status, [json.loads(line) for line in out.splitlines()]


def test_answers_come_in_the_order_of_the_questions_with_id_and_version():
    status, found = answers("identify", ['{"id": 7, "text": "ginkgo"}', '{"id": "b", "text": "kava"}'])
    assert status == 0
    assert [entry["id"] for entry in found] == [7, "b"]
    assert {entry["knowledge"] for entry in found} == {KNOWLEDGE_VERSION}


def test_a_bad_line_gives_an_error_and_the_rest_go_on():
    status, found = answers(
        "identify", ['{"id": 1, "text": "kava"}', "{nonsense", '{"id": 3, "text": "kava"}']
    )
    assert status == 1
    assert found[1]["error"] == {
        "code": "not_json",
        "message": "The line is not valid JSON in UTF-8",
        "field": None,
    }
    assert [entry.get("status") for entry in found] == ["matched", None, "matched"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"", "not_json"),
        (b"[]", "not_an_object"),
        (b'"text"', "not_an_object"),
        (b'{"text": NaN}', "not_a_number"),
        (b'{"text": 1e999}', "out_of_range"),
        (b'{"text": "a", "text": "b"}', "duplicate_key"),
        (b'{"text": "\xff"}', "not_json"),
        (b"[" * 100_000, "not_json"),
        (b'{"text": ' + b"9" * 10_000 + b"}", "not_json"),
        (b'{"text": "' + b"ginkgo " * 150_000 + b'"}', "too_long"),
        (b'{"text": "' + b"a" * 5_000_000 + b'"}', "too_long"),
        (b'{"products": "ginkgo"}', "unknown_key"),
    ],
    ids=range(12),
)
def test_hostile_lines_are_refused_and_the_next_line_is_served(line, code):
    status, found = answers("identify", raw=line + b'\n{"text": "kava"}\n')
    assert status == 1
    assert found[0]["error"]["code"] == code
    assert found[1]["status"] == "matched"


@pytest.mark.parametrize(
    "question",
    [
        {"products": ["kava"], "labs": [{"test": "platelets", "value": "42"}]},
        {"products": ["kava"], "labs": [{"test": "platelets", "value": True}]},
        {"products": ["kava"], "labs": [{"test": "platelets", "value": 42, "unit": "furlongs"}]},
        {"products": ["kava"], "labs": [{"test": "platelets", "value": 42, "on": "yesterday"}]},
        {"products": ["kava"], "labs": [{"test": "platelets", "value": 42, "on": "2999-01-01"}]},
        {"products": ["kava"], "labs": [{"test": "platelets", "value": -1}]},
        {"products": "kava"},
        {"products": [""]},
        {"products": [None]},
        {"products": [{"text": "kava", "colour": "red"}]},
        {"products": ["kava"] * 501},
        {"products": ["kava"], "procedures": [{"name": "biopsy", "on": "2026-02-30"}]},
        {"products": ["kava"], "radiation": 5},
        {"products": ["kava"], "confirmed": {"kava": "no_such_thing"}},
        {"products": ["kava"], "context": "moon=full"},
        {"products": ["kava"], "on": 5},
        {"products": ["kava"], "labs": [{"test": "platelets", "value": 42, "age": 3}]},
    ],
    ids=range(17),
)
def test_a_screen_question_that_makes_no_sense_is_refused_with_its_field(question):
    with pytest.raises(BadQuestion) as refused:
        answer({"on": "2026-11-21", **question})
    assert refused.value.field


def test_a_long_label_takes_time_in_proportion():
    def seconds(words, start):
        label = " ".join(f"qwxz{number}" for number in range(start, start + words))[:10_000]
        begun = time.process_time()
        read_product(label)
        return time.process_time() - begun

    read_product("ginkgo")
    # The quickest of three, each of new words, so that neither a busy machine nor a memory decides.
    long = min(seconds(1000, start) for start in (0, 1000, 2000))
    short = min(seconds(100, start) for start in (3000, 3100, 3200))
    assert long < 20 * max(short, 0.005)


def test_the_command_loads_no_framework():
    code = "import sys, integrative.knowledge.verbs.screen; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"django", "celery", "psycopg", "redis"} & set(done.stdout.split())


def test_help_names_every_verb():
    done = subprocess.run(
        [sys.executable, "-m", "integrative.knowledge", "--help"], capture_output=True, text=True, check=True
    )
    for verb in ("identify", "screen", "clear", "evidence", "score", "mme", "sleep", "redflags", "explain"):
        assert verb in done.stdout


def test_explain_is_written_for_a_person():
    question = {"products": ["St John's wort"], "medications": ["apixaban"], "on": "2026-11-21"}
    status, text, _ = run("explain", [json.dumps(question)])
    assert status == 0
    assert text.startswith("Stop: St John's wort")
    for words in ("We suggest leaving it out", "Evidence: strong (drug label)", "Source:", "not reviewed"):
        assert words in text
    assert "safe" not in text.lower()


def test_check_is_content_with_the_tables_and_stats_counts_them():
    status, text, _ = run("check")
    assert (status, "0 faults" in text) == (0, True)
    status, counts = answers("stats")
    by_name = {entry["table"]: entry for entry in counts}
    assert by_name["pair_facts"]["rows"] >= 359
    assert by_name["all"]["rows"] == sum(entry["rows"] for name, entry in by_name.items() if name != "all")

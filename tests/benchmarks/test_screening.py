"""How many screens a second, beside a plain look-up of the same pairs in a dictionary."""

from __future__ import annotations

import time
from collections.abc import Callable

from integrative.knowledge.facts import all_pair_facts
from integrative.knowledge.screening import screen
from integrative.knowledge.screening.question import read_question
from integrative.knowledge.verbs.screen import answer

QUESTION = {
    "products": [
        "St John's wort", "turmeric", "fish oil", "ginger", "garlic", "green tea extract", "ginkgo",
        "melatonin", "valerian", "vitamin E", "CBD oil", "milk thistle",
    ],
    "treatments": ["mFOLFOX6", "Keytruda", "R-CHOP", "imatinib", "tamoxifen", "bortezomib"],
    "medications": [
        "warfarin", "sertraline", "omeprazole", "metformin", "levothyroxine", "oxycodone", "lorazepam",
        "amlodipine",
    ],
    "on": "2026-11-21",
}  # fmt: skip
SECONDS = 0.5


def per_second(work: Callable[[], object]) -> float:
    """How often the work is done in a second of processor time."""
    work()
    done, begun = 0, time.process_time()
    while (spent := time.process_time() - begun) < SECONDS:
        work()
        done += 1
    return done / spent


def test_screens_per_second_beside_a_plain_look_up(capsys):
    asked = read_question(dict(QUESTION))
    pairs = {(fact.supplement, fact.target): fact for fact in all_pair_facts()}
    wanted = [
        (ingredient.supplement.id, drug.id)
        for line in asked.lines
        for ingredient in line.ingredients
        for drug in asked.person.drugs
    ]
    assert len(asked.lines) == 12
    assert len(asked.person.drugs) == 20

    looked_up = per_second(lambda: [pairs.get(pair) for pair in wanted])
    screened = per_second(lambda: screen(asked.lines, asked.person, drugs_understood=True))
    answered = per_second(lambda: answer(dict(QUESTION)))

    with capsys.disabled():
        print(f"\nplain dictionary look-up of {len(wanted)} pairs: {looked_up:,.0f} a second")
        print(f"screen of 12 products and 20 drugs: {screened:,.0f} a second ({1000 / screened:.2f} ms each)")
        print(f"the same from text to JSON: {answered:,.0f} a second ({1000 / answered:.2f} ms each)")


def test_the_time_of_many_screens_grows_with_their_number(capsys):
    def seconds(times: int) -> float:
        begun = time.process_time()
        for _ in range(times):
            answer(dict(QUESTION))
        return time.process_time() - begun

    seconds(5)
    few, many = seconds(25), seconds(100)
    with capsys.disabled():
        print(f"\n25 screens {few:.3f} s, 100 screens {many:.3f} s: {many / few:.1f} times as long")
    assert many < 12 * few

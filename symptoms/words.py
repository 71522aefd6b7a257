"""The questions as they are asked. Each stands here once: the form asks it, the note repeats it."""

WHAT_MATTERS = {
    "good_week": "What would a good week look like?",
    "fear": "What do you fear most?",
    "hope": "What do you hope for?",
}

GOALS_OF_CARE = {
    "hope": "What are you hoping for in the next two months?",
    "worry": "What are you most worried about?",
    "lean": (
        "If we had to make a hard choice between longer time and better comfort, where would you lean today?"
    ),
}

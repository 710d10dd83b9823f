"""Second questions of tests/heldout/questions, each asked about the topic it mostly comes with;
prints a Markdown table.

    python bench/understanding/questions.py
"""

import asyncio
import os
from collections import Counter
from typing import Any

from rasa.core.channels.channel import UserMessage

from luciole import loading, logs, paths
from luciole.answers.questions import ending, question_answer
from luciole.assistant import prepared
from luciole.evaluate import read_rows

TOPICS = {
    "disclose_sextortion": "pay paid posted stops delete who too_late in_trouble none",
    "disclose_cyberbullying": "reply worse counts",
    "disclose_violence_at_home": "for_them taken_away believed love found_out",
    "disclose_sexual_abuse": "doctor tell told say_what why",
    "disclose_deepfake": "not_me",
    "disclose_friend_in_trouble": "promised refuses",
    "crisis_suicide": "better",
    "adult_parent_worried": "take_phone read_messages how_to_talk my_failure police",
}
ASKED_ABOUT = {ending: topic for topic, endings in TOPICS.items() for ending in endings.split()}


# Few questions of young people are answered to a professional.
NOWHERE = "adult_professional"
SHARES = {
    "right": ("asked", "right"),
    "another question": ("asked", "other"),
    "not heard": ("asked", "none"),
    "of other words, taken for a question": ("none", True),
    "where it has no answer, taken for another": ("nowhere", True),
}


async def main() -> None:
    logs.configure()
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    agent = await loading.load()
    print(f"| | {' | '.join(SHARES)} |")
    print("| --- |" + " --- |" * len(SHARES))
    for path in sorted((paths.ROOT / "tests" / "heldout" / "questions").glob("*.jsonl")):
        found: Counter[tuple[str, str | bool]] = Counter()
        for row in read_rows(path):
            wanted = row["question"]
            got = await asked(agent, row["text"], ASKED_ABOUT[ending(wanted) or wanted])
            if wanted == "none":
                found["none", got != "none"] += 1
                continue
            found["asked", "right" if got == wanted else got if got == "none" else "other"] += 1
            if not question_answer(NOWHERE, wanted):
                found["nowhere", await asked(agent, row["text"], NOWHERE) != "none"] += 1
        shares = [share(found, *parts) for parts in SHARES.values()]
        print(f"| {path.stem} | {' | '.join(f'{s:.3f}' for s in shares)} |")


def share(found: Counter[tuple[str, str | bool]], kind: str, part: str | bool) -> float:
    return found[kind, part] / sum(n for (k, _), n in found.items() if k == kind)


async def asked(agent: Any, text: str, topic: str) -> str:
    """The question that is heard in the text where this topic was told, or none."""
    said = prepared(text)
    message = UserMessage(text=said.text, metadata={"heard": said.heard, "topic": topic})
    parsed = await agent.processor.parse_message(message)
    name = str(parsed["intent"]["name"])
    return name if name.startswith(("ask_", "tap_")) and not parsed.get("alert") else "none"


if __name__ == "__main__":
    asyncio.run(main())

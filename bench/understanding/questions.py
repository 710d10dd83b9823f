"""Second questions of tests/heldout/questions, each asked about the topic it mostly comes with;
prints a Markdown table.

    python bench/understanding/questions.py
"""

import asyncio
import os
from collections import Counter

from rasa.core.channels.channel import UserMessage

from luciole import loading, logs, paths
from luciole.assistant import prepared
from luciole.evaluate import read_rows

TOPICS = {
    "disclose_sextortion": "pay paid posted stops delete who too_late in_trouble none",
    "disclose_cyberbullying": "reply worse counts",
    "disclose_violence_at_home": "for_them taken_away believed love found_out",
    "disclose_sexual_abuse": "doctor told say_what why",
    "disclose_deepfake": "not_me",
    "disclose_friend_in_trouble": "promised refuses",
    "crisis_suicide": "hospital better",
    "adult_parent_worried": "take_phone read_messages how_to_talk my_failure police",
}
ASKED_ABOUT = {ending: topic for topic, endings in TOPICS.items() for ending in endings.split()}


async def main() -> None:
    logs.configure()
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    agent = await loading.load()
    print("| | right | another question | not heard | none, taken for a question |")
    print("| --- | --- | --- | --- | --- |")
    for path in sorted((paths.ROOT / "tests" / "heldout" / "questions").glob("*.jsonl")):
        rows = read_rows(path)
        found: Counter[str] = Counter()
        for row in rows:
            wanted = row["question"]
            topic = ASKED_ABOUT[wanted.rpartition("ask_")[2].removeprefix("tap_")]
            said = prepared(row["text"])
            message = UserMessage(text=said.text, metadata={"heard": said.heard, "topic": topic})
            parsed = await agent.processor.parse_message(message)
            got = "alert" if parsed.get("alert") else parsed["intent"]["name"]
            asked = got if got.startswith(("ask_", "tap_")) else "none"
            if wanted == "none":
                found["false" if asked != "none" else "left"] += 1
            else:
                found["right" if asked == wanted else "missed" if asked == "none" else "other"] += 1
        questions = found["right"] + found["other"] + found["missed"]
        shares = [found[name] / questions for name in ("right", "other", "missed")]
        shares.append(found["false"] / (found["false"] + found["left"]))
        print(f"| {path.stem} | " + " | ".join(f"{share:.3f}" for share in shares) + " |")


if __name__ == "__main__":
    asyncio.run(main())

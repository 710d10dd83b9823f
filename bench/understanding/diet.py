"""What a model of stock Rasa makes of messages: `diet.py MODEL FILE`; the texts come in and their
rankings go to FILE as JSON lines (Rasa writes its log to the standard output).

A process of its own for compare.py: importing luciole puts a stand-in in the place of TensorFlow.
"""

import asyncio
import json
import sys

from rasa.core.agent import Agent


async def main() -> None:
    agent = Agent.load(sys.argv[1])
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        for line in sys.stdin:
            parsed = await agent.parse_message(json.loads(line))
            ranking = {r["name"]: r["confidence"] for r in parsed["intent_ranking"]}
            print(json.dumps(ranking), file=out)


if __name__ == "__main__":
    asyncio.run(main())

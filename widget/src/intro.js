import { button, h } from "./dom.js";

/**
 * What a child meets first: what is kept, how to leave, and questions for those without words.
 * @param {HTMLElement} place
 * @param {Texts} texts
 * @param {Topic[]} topics
 * @param {(tapped: Button) => void} tap
 */
export function intro(place, texts, topics, tap) {
  const advice = h("p", { role: "status", class: "advice" });
  const safe = (/** @type {string} */ text) => () => {
    advice.textContent = text;
  };
  place.replaceChildren(
    h("p", {}, texts.hello),
    h("ul", { class: "facts" }, ...texts.facts.split("\n").map((fact) => h("li", {}, fact))),
    h(
      "div",
      { class: "safe", role: "group", "aria-labelledby": "safe" },
      h("p", { id: "safe" }, texts.safe),
      button(texts.yes, safe(texts.safe_yes)),
      button(texts.no, safe(texts.safe_no)),
      advice,
    ),
    h("p", { class: "ask" }, texts.topics),
    ...topics.map(({ title, questions }) =>
      h(
        "details",
        { name: "topics" },
        h("summary", {}, title),
        h("div", { class: "replies" }, ...questions.map((question) => button(question.title, () => tap(question)))),
      ),
    ),
  );
}

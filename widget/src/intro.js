import { button, h } from "./dom.js";

/**
 * What a child meets first: what is kept, how to leave, and questions for those without words.
 * @param {Texts} texts
 * @param {Language} language
 * @param {(tapped: Button) => void} tap
 */
export function introduction(texts, language, tap) {
  const advice = h("p.advice", { role: "status" });
  const safe = (/** @type {string} */ text) => () => {
    advice.textContent = text;
  };
  const ask = (/** @type {Topic["questions"][0]} */ { title, payload }) =>
    button(title[language], () => tap({ title: title[language], payload }));
  return [
    h("p", {}, texts.hello),
    h("ul.facts", {}, ...texts.facts.split("\n").map((fact) => h("li", {}, fact))),
    h(
      "div.safe",
      { role: "group", "aria-labelledby": "safe" },
      h("p", { id: "safe" }, texts.safe),
      button(texts.yes, safe(texts.safe_yes)),
      button(texts.no, safe(texts.safe_no)),
      advice,
    ),
    h("p.ask", {}, texts.topics),
    ...TOPICS.map(({ title, questions }) =>
      h("details", { name: "topics" }, h("summary", {}, title[language]), h("div.replies", {}, ...questions.map(ask))),
    ),
  ];
}

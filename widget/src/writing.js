import { h } from "./dom.js";

const MOST_CHARACTERS = 1000;

/**
 * The field: nothing in it is remembered, checked or completed by the browser.
 * @param {(text: string) => void} send
 */
export function makeWriting(send) {
  const attributes = { id: "field", rows: 1, maxlength: MOST_CHARACTERS, autocomplete: "off", spellcheck: "false" };
  const field = /** @type {HTMLTextAreaElement} */ (h("textarea", attributes));
  const label = h("label", { for: "field" });
  const submit = h("button.send");
  const form = h("form", {}, label, h("div.bar", {}, field, submit));

  /** Only the words change: nobody who types is interrupted. @param {Texts} texts */
  function write(texts) {
    label.textContent = texts.label;
    submit.textContent = texts.send;
  }

  /** @param {Event} event */
  function submitted(event) {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return;
    field.value = "";
    send(text);
    field.focus();
  }

  form.addEventListener("submit", submitted);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submitted(event);
  });
  return { form, write };
}

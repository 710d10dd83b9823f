import { h } from "./dom.js";

const MOST_CHARACTERS = 1000;

/** The field: nothing in it is remembered, checked or completed by the browser. */
export class Writing {
  /** @param {(text: string) => void} send */
  constructor(send) {
    this.send = send;
    const field = h("textarea", { id: "field", rows: 1, maxlength: MOST_CHARACTERS, autocomplete: "off", spellcheck: "false" });
    this.field = /** @type {HTMLTextAreaElement} */ (field);
    this.label = h("label", { for: "field" });
    this.button = h("button", { class: "send" });
    this.form = h("form", {}, this.label, h("div", { class: "bar" }, field, this.button));
    this.form.addEventListener("submit", (event) => this.submit(event));
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
    });
  }

  /** Only the words change: nobody who types is interrupted. @param {Texts} texts */
  write(texts) {
    this.label.textContent = texts.label;
    this.button.textContent = texts.send;
  }

  /** @param {Event} event */
  submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return;
    this.field.value = "";
    this.send(text);
    this.field.focus();
  }
}

import { button, h } from "./dom.js";

const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/**
 * A homework page over everything, with its own tab title; one tap on its last line comes back.
 * @param {() => Texts} texts
 */
export function makeDecoy(texts) {
  let title = "";
  const dialog = /** @type {HTMLDialogElement} */ (h("dialog.decoy", { "aria-labelledby": "decoy-title" }));

  const show = () => {
    if (dialog.open) return;
    const words = texts();
    const row = (/** @type {number} */ a) => h("tr", {}, ...NUMBERS.map((b) => h(a === 1 || b === 1 ? "th" : "td", {}, String(a * b))));
    dialog.replaceChildren(
      h("h2", { id: "decoy-title" }, words.decoy_title),
      h("table", {}, ...NUMBERS.map(row)),
      button(words.decoy_back, reveal),
    );
    title = document.title;
    document.title = words.decoy_title;
    dialog.showModal();
  };

  const reveal = () => {
    if (!dialog.open) return;
    document.title = title;
    dialog.close();
  };

  // Escape must not show the conversation to someone who is in the room.
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
  });
  return { dialog, show, reveal };
}

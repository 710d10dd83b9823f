/** Parts of the firefly, on a grid of 24 by 24. */
const FIREFLY = [
  ["glow.halo", "M12 9.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13Z"],
  ["wing", "M10 12C6 6.5 1 7 1 10s5 4.5 9 2ZM14 12c4-5.5 9-5 9-2s-5 4.5-9 2Z"],
  ["glow", "M8.5 10h7v5.5c0 5-7 5-7 0Z"],
  ["head", "M12 3.5a4.2 4.2 0 1 1 0 8.4 4.2 4.2 0 0 1 0-8.4Z"],
  ["line", "M10.5 4 9 1.2M13.5 4 15 1.2"],
  ["line.face", "M10.5 7v.4M13.5 7v.4M10.7 9.4q1.3 1 2.6 0"],
];

/**
 * An element; strings become text, never markup. A function attribute listens to that event.
 * @param {string} tag with its classes: `p.small`
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const space = /svg|path/.test(name) ? "2000/svg" : "1999/xhtml";
  const element = /** @type {HTMLElement} */ (document.createElementNS(`http://www.w3.org/${space}`, name));
  element.classList.add(...classes);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children) if (child) element.append(child);
  return element;
}
/**
 * @param {string} text
 * @param {(event: Event) => void} click
 * @param {Record<string, any>} [attributes]
 */
export function button(text, click, attributes) {
  return h("button", { type: "button", click, ...attributes }, text);
}

/** Text that only screen readers meet. @param {string} text */
export function unseen(text) {
  return h("span.unseen", {}, text);
}

/** Our firefly: a round little insect with a glow. */
export function firefly() {
  const parts = FIREFLY.map(([part, d]) => h(`path.${part}`, { d }));
  return h("svg.firefly", { viewBox: "0 0 24 24", "aria-hidden": "true" }, ...parts);
}

/** Waits; at once when there is nothing to wait for. @param {number} milliseconds */
export function sleep(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

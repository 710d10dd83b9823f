import { h } from "./dom.js";

// Leaving fast. Order matters: the screen is blank before anything slow can happen.

const SHIFTS = 3;
const SHIFT_SECONDS = 5;

/**
 * Blanks the page in this frame, erases, and goes to a neutral site that learns nothing of us.
 * The page's own entry in the tab's history is replaced, so Back does not lead here.
 * @param {string} address
 * @param {() => void} erase
 */
export function leave(address, erase) {
  document.documentElement.style.setProperty("display", "none", "important");
  erase();
  document.head.append(h("meta", { name: "referrer", content: "no-referrer" }));
  try {
    (window.top ?? window).location.replace(address);
  } catch {
    window.location.replace(address);
  }
}

/** After a return from the browser's page cache: visible again, the conversation long erased. */
export function unblank() {
  document.documentElement.style.removeProperty("display");
}

/**
 * One of the addresses, at random; only web addresses count.
 * @param {string} addresses separated by spaces
 * @param {string} otherwise
 */
export function neutral(addresses, otherwise) {
  const known = addresses.split(/\s+/).filter((address) => /^https?:\/\//i.test(address));
  return known[Math.floor(Math.random() * known.length)] ?? otherwise;
}

/**
 * Watches for Shift pressed three times within five seconds and nothing else in between.
 * @param {(left: number) => void} pressed how many more presses are needed; 0: go
 * @param {AbortSignal} signal stops watching
 */
export function watchShift(pressed, signal) {
  let alone = false;
  let count = 0;
  let since = 0;
  const reset = () => {
    alone = false;
    count = 0;
  };
  const down = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Shift" || event.ctrlKey || event.altKey || event.metaKey) reset();
    else if (!event.repeat) alone = true;
  };
  const up = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    if (event.timeStamp - since > SHIFT_SECONDS * 1000) count = 0;
    if (count === 0) since = event.timeStamp;
    count += 1;
    pressed(SHIFTS - count);
  };
  const options = { capture: true, signal };
  window.addEventListener("keydown", down, options);
  window.addEventListener("keyup", up, options);
  window.addEventListener("pointerdown", reset, options);
}

/** Own links of the page replace its history entry, so that a visit leaves one entry at most. @param {AbortSignal} signal */
export function leaveNoTrail(signal) {
  const follow = (/** @type {MouseEvent} */ event) => {
    const link = /** @type {Element} */ (event.target).closest?.("a[href]");
    if (!(link instanceof HTMLAnchorElement) || link.target || link.origin !== location.origin) return;
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey) return;
    if (link.hash && link.pathname === location.pathname) return;
    event.preventDefault();
    location.replace(link.href);
  };
  document.addEventListener("click", follow, { signal });
}

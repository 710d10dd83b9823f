// The host chooses a colour; we choose the text on it, so that no theme can be unreadable.

/**
 * Light or dark as the host says, else as the device does.
 * @param {HTMLElement} root
 * @param {string} theme
 * @param {AbortSignal} signal
 */
export function followTheme(root, theme, signal) {
  const device = matchMedia("(prefers-color-scheme: dark)");
  const choose = () => root.classList.toggle("dark", theme ? theme === "dark" : device.matches);
  device.addEventListener("change", choose, { signal });
  choose();
}

/** Relative luminance (WCAG 2.2), at most 0.001 too high in the darkest tones. @param {number[]} rgb */
function luminance(rgb) {
  const [r, g, b] = rgb.map((value) => ((value / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * Sets `data-on` on the root: light or dark text on the host's colour; a colour that is not
 * opaque is not used at all.
 * @param {HTMLElement} root
 * @param {Element} sample an element filled with the colour
 */
export function chooseInk(root, sample) {
  root.removeAttribute("data-on");
  const filled = getComputedStyle(sample).backgroundColor;
  const rgb = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(filled)?.slice(1).map(Number);
  // 0.179 is where black and white text have the same contrast, 4.58 to 1.
  root.dataset.on = rgb ? (luminance(rgb) > 0.179 ? "dark" : "light") : "none";
}

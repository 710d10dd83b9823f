import { button, h } from "./dom.js";
import { countries, countryOfTimeZone, helpCards, nameOf } from "./help.js";

/**
 * The help services of the country, and the choice of it: to change it, or where it is not known.
 * @param {Around} around
 * @param {boolean} choice
 * @returns {HTMLElement[]}
 */
export function helpDesk(around, choice) {
  const { texts, settings } = around;
  const { country, language } = settings;
  const near = !country && countryOfTimeZone();
  const cards = h("div.desk");
  const fill = () => {
    // Nothing changes under the hands of someone who is on a card.
    if (cards.matches(":focus-within")) return;
    cards.replaceChildren(near && !settings.country ? propose(near) : "", helpCards(around.helplines, around));
  };
  const choose = () => around.setCountry(select.value, fill);
  const propose = (/** @type {string} */ code) => {
    const yes = () => {
      select.value = code;
      select.focus();
      choose();
    };
    return h("p", {}, `${texts.here.replace("{country}", nameOf("region", code, language))} `, button(texts.yes, yes));
  };
  const options = [["", texts.elsewhere], ...countries(language)].map(([value, name]) =>
    h("option", { value, selected: value === country }, name),
  );
  const select = /** @type {HTMLSelectElement} */ (h("select", { autocomplete: "off", change: choose }, ...options));
  around.setCountry(country, fill);
  return country && !choice ? [cards] : [h("label", {}, texts.country, select), cards];
}

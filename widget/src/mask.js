// Personal data that is plain to see is replaced before anything leaves the page. The server
// looks again, with more means.

const MONTH = "(?:jan|f[ée]v|feb|mar|avr|apr|mai|may|jui|jun|jul|ao[uû]|aug|sep|oct|nov|d[ée]c)\\p{L}*";

/** @type {[string, RegExp][]} mark and expression; only the group `it`, if there is one, is replaced */
const PATTERNS = [
  // lea.martin@example.org, lea (at) example.org
  ["email", /[\w.+-]+\s?(?:@|\(at\)|\[at\]|\barobase\b)\s?[\w-]+(?:\.[\w-]+)+/giu],
  // https://example.org/lea, www.example.org, insta.com/lea
  ["link", /(?:https?:\/\/|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}\/[\w@?=&./%-]+/giu],
  // FR76 3000 6000 0112 3456 7890 189
  ["iban", /\b[a-z]{2}\d{2}(?:[ -]?[a-z]{0,4}\d{2,4}){3,8}(?:[ -]?[a-z0-9]{1,3})?\b/giu],
  // 48.8566, 2.3522
  ["coordinates", /-?\d{1,3}[.,]\d{3,}\s*°?\s*[NS]?\s*[,; ]\s*-?\d{1,3}[.,]\d{3,}(?:\s*°?\s*[EWO]\b)?/giu],
  // née le 3 mars 2012, born on 03/04/2011
  [
    "birthdate",
    new RegExp(
      "(?:\\bn[ée]e?s? le|naissance|anniv\\w*|\\bborn|\\bbirth\\w*|\\bdob)\\D{0,14}" +
        `(?<it>\\d{1,2}(?:er|st|nd|rd|th)?[ ./-](?:\\d{1,2}|(?:of )?${MONTH})(?:[ ./-]+\\d{2,4})?` +
        `|${MONTH} \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?|\\d{4}-\\d\\d-\\d\\d)`,
      "giu",
    ),
  ],
  // AB-123-CD, 1-ABC-234, AB12 CDE
  ["plate", /\b(?:[A-Za-z]{2}-\d{3}-[A-Za-z]{2}|[1-9]-[A-Za-z]{3}-\d{3}|[A-Z]{2} \d{3} [A-Z]{2}|[A-Z]{2}\d\d ?[A-Z]{3})\b/gu],
  // 06 12 34 56 78, +32 470 12 34 56, (555) 123-4567; not 01.02.2024
  [
    "phone",
    /(?<![\w.])(?!\d{1,2}[ .-]\d{1,2}[ .-](?:19|20)\d\d\b)(?:(?:\+|00)\d(?:[ .()-]{0,2}\d){7,13}|0(?:[ .-]?\d){8,10}|(?:1[ .-])?\(?[2-9]\d\d\)?[ .-]\d{3}[ .-]\d{4}|\b[2-9]\d{9})(?!\w)/gu,
  ],
  // mon num c'est 621 123 456
  ["phone", /(?:\bnum(?:[ée]ro|ber)?\b|\bt[ée]l\b|\bphone\b|\bwhatsapp\b)[^\d\n]{0,16}(?<it>\d(?:[ .-]?\d){5,11})(?!\w)/giu],
  // @lea_2011
  ["handle", /(?<![\w@])@[\w.]*\w/gu],
];

/**
 * @param {string} text
 * @param {(number: string) => boolean} isHelp whether these digits or this address are a help service's
 * @returns {{text: string, masked: boolean}}
 */
export function mask(text, isHelp) {
  let masked = false;
  for (const [mark, pattern] of PATTERNS) {
    text = text.replace(pattern, (whole, ...rest) => {
      const groups = rest.at(-1);
      const found = (typeof groups === "object" && groups.it) || whole;
      if (isHelp(found)) return whole;
      masked = true;
      return whole.replace(found, `[${mark}]`);
    });
  }
  return { text, masked };
}

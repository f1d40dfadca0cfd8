// @ts-check
// Compares a reader's answer with the expected one.

/**
 * A number as people write one: 0.25, -3, −3, 1,000, 1/4, 25 %, 1e-3. NaN for anything else.
 * @param {string} text
 */
export function parsedNumber(text) {
  const plain = text
    .trim()
    .replace("−", "-")
    .replace(/,(?=\d{3}(?!\d))/g, "");
  const fraction = /^(-?\d+(?:\.\d+)?) *\/ *(\d+(?:\.\d+)?)$/.exec(plain);
  if (fraction) return Number(fraction[1]) / Number(fraction[2]);
  const percent = /^(.+?) *%$/.exec(plain);
  return percent ? Number(percent[1]) / 100 : plain === "" ? NaN : Number(plain);
}

/**
 * Whether two answers agree: numbers within half a unit of the expected last digit, or 1 %.
 * @param {string} given
 * @param {string} expected alternatives are separated by " | "
 */
export function isRight(given, expected) {
  return expected.split(" | ").some((one) => {
    const [a, b] = [parsedNumber(given), parsedNumber(one)];
    if (Number.isNaN(a) || Number.isNaN(b)) return folded(given) === folded(one);
    const decimals = /\.(\d+)/.exec(one)?.[1].length ?? 0;
    const whole = decimals === 0 && Math.abs(b) < 100;
    return Math.abs(a - b) <= (whole ? 0 : Math.max(0.5 * 10 ** -decimals, 0.01 * Math.abs(b)));
  });
}

/** @param {string} text */
function folded(text) {
  return text.toLowerCase().replace(/[\s'"`.()]/g, "");
}

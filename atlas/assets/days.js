/* Days as numbers (since 1 January 1970), and in words. */
(function () {
  "use strict";
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const DAY_MS = 86400000;
  const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

  function parts(day) {
    const date = new Date(day * DAY_MS);
    return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  }

  function number(year, month, day) {
    return Date.UTC(year, month, day) / DAY_MS;
  }

  /* 8 February 2021 */
  function inWords(day) {
    const [year, month, date] = parts(day);
    return `${date} ${MONTHS[month]} ${year}`;
  }

  /* 8 Feb 2021, where there is little room */
  function short(day) {
    const [year, month, date] = parts(day);
    return `${date} ${MONTHS[month].slice(0, 3)} ${year}`;
  }

  /* 29 January – 15 February 2021: what both have in common is said once. */
  function rangeInWords(first, last) {
    if (first === last) return inWords(first);
    const [[year, month, date], [toYear, toMonth]] = [parts(first), parts(last)];
    const from = year !== toYear ? inWords(first) : month !== toMonth ? `${date} ${MONTHS[month]}` : `${date}`;
    return `${from} – ${inWords(last)}`;
  }

  /* The same day of another month, or its last where it has no such day. */
  function addMonths(day, months) {
    const [year, month, date] = parts(day);
    const longest = parts(number(year, month + months + 1, 0))[2];
    return number(year, month + months, Math.min(date, longest));
  }

  function counted(count, noun) {
    return `${NUMBERS[count] || count} ${noun}${count === 1 ? "" : "s"}`;
  }

  /* A date at its own precision: "November 2020". */
  function dateInWords(date) {
    const [year, month] = parts(date.day);
    if (date.precision === 3) return inWords(date.day);
    return date.precision === 1 ? String(year) : `${MONTHS[month]} ${year}`;
  }

  /* How long a measure lasts on a day, as far as reports tell. */
  function lasting(start, day) {
    if (!start) return "start not reported";
    if (start.precision < 3) return `since ${dateInWords(start)}`;
    return day >= start.day ? `day ${day - start.day + 1}` : `from ${inWords(start.day)}`;
  }

  window.reportedMeasures = Object.assign(window.reportedMeasures || {}, {
    days: { MONTHS, parts, number, inWords, short, rangeInWords, addMonths, dateInWords, counted, lasting },
  });
})();

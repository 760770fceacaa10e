/* The time axis that histogram, control and episodes share: days to pixels, and the stretch of time in sight. */
(function () {
  "use strict";
  const SHORTEST = 45; // days in sight at the nearest

  class Scale {
    constructor(low, high) {
      Object.assign(this, { low: low, high: high, from: low, to: high, width: 1, listeners: [] });
    }

    x(day) {
      return ((day - this.from) / (this.to - this.from + 1)) * this.width;
    }

    /* The day at a pixel, within the days that there are. */
    day(x) {
      return this.clamp(Math.floor(this.from + (x / this.width) * (this.to - this.from + 1)));
    }

    clamp(day) {
      return Math.min(Math.max(day, this.low), this.high);
    }

    resize(width) {
      if (width === this.width) return;
      this.width = width;
      this.changed();
    }

    /* Show a shorter or longer stretch of time around a day, which stays where it is. */
    zoom(factor, around) {
      const length = this.to - this.from + 1;
      const next = Math.min(Math.max(Math.round(length * factor), SHORTEST), this.high - this.low + 1);
      const from = Math.round(around - ((around - this.from) / length) * next);
      this.place(from, next);
    }

    /* Bring a day into sight, if it is not. */
    reveal(day) {
      if (day >= this.from && day <= this.to) return;
      const length = this.to - this.from + 1;
      this.place(Math.round(day - length / 2), length);
    }

    place(from, length) {
      this.from = Math.max(this.low, Math.min(from, this.high - length + 1));
      this.to = Math.min(this.high, this.from + length - 1);
      this.changed();
    }

    changed() {
      this.listeners.forEach((listener) => listener());
    }
  }

  window.reportedMeasures = Object.assign(window.reportedMeasures || {}, { scale: { Scale } });
})();

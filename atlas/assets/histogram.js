/* The picture behind the time control: how many episodes are known on each day, how many reports were published
   in each week, and where there are none. */
(function () {
  "use strict";
  const modules = window.reportedMeasures;
  const WEEK = 7;
  const AXIS = 15; // pixels of the axis' words
  const REPORTS = 0.4; // share of the height

  class Histogram {
    constructor(data, scale) {
      this.data = data;
      this.scale = scale;
      this.canvas = document.createElement("canvas");
      this.canvas.className = "rm-histogram";
      this.canvas.setAttribute("aria-hidden", "true");
      this.byDay = new Int32Array(0);
    }

    /* Take over what a view knows: its episodes, and the day until which reports are known. */
    take(episodes, known) {
      this.known = known;
      this.byDay = modules.states.episodesByDay(episodes, this.scale.low, this.scale.high);
      this.mostEpisodes = Math.max(1, ...this.byDay);
      this.draw();
    }

    draw() {
      const { canvas, scale } = this;
      const ratio = window.devicePixelRatio || 1;
      const height = canvas.clientHeight;
      if (!height || scale.width < 2) return;
      canvas.width = scale.width * ratio;
      canvas.height = height * ratio;
      const pen = canvas.getContext("2d");
      pen.scale(ratio, ratio);
      const colors = modules.page.colors(["ink", "quiet", "line", "episodes"]);
      const base = (height - AXIS) * (1 - REPORTS);
      this.axis(pen, colors, height);
      this.episodes(pen, colors, base);
      this.reports(pen, colors, base + 2, (height - AXIS) * REPORTS - 2);
    }

    /* Years and months, as many as there is room for. */
    axis(pen, colors, height) {
      const { scale } = this;
      const month = (scale.width / (scale.to - scale.from + 1)) * 30.4;
      const step = [1, 3, 6, 12].find((months) => months * month > 42) || 12;
      pen.font = `11px ${modules.page.FONT}`;
      pen.textBaseline = "bottom";
      const [year, first] = modules.days.parts(scale.from);
      for (let m = first - (first % step); ; m += step) {
        const day = modules.days.number(year, m, 1);
        if (day > scale.to) break;
        const [y, at] = modules.days.parts(day);
        const x = Math.round(scale.x(day)) + 0.5;
        pen.strokeStyle = colors.line;
        pen.beginPath();
        pen.moveTo(x, at === 0 ? 0 : height - AXIS);
        pen.lineTo(x, height - AXIS + 3);
        pen.stroke();
        const words = at === 0 ? String(y) : modules.days.MONTHS[at].slice(0, 3);
        pen.fillStyle = at === 0 ? colors.ink : colors.quiet;
        if (x + 3 >= 0 && x + pen.measureText(words).width < scale.width) pen.fillText(words, x + 3, height);
      }
    }

    episodes(pen, colors, base) {
      const { scale, byDay } = this;
      pen.fillStyle = colors.episodes;
      pen.beginPath();
      pen.moveTo(0, base);
      for (let day = scale.from; day <= scale.to; day++) {
        const y = base - (byDay[day - scale.low] / this.mostEpisodes) * (base - 2);
        pen.lineTo(scale.x(day), y);
        pen.lineTo(scale.x(day + 1), y);
      }
      pen.lineTo(scale.width, base);
      pen.fill();
    }

    /* Reports by week, downwards; hollow where they were not known yet; a week without any is a gap in the line. */
    reports(pen, colors, top, height) {
      const { scale } = this;
      const weeks = this.weeks();
      const most = Math.max(1, ...weeks.values());
      for (let week = Math.floor(scale.from / WEEK); week * WEEK <= scale.to; week++) {
        const [left, right] = [scale.x(week * WEEK), scale.x((week + 1) * WEEK)];
        const count = weeks.get(week) || 0;
        if (!count) continue;
        pen.fillStyle = colors.quiet;
        pen.fillRect(left, top, Math.max(1, right - left - 0.5), 1);
        const size = Math.max(2, (count / most) * height);
        pen.globalAlpha = week * WEEK > this.known ? 0.25 : 0.85;
        pen.fillRect(left, top, Math.max(1, right - left - 0.5), size);
        pen.globalAlpha = 1;
      }
    }

    weeks() {
      const counts = new Map();
      const { reports } = this.data;
      for (let i = 0; i < reports.rows; i++) {
        const week = Math.floor(reports.day[i] / WEEK);
        counts.set(week, (counts.get(week) || 0) + reports.count[i]);
      }
      return counts;
    }
  }

  window.reportedMeasures = Object.assign(modules, { histogram: { Histogram } });
})();

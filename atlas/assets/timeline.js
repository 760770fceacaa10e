/* Episodes by place over time, below the map: a row for each place, a lane for each group of measures. Sure days are
   solid, fuzzy ones fade; a click opens the place and goes to the day, a drag moves the day. */
(function () {
  "use strict";
  const modules = window.reportedMeasures;
  const LANE = 7;
  const ROW = 19; // at least
  const HEIGHTS = [3, 4.5, 6]; // of bars by origins: one, two or three, four and more
  const STILL = 4; // pixels that a click may move

  class Timeline {
    constructor(atlas, data, scale, control) {
      Object.assign(this, { atlas: atlas, data: data, scale: scale, control: control, rows: [], episodes: [] });
      const { node } = modules.time;
      this.box = node("section", "rm-episodes");
      this.box.setAttribute("aria-label", "Episodes by place");
      this.scroller = node("div", "rm-episodes-scroll");
      this.names = node("div", "rm-episodes-names");
      this.canvas = node("canvas", "rm-episodes-canvas");
      this.canvas.setAttribute("aria-hidden", "true");
      this.window = node("div", "rm-window");
      this.tip = node("div", "rm-tip");
      this.tip.hidden = true;
      this.scroller.append(this.names);
      this.box.append(this.scroller, this.canvas, this.window, this.tip);
      this.listen();
    }

    listen() {
      this.scale.listeners.push(() => {
        this.draw();
        this.place();
      });
      this.scroller.addEventListener("scroll", () => this.draw(), { passive: true });
      this.scroller.addEventListener("pointerdown", (event) => this.press(event));
      this.scroller.addEventListener("pointermove", (event) => this.point(event));
      this.scroller.addEventListener("pointerleave", () => { this.tip.hidden = true; });
      this.names.addEventListener("keydown", (event) => this.step(event));
      new ResizeObserver(() => this.draw()).observe(this.scroller);
    }

    /* Take over the episodes that a view's filters and knowledge leave. */
    take(table, episodes, language) {
      this.table = table;
      const byPlace = new Map();
      for (const episode of episodes) {
        const place = this.data.keys.place[episode.key];
        if (!byPlace.has(place)) byPlace.set(place, []);
        byPlace.get(place).push(episode);
      }
      const nation = (place) => (this.data.places[place].id === "KP" ? 0 : 1);
      const order = [...byPlace.keys()].sort((a, b) => nation(a) - nation(b) || byPlace.get(b).length - byPlace.get(a).length || a - b);
      let top = 0;
      this.rows = order.map((place) => {
        const layers = [...new Set(byPlace.get(place).map((episode) => this.layer(episode)))].sort((a, b) => a - b);
        const height = Math.max(ROW, layers.length * LANE + 5);
        const row = { place: place, info: this.data.places[place], layers: layers, episodes: byPlace.get(place), top: top, height: height };
        top += height;
        return row;
      });
      this.height = top;
      this.writeNames(language);
      this.draw();
    }

    layer(episode) {
      return this.data.layerOf[this.data.keys.measure[episode.key]];
    }

    writeNames(language) {
      this.names.style.height = `${this.height}px`;
      this.names.replaceChildren(...this.rows.map((row) => {
        const name = row.info.id === "KP" ? { en: "Nation-wide", ko: "전국" }[language] : row.info.name[language];
        const button = modules.time.button("rm-episodes-name", "", () => this.atlas.choose(row.info.id), name);
        button.style.top = `${row.top}px`;
        button.style.height = `${row.height}px`;
        button.tabIndex = -1;
        button.setAttribute("aria-label", `${name}: ${modules.days.counted(row.episodes.length, "episode")}`);
        row.button = button;
        return button;
      }));
      this.mark();
    }

    /* The place chosen stands out; the tab key reaches it, or the first row. */
    mark() {
      const chosen = this.rows.find((row) => row.info.id === this.atlas.view.place);
      for (const row of this.rows) {
        row.button.classList.toggle("rm-now-chosen", row === chosen);
        row.button.tabIndex = row === (chosen || this.rows[0]) ? 0 : -1;
      }
      if (chosen && chosen !== this.chosen) this.reveal(chosen);
      this.chosen = chosen;
    }

    reveal(row) {
      const { scrollTop, clientHeight } = this.scroller;
      if (row.top < scrollTop || row.top + row.height > scrollTop + clientHeight) this.scroller.scrollTop = row.top - clientHeight / 3;
    }

    step(event) {
      const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const at = this.rows.findIndex((row) => row.button === event.target);
      if (!way || at < 0) return;
      event.preventDefault();
      event.stopPropagation();
      const next = this.rows[Math.min(Math.max(at + way, 0), this.rows.length - 1)];
      event.target.tabIndex = -1;
      next.button.tabIndex = 0;
      next.button.focus();
    }

    draw() {
      const { canvas, scroller, scale } = this;
      const ratio = window.devicePixelRatio || 1;
      const height = scroller.clientHeight;
      if (!height || scale.width < 2 || !this.table) return;
      canvas.width = scale.width * ratio;
      canvas.height = height * ratio;
      canvas.style.width = `${scale.width}px`;
      canvas.style.height = `${height}px`;
      const pen = canvas.getContext("2d");
      pen.scale(ratio, ratio);
      this.colors = modules.page.colors(["ink", "quiet", "line", "paper", ...this.data.layers.map((_, i) => `layer-${i}`)]);
      const top = scroller.scrollTop;
      for (const row of this.rows) {
        if (row.top + row.height < top || row.top > top + height) continue;
        this.drawRow(pen, row, row.top - top);
      }
    }

    drawRow(pen, row, top) {
      pen.fillStyle = this.colors.line;
      pen.globalAlpha = 0.5;
      pen.fillRect(0, Math.round(top + row.height) - 1, this.scale.width, 1);
      pen.globalAlpha = 1;
      for (const episode of row.episodes) {
        if (episode.last < this.scale.from || episode.first > this.scale.to) continue;
        this.drawEpisode(pen, episode, top + this.middle(row, episode));
      }
    }

    middle(row, episode) {
      return row.height / 2 + (row.layers.indexOf(this.layer(episode)) - (row.layers.length - 1) / 2) * LANE;
    }

    drawEpisode(pen, episode, middle) {
      const height = HEIGHTS[episode.origins > 3 ? 2 : episode.origins > 1 ? 1 : 0];
      const color = this.colors[`layer-${this.layer(episode)}`];
      const { states } = modules;
      for (const state of [states.PLANNED, states.PROBABLY, states.IN_FORCE]) {
        for (let i = 0; i < episode.rows.length; i += 2) {
          for (let step = episode.rows[i]; step < episode.rows[i + 1]; step++) {
            if (this.table.state[step] === state) this.drawStep(pen, step, state, color, middle, height);
          }
        }
      }
      if (episode.contradicted) this.drawSplit(pen, episode, middle, height);
    }

    drawStep(pen, step, state, color, middle, height) {
      const { states } = modules;
      const [left, right] = [this.scale.x(this.table.first[step]), this.scale.x(this.table.last[step] + 1)];
      const width = Math.max(right - left, 1.5);
      if (left > this.scale.width || left + width < 0) return;
      pen.fillStyle = color;
      if (state === states.PROBABLY) {
        const fade = pen.createLinearGradient(left, 0, left + width, 0);
        const rises = states.likelihood(this.table, step, this.table.last[step]) > 0.5;
        fade.addColorStop(rises ? 0 : 1, transparent(color, 0.08));
        fade.addColorStop(rises ? 1 : 0, transparent(color, 0.6));
        pen.fillStyle = fade;
      }
      if (state === states.PLANNED) {
        pen.strokeStyle = color;
        pen.setLineDash([3, 2]);
        pen.strokeRect(left + 0.5, middle - height / 2, width, height);
        pen.setLineDash([]);
      } else {
        pen.fillRect(left, middle - height / 2, width, height);
      }
    }

    /* A cut through the bar: its reports contradict each other. */
    drawSplit(pen, episode, middle, height) {
      const x = this.scale.x(Math.max(episode.first, this.scale.from)) + Math.min(10, (this.scale.x(episode.last + 1) - this.scale.x(episode.first)) / 2);
      for (const [color, width] of [[this.colors.paper, 4], [this.colors.ink, 1.2]]) {
        pen.strokeStyle = color;
        pen.lineWidth = width;
        pen.beginPath();
        pen.moveTo(x - 3, middle + height / 2 + 1.5);
        pen.lineTo(x + 3, middle - height / 2 - 1.5);
        pen.stroke();
      }
      pen.lineWidth = 1;
    }

    /* The row and the episode under a pointer. */
    under(event) {
      const frame = this.scroller.getBoundingClientRect();
      const x = event.clientX - this.canvas.getBoundingClientRect().left;
      const y = event.clientY - frame.top + this.scroller.scrollTop;
      const row = this.rows.find((found) => y >= found.top && y < found.top + found.height);
      if (!row || x < 0) return { row: row, x: x, episode: null };
      const day = this.scale.day(x);
      const spare = (3 / this.scale.width) * (this.scale.to - this.scale.from + 1);
      const close = row.episodes.filter((own) => own.first - spare <= day && day <= own.last + spare);
      const distance = (own) => Math.abs(y - row.top - this.middle(row, own));
      const episode = close.sort((a, b) => distance(a) - distance(b))[0] || null;
      return { row: row, x: x, day: day, episode: episode };
    }

    press(event) {
      if (event.button !== 0 || event.target.tagName === "BUTTON") return;
      const { row, episode, x, day } = this.under(event);
      if (x < 0) return;
      const begun = event.clientX;
      const until = new AbortController();
      const moved = (moving) => {
        if (Math.abs(moving.clientX - begun) < STILL) return;
        until.abort();
        this.tip.hidden = true;
        this.control.drag(moving, this.control.track, (to) => this.atlas.setTime(...(this.control.range ? [day, to].sort((a, b) => a - b) : [to, to])));
      };
      const clicked = () => {
        until.abort();
        if (!this.control.range) this.atlas.setTime(day, day);
        if (episode) this.atlas.choose(row.info.id);
        else this.atlas.settle();
      };
      window.addEventListener("pointermove", moved, { signal: until.signal });
      window.addEventListener("pointerup", clicked, { signal: until.signal });
      window.addEventListener("pointercancel", () => until.abort(), { signal: until.signal });
    }

    point(event) {
      const { row, episode, x } = this.under(event);
      this.tip.hidden = !episode || event.buttons > 0;
      this.scroller.style.cursor = episode ? "pointer" : "";
      if (this.tip.hidden) return;
      const name = row.info.id === "KP" ? "Nation-wide" : row.info.name[this.atlas.view.language];
      this.tip.textContent = `${name}: ${this.atlas.episodeInWords(episode)}`;
      const box = this.box.getBoundingClientRect();
      const width = this.tip.offsetWidth;
      this.tip.style.transform = `translate(${Math.max(4, Math.min(event.clientX - box.left - width / 2, box.width - width - 4))}px, ${Math.max(2, event.clientY - box.top - 34)}px)`;
      this.tip.dataset.x = x;
    }

    place() {
      const { view } = this.atlas;
      if (!view) return;
      const [left, right] = [this.scale.x(view.first), this.scale.x(view.last + 1)];
      this.window.style.visibility = right < 0 || left > this.scale.width ? "hidden" : "";
      const [from, to] = [Math.max(0, left), Math.min(this.scale.width, right)];
      this.window.style.transform = `translateX(${from.toFixed(1)}px)`;
      this.window.style.width = `${Math.max(2, to - from).toFixed(1)}px`;
    }
  }

  function transparent(color, alpha) {
    const [r, g, b] = color.match(/[\d.]+/g);
    return `rgba(${r}, ${g}, ${b}, ${alpha})`;
  }

  window.reportedMeasures = Object.assign(modules, { timeline: { Timeline } });
})();

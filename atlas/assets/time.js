/* The time control: a day or a range of days, dragged, stepped or played, and the day until which reports are known.
   It moves the map at once; it tells the page once, when it is let go. */
(function () {
  "use strict";
  const modules = window.reportedMeasures;
  const SPEEDS = [[7, "1 week/s"], [30, "1 month/s"], [91, "3 months/s"]];
  const CALM = 30; // days of a step where motion is to be reduced
  const NEAR = 12; // pixels around an edge of the range that take hold of it
  const ICONS = {
    back: "M15.4 7.4 14 6l-6 6 6 6 1.4-1.4L10.8 12z", on: "M8.6 16.6 10 18l6-6-6-6-1.4 1.4L13.2 12z",
    play: "M8 5v14l11-7z", pause: "M6 5h4v14H6zM14 5h4v14h-4z",
  };

  function node(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function button(className, label, press, text) {
    const made = node("button", className, text);
    made.type = "button";
    if (label) made.setAttribute("aria-label", label);
    if (label) made.title = label;
    made.addEventListener("click", press);
    return made;
  }

  function drawn(path) {
    const svg = modules.glyphs.element("svg", { viewBox: "0 0 24 24", width: 22, height: 22, "aria-hidden": "true" });
    svg.appendChild(modules.glyphs.element("path", { d: path, fill: "currentColor" }));
    return svg;
  }

  class TimeControl {
    /* `atlas` has view, setTime(first, last), setKnown(known, against) and settle(). */
    constructor(atlas, data, scale) {
      Object.assign(this, { atlas: atlas, data: data, scale: scale, playing: null, range: false });
      this.histogram = new modules.histogram.Histogram(data, scale);
      this.head = this.makeHead();
      this.strip = this.makeStrip();
      scale.listeners.push(() => {
        this.histogram.draw();
        this.place();
      });
    }

    makeHead() {
      const head = node("header", "rm-head");
      this.date = node("h2", "rm-date");
      this.tally = node("p", "rm-tally");
      this.playButton = button("rm-icon", "Play", () => this.toggle());
      this.playButton.appendChild(drawn(ICONS.play));
      this.speed = node("select", "rm-speed");
      this.speed.setAttribute("aria-label", "Speed");
      SPEEDS.forEach(([days, words]) => this.speed.appendChild(Object.assign(node("option", "", words), { value: days })));
      this.speed.value = SPEEDS[1][0];
      const now = node("div", "rm-now");
      now.append(this.step("Day before", ICONS.back, -1), this.step("Day after", ICONS.on, 1), this.date, this.playButton, this.speed);
      const choices = node("div", "rm-choices");
      this.rangeButton = button("rm-toggle", "", () => this.setRange(!this.range), "Range");
      this.rangeButton.title = "A range of days instead of one";
      this.knownButton = button("rm-toggle", "", () => this.toggleKnown(), "As known on");
      this.knownButton.title = "Only what reports had told by a day of your choice";
      this.compareButton = button("rm-toggle", "", () => this.toggleCompared(), "Compare");
      this.compareButton.title = "What has become known between two days";
      this.coverageButton = button("rm-toggle", "", () => this.atlas.setCoverage(!this.atlas.view.coverage), "Silence");
      this.coverageButton.title = "How many reports there are for each province and month: no report is not no measure";
      choices.append(this.rangeButton, this.knownButton, this.compareButton, this.coverageButton);
      head.append(now, this.tally, choices);
      return head;
    }

    step(label, path, days) {
      const made = button("rm-icon", label, () => {
        this.shift(days);
        this.atlas.settle();
      });
      made.appendChild(drawn(path));
      return made;
    }

    makeStrip() {
      const strip = node("div", "rm-time");
      const gutter = node("div", "rm-gutter");
      gutter.append(node("span", "", "Episodes"), node("span", "rm-gutter-reports", "Reports"), this.makeZoom());
      this.track = node("div", "rm-track");
      this.window = node("div", "rm-window");
      this.track.append(this.histogram.canvas, this.window);
      this.thumbs = { day: this.thumb("day"), first: this.thumb("first"), last: this.thumb("last") };
      this.rail = node("div", "rm-rail");
      this.rail.append(node("span", "rm-gutter", "Known on"), this.railTrack = node("div", "rm-rail-track"));
      this.knownThumbs = { known: this.railThumb("known", "As known on"), against: this.railThumb("against", "Compared with what was known on") };
      this.rail.hidden = true;
      const row = node("div", "rm-time-row");
      row.append(gutter, this.track);
      strip.append(row, this.rail);
      this.listen();
      return strip;
    }

    /* A nearer or wider stretch of time, for fingers and keys. */
    makeZoom() {
      const zoom = node("span", "rm-time-zoom");
      const middle = () => (this.atlas.view.first + this.atlas.view.last) / 2;
      zoom.append(button("rm-small", "Shorter stretch of time", () => this.scale.zoom(0.5, middle()), "+"), button("rm-small", "Longer stretch of time", () => this.scale.zoom(2, middle()), "−"));
      return zoom;
    }

    thumb(name) {
      const made = node("div", `rm-thumb rm-thumb-${name}`);
      made.dataset.thumb = name;
      made.tabIndex = 0;
      made.setAttribute("role", "slider");
      made.setAttribute("aria-label", { day: "Date", first: "First day", last: "Last day" }[name]);
      made.setAttribute("aria-valuemin", this.scale.low);
      made.setAttribute("aria-valuemax", this.scale.high);
      this.track.appendChild(made);
      return made;
    }

    railThumb(name, label) {
      const made = node("div", `rm-known rm-known-${name}`);
      made.dataset.thumb = name;
      made.tabIndex = 0;
      made.setAttribute("role", "slider");
      made.setAttribute("aria-label", label);
      made.setAttribute("aria-valuemin", this.scale.low);
      made.setAttribute("aria-valuemax", this.scale.high);
      made.append(node("span", "rm-known-words"));
      this.railTrack.appendChild(made);
      return made;
    }

    listen() {
      this.track.addEventListener("pointerdown", (event) => this.grab(event));
      this.railTrack.addEventListener("pointerdown", (event) => this.grabKnown(event));
      this.track.addEventListener("wheel", (event) => {
        event.preventDefault();
        this.scale.zoom(event.deltaY > 0 ? 1.25 : 0.8, this.scale.day(this.at(event)));
      }, { passive: false });
      this.track.addEventListener("dblclick", () => this.scale.place(this.scale.low, this.scale.high - this.scale.low + 1));
      document.addEventListener("keydown", (event) => this.press(event), true);
      document.addEventListener("keyup", (event) => this.release(event));
      modules.page.onPageKeys((event) => this.press(event), (event) => this.release(event));
      new ResizeObserver(() => this.scale.resize(this.track.clientWidth)).observe(this.track);
    }

    at(event, track = this.track) {
      return event.clientX - track.getBoundingClientRect().left;
    }

    /* Drag a day, an edge of the range, the range as a whole, or a new range. */
    grab(event) {
      if (event.button !== 0) return;
      this.stop();
      const { view } = this.atlas;
      const x = this.at(event);
      const start = this.scale.day(x);
      const name = !this.range ? "day" : this.taken(x, view);
      const [first, last] = [view.first, view.last];
      const moves = {
        day: (day) => [day, day],
        first: (day) => [day, last],
        last: (day) => [first, day],
        whole: (day) => this.moved(first, last, day - start),
        new: (day) => [start, day],
      };
      this.thumbs[name === "first" || name === "last" ? name : this.range ? "last" : "day"].focus({ preventScroll: true });
      this.drag(event, this.track, (day) => this.atlas.setTime(...moves[name](day).sort((a, b) => a - b)));
    }

    taken(x, view) {
      const [left, right] = [this.scale.x(view.first), this.scale.x(view.last + 1)];
      if (Math.abs(x - left) < NEAR && Math.abs(x - left) <= Math.abs(x - right)) return "first";
      if (Math.abs(x - right) < NEAR) return "last";
      return x > left && x < right ? "whole" : "new";
    }

    moved(first, last, days) {
      const by = Math.min(Math.max(days, this.scale.low - first), this.scale.high - last);
      return [first + by, last + by];
    }

    grabKnown(event) {
      if (event.button !== 0) return;
      const { view } = this.atlas;
      const x = this.at(event, this.railTrack);
      const far = (day) => Math.abs(x - this.scale.x(this.scale.clamp(day)));
      const name = view.against !== null && far(view.against) < far(view.known) ? "against" : "known";
      this.knownThumbs[name].focus({ preventScroll: true });
      this.drag(event, this.railTrack, (day) => this.setKnown(name, day));
    }

    /* Follow a pointer: each new day moves the map, letting go tells the page. */
    drag(event, track, move) {
      event.preventDefault();
      this.dragging = true;
      track.setPointerCapture(event.pointerId);
      const until = new AbortController();
      let last = null;
      const follow = (moving) => {
        const day = this.scale.day(this.at(moving, track));
        if (day !== last) move(day);
        last = day;
      };
      const end = () => {
        until.abort();
        this.dragging = false;
        this.atlas.settle();
      };
      track.addEventListener("pointermove", follow, { signal: until.signal });
      track.addEventListener("pointerup", end, { signal: until.signal });
      track.addEventListener("pointercancel", end, { signal: until.signal });
      follow(event);
    }

    /* Arrow keys: a day, with Shift a week, with Alt a month; Home and End; the space bar plays. */
    press(event) {
      if (event.ctrlKey || event.metaKey || !this.takes(event)) return;
      const name = event.target.dataset && event.target.dataset.thumb;
      const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 1, PageDown: -1 }[event.key];
      const month = event.altKey || event.key.startsWith("Page");
      if (way) {
        const move = (day) => (month ? modules.days.addMonths(day, way) : day + way * (event.shiftKey ? 7 : 1));
        this.keyed(name, move, event);
      } else if (event.key === "Home" || event.key === "End") {
        this.keyed(name, () => (event.key === "Home" ? this.scale.low : this.scale.high), event);
      } else if (event.key === " ") {
        event.preventDefault();
        event.stopPropagation();
        this.toggle();
      }
    }

    /* Whether a key is meant for the time: not in a field, not on a button, not where arrows move the map. */
    takes(event) {
      const target = event.target;
      if (!target.closest) return true;
      if (target.closest("input, select, textarea, [contenteditable]")) return false;
      if (target.dataset && target.dataset.thumb) return true;
      if (event.key === " " || event.key === "Home" || event.key === "End") return !target.closest("button, a, summary, [role=button]") && !target.closest(".rm-episodes");
      if (event.key === "ArrowUp" || event.key === "ArrowDown" || event.key.startsWith("Page")) return false;
      return !(target.classList.contains("leaflet-container") && target.matches(":focus-visible"));
    }

    keyed(name, move, event) {
      event.preventDefault();
      event.stopPropagation();
      this.stop();
      this.pressed = true;
      const { view } = this.atlas;
      if (name === "known" || name === "against") this.setKnown(name, this.scale.clamp(move(Math.min(name === "known" ? view.known : view.against, this.scale.high))));
      else if (name === "first") this.atlas.setTime(Math.min(this.scale.clamp(move(view.first)), view.last), view.last);
      else if (name === "last") this.atlas.setTime(view.first, Math.max(this.scale.clamp(move(view.last)), view.first));
      else this.shift(move(view.first) - view.first);
      this.scale.reveal(view.first);
    }

    release() {
      if (!this.pressed) return;
      this.pressed = false;
      this.atlas.settle();
    }

    /* Whether a person is moving the time just now. */
    get busy() {
      return Boolean(this.playing || this.pressed || this.dragging);
    }

    shift(days) {
      const { view } = this.atlas;
      this.atlas.setTime(...this.moved(view.first, view.last, days));
    }

    toggle() {
      if (this.playing) this.stop();
      else this.play();
    }

    /* Days go by at the chosen speed, one redraw in a frame at most; where motion is to be reduced, a month at a time. */
    play() {
      const { view } = this.atlas;
      if (view.last >= this.scale.high) this.atlas.setTime(...this.moved(view.first, view.last, this.scale.low - view.first));
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      let then = performance.now();
      let owed = 0;
      const frame = (now) => {
        owed += Math.min(now - then, 250) * (this.speed.value / 1000);
        then = now;
        const days = calm ? (owed >= CALM ? CALM : 0) : Math.floor(owed);
        owed -= days;
        if (days) {
          this.shift(days);
          this.scale.reveal(view.last);
        }
        if (view.last >= this.scale.high) this.stop();
        if (this.playing) this.playing = requestAnimationFrame(frame);
      };
      this.playing = requestAnimationFrame(frame);
      this.sayPlaying();
    }

    stop() {
      if (!this.playing) return;
      cancelAnimationFrame(this.playing);
      this.playing = null;
      this.sayPlaying();
      this.atlas.settle();
    }

    sayPlaying() {
      const label = this.playing ? "Pause" : "Play";
      this.playButton.setAttribute("aria-label", label);
      this.playButton.title = label;
      this.playButton.replaceChildren(drawn(this.playing ? ICONS.pause : ICONS.play));
    }

    /* From a day to the months around it, and back to its middle. */
    setRange(on) {
      const { view } = this.atlas;
      const middle = Math.round((view.first + view.last) / 2);
      const days = on ? [this.scale.clamp(middle - 15), this.scale.clamp(middle + 15)] : [middle, middle];
      this.range = on;
      this.atlas.setTime(...days);
      this.atlas.settle();
    }

    setKnown(name, day) {
      const { view } = this.atlas;
      this.atlas.setKnown(name === "known" ? this.beyond(day) : view.known, name === "against" ? day : view.against);
    }

    /* The end of the axis stands for all reports. */
    beyond(day) {
      return day >= this.scale.high ? modules.states.FOR_EVER : day;
    }

    toggleKnown() {
      const { view } = this.atlas;
      const off = view.known !== modules.states.FOR_EVER && view.against === null;
      this.atlas.setKnown(off ? modules.states.FOR_EVER : view.last, null);
      this.atlas.settle();
    }

    /* What was known on the last day shown, beside what all reports tell; then any two days. */
    toggleCompared() {
      const { view } = this.atlas;
      this.atlas.setKnown(modules.states.FOR_EVER, view.against === null ? view.last : null);
      this.atlas.settle();
    }

    /* Say and show where the view stands. */
    show(tally) {
      const { view } = this.atlas;
      if (view.first !== view.last) this.range = true;
      const words = modules.days.rangeInWords(view.first, view.last);
      if (this.date.textContent !== words) this.date.textContent = words;
      this.date.classList.toggle("rm-long", view.first !== view.last);
      const told = tally + this.knownInWords();
      if (this.tally.textContent !== told) this.tally.textContent = told;
      this.place();
    }

    knownInWords() {
      const { view } = this.atlas;
      const { inWords } = modules.days;
      const known = view.known === modules.states.FOR_EVER ? "" : `as known on ${inWords(view.known)}`;
      if (view.against === null) return known && ` · ${known}`;
      return ` · what was known on ${inWords(view.against)}, and what ${known ? `was on ${inWords(view.known)}` : "all reports tell"}`;
    }

    place() {
      const { view } = this.atlas;
      if (!view) return;
      const { scale } = this;
      const [left, right] = [scale.x(view.first), scale.x(view.last + 1)];
      this.window.style.transform = `translateX(${left.toFixed(1)}px)`;
      this.window.style.width = `${Math.max(2, right - left).toFixed(1)}px`;
      this.put(this.thumbs.day, (left + right) / 2, view.first, modules.days.rangeInWords(view.first, view.last));
      this.put(this.thumbs.first, left, view.first);
      this.put(this.thumbs.last, right, view.last);
      for (const name of ["first", "last"]) this.thumbs[name].hidden = !this.range;
      this.thumbs.day.classList.toggle("rm-thumb-whole", this.range);
      this.track.classList.toggle("rm-outside", right < 0 || left > scale.width);
      this.rangeButton.setAttribute("aria-pressed", String(this.range));
      this.placeKnown(view);
    }

    put(thumb, x, day, words) {
      thumb.style.transform = `translateX(${x.toFixed(1)}px)`;
      thumb.style.visibility = x < -1 || x > this.scale.width + 1 ? "hidden" : "";
      thumb.setAttribute("aria-valuenow", day);
      thumb.setAttribute("aria-valuetext", words || modules.days.inWords(day));
    }

    placeKnown(view) {
      const all = view.known === modules.states.FOR_EVER;
      this.rail.hidden = all && view.against === null;
      this.knownButton.setAttribute("aria-pressed", String(!all && view.against === null));
      this.compareButton.setAttribute("aria-pressed", String(view.against !== null));
      this.coverageButton.setAttribute("aria-pressed", String(view.coverage));
      if (this.rail.hidden) return;
      this.putKnown("known", Math.min(view.known, this.scale.high), all ? "all reports" : null);
      this.knownThumbs.against.hidden = view.against === null;
      if (view.against !== null) this.putKnown("against", view.against, null);
    }

    putKnown(name, day, words) {
      const thumb = this.knownThumbs[name];
      const x = this.scale.x(this.scale.clamp(day) + 0.5);
      this.put(thumb, x, day, words || modules.days.inWords(day));
      const label = thumb.firstChild;
      label.textContent = words || modules.days.short(day);
      const room = 110; // pixels of the words: each thumb has them on its own side, unless that is too narrow
      label.classList.toggle("rm-left", name === "against" ? x > room : x > this.scale.width - room);
    }
  }

  window.reportedMeasures = Object.assign(modules, { time: { TimeControl, node, button } });
})();

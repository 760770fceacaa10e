/* Presenting a briefing: steps in large type beside the map, which moves from view to view. Keys as clickers send them. */
(function () {
  "use strict";
  const modules = window.reportedMeasures;
  const MOVE = 1200; // milliseconds from step to step
  const FORWARD = ["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"];
  const BACK = ["ArrowLeft", "ArrowUp", "PageUp", "Backspace"];

  class Presentation {
    constructor(atlas, steps) {
      Object.assign(this, { atlas: atlas, steps: steps, at: 0, moving: 0, began: Date.now(), notes: null });
      const { node, button } = modules.time;
      this.box = document.getElementById("briefing-step");
      this.heading = node("h2", "briefing-heading");
      this.caption = node("div", "briefing-caption");
      this.sources = node("ol", "briefing-sources");
      this.count = node("span", "briefing-count");
      const bar = node("div", "briefing-bar");
      bar.append(
        button("rm-toggle", "Step before", () => this.go(this.at - 1), "‹"), this.count, button("rm-toggle", "Next step", () => this.go(this.at + 1), "›"),
        button("rm-toggle", "", () => this.fullScreen(), "Full screen"), button("rm-toggle", "", () => this.openNotes(), "Notes"),
        this.evidence = button("rm-toggle", "", () => this.toggleEvidence(), "Evidence"),
      );
      this.box.append(bar, this.heading, this.caption, this.sources);
      this.heading.setAttribute("aria-live", "polite");
      window.addEventListener("keydown", (event) => this.press(event), true); // before the time takes the arrow keys
      setInterval(() => this.writeNotes(), 1000);
    }

    press(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, summary, [role=slider]")) return;
      const onButton = event.target.closest("button, a, [role=button]") && [" ", "Enter"].includes(event.key);
      const keys = { Home: () => this.go(0), End: () => this.go(this.steps.length - 1), e: () => this.toggleEvidence(), n: () => this.openNotes(), f: () => this.fullScreen(), b: () => this.blank(), ".": () => this.blank() };
      if (onButton) return;
      if (FORWARD.includes(event.key)) this.go(this.at + 1);
      else if (BACK.includes(event.key)) this.go(this.at - 1);
      else if (keys[event.key]) keys[event.key]();
      else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    }

    /* Move to a step: its words at once, the map over a second, or at once where motion is to be reduced. */
    go(number) {
      document.body.classList.remove("briefing-blank");
      const next = Math.min(Math.max(number, 0), this.steps.length - 1);
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches || next === this.at;
      this.at = next;
      const step = this.steps[this.at];
      this.write(step);
      cancelAnimationFrame(this.moving);
      const { atlas } = this;
      const from = atlas.view ? atlas.view.last : step.view.last;
      if (step.position) atlas.map.flyTo([step.position[1], step.position[2]], step.position[0], { animate: !calm, duration: MOVE / 1000 });
      else if (!calm) atlas.map.flyToBounds([[37.55, 124.0], [43.1, 130.85]], { duration: MOVE / 1000 });
      this.show({ ...step.view, first: calm ? step.view.first : from, last: calm ? step.view.last : from });
      if (!calm) this.travel(from, step.view);
    }

    travel(from, to) {
      const begun = performance.now();
      const frame = (now) => {
        const share = Math.min(1, (now - begun) / MOVE);
        if (share >= 1) {
          this.show(to);
          return;
        }
        const day = Math.round(from + (to.last - from) * share);
        this.atlas.setTime(day, day);
        this.moving = requestAnimationFrame(frame);
      };
      this.moving = requestAnimationFrame(frame);
    }

    show(view) {
      this.atlas.show({ ...view, turn: this.atlas.turn });
    }

    write(step) {
      const { node } = modules.time;
      this.count.textContent = `${this.at + 1} / ${this.steps.length}`;
      this.heading.textContent = step.heading;
      this.caption.replaceChildren(...step.caption.map((paragraph) => node("p", "", paragraph)));
      this.sources.replaceChildren(...step.sources.map((source) => {
        const item = node("li", "", `${source.publisher}, ${source.day}: `);
        const link = node(source.url ? "a" : "span", "", source.title);
        if (source.url) Object.assign(link, { href: source.url, target: "_blank", rel: "noopener noreferrer" });
        item.append(link);
        return item;
      }));
      this.writeNotes();
    }

    toggleEvidence() {
      const on = document.body.classList.toggle("briefing-evidence");
      this.evidence.setAttribute("aria-pressed", String(on));
    }

    blank() {
      document.body.classList.toggle("briefing-blank");
    }

    fullScreen() {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen().catch(() => null);
    }

    /* Notes and the next step in a window of their own, for the speaker's screen; its keys move the steps too. */
    openNotes() {
      this.notes = window.open("", "briefing-notes", "width=900,height=700");
      if (!this.notes) return;
      this.notes.addEventListener("keydown", (event) => this.press(event), true);
      this.writeNotes();
      window.focus();
    }

    writeNotes() {
      if (!this.notes || this.notes.closed) return;
      const page = this.notes.document;
      const add = (name, text, size, weight) => {
        const made = page.createElement(name);
        made.textContent = text;
        Object.assign(made.style, { fontSize: size, fontWeight: weight || 400, margin: "0 0 0.5em", lineHeight: 1.4 });
        return made;
      };
      const step = this.steps[this.at];
      const next = this.steps[this.at + 1];
      const spent = Math.floor((Date.now() - this.began) / 1000);
      page.title = "Notes";
      Object.assign(page.body.style, { fontFamily: "system-ui, sans-serif", margin: "24px", background: "#fff", color: "#24211c" });
      page.body.replaceChildren(
        add("p", `${this.at + 1} / ${this.steps.length} · ${Math.floor(spent / 60)}:${String(spent % 60).padStart(2, "0")}`, "18px"),
        add("h1", step.heading, "28px", 700), ...(step.notes.length ? step.notes : ["No notes."]).map((paragraph) => add("p", paragraph, "24px")),
        add("h2", next ? `Next: ${next.heading}` : "The end", "20px", 600), ...(next ? next.caption : []).map((paragraph) => add("p", paragraph, "16px")),
      );
    }
  }

  /* Begin once the map is there. */
  function begin() {
    const holder = document.getElementById("briefing");
    if (!holder) return;
    if (!modules.atlas || !modules.atlas.view) {
      setTimeout(begin, 30);
      return;
    }
    modules.presentation = new Presentation(modules.atlas, JSON.parse(holder.textContent));
    modules.presentation.go(0);
  }

  begin();
})();

/* What the map shows, in words: for tooltips, for the screen reader, and read out when the view has changed. */
(function () {
  "use strict";
  const modules = window.reportedMeasures;
  const MOST_PLACES = 8;
  const STATES = { in_force: "in force", probably: "probably in force", planned: "planned", lifted: "lifted", unknown: "no longer known" };

  class Words {
    constructor(atlas) {
      this.atlas = atlas;
    }

    name(place) {
      const info = this.atlas.data.places[place];
      const { language } = this.atlas.view;
      return info.id === "KP" ? { en: "Nation-wide", ko: "전국" }[language] : info.name[language];
    }

    measures(place) {
      return modules.states.measuresAt(this.atlas.now, this.atlas.view, place);
    }

    /* "Lockdown in force, day 11, one origin" */
    measure(found) {
      const { view } = this.atlas;
      const origins = modules.days.counted(found.origins, "origin");
      const told = `${found.label} ${STATES[found.state]}`;
      const split = found.contradicted ? ", reports contradict each other" : "";
      if (found.state === "lifted") return `${told} on ${modules.days.inWords(found.since)}, ${origins}`;
      if (found.state === "planned") return `${told}, ${origins}`;
      const episode = this.atlas.episodeAt(found.key, view.last);
      return `${told}, ${this.lasting(episode, view)}, ${origins}${split}`;
    }

    /* On a day how long it lasts, over a range of days when it is known. */
    lasting(episode, view) {
      if (view.first === view.last) return modules.days.lasting(episode ? modules.states.stated(episode.starts) : null, view.last);
      return episode ? this.span(episode) : "start not reported";
    }

    /* "Hyesan: Lockdown in force, day 11, one origin; 2 measures no longer known" */
    sentence(place) {
      return `${this.name(place)}: ${this.lines(place).join("; ")}`;
    }

    lines(place) {
      const found = this.measures(place);
      const known = found.filter((own) => own.state !== "unknown").map((own) => this.measure(own));
      const silent = found.length - known.length;
      const lines = silent ? known.concat(`${modules.days.counted(silent, "measure")} no longer known`) : known;
      return lines.length ? lines.concat(this.change(place)) : ["nothing known"];
    }

    /* In a comparison: what was known then, where it was something else. */
    change(place) {
      const { then, view } = this.atlas;
      if (!then) return [];
      const told = (table) => modules.states.measuresAt(table, view, place).filter((own) => own.state !== "unknown").map((own) => `${own.label} ${STATES[own.state]}`).sort().join(", ");
      const before = told(then);
      if (before === told(this.atlas.now)) return [];
      return [`as known on ${modules.days.inWords(view.against)}: ${before || "nothing"}`];
    }

    tooltip(place) {
      const { node } = modules.time;
      const box = node("div", "rm-tooltip");
      box.append(node("strong", "", this.name(place)), ...this.lines(place).map((line) => node("div", "", line)));
      return box;
    }

    /* When an episode was, as finely as reports state it: "29 January – 15 February 2021", or "since November 2020, last
       reported 1 December 2020". */
    span(episode) {
      const { inWords, rangeInWords, dateInWords } = modules.days;
      const [start, end] = [modules.states.stated(episode.starts), modules.states.stated(episode.ends)];
      const [first, last] = episode.sure || [episode.first, episode.last];
      if (start && end && start.precision === 3 && end.precision === 3) return rangeInWords(...[start.day, end.day].sort((a, b) => a - b));
      if (start && end) return `${dateInWords(start)} – ${dateInWords(end)}`;
      if (start) return `since ${dateInWords(start)}, last reported ${inWords(last)}`;
      if (end) return `until ${dateInWords(end)}, first reported ${inWords(first)}`;
      return `reported ${rangeInWords(first, last)}`;
    }

    /* "Lockdown, 29 January – 15 February 2021, one origin" */
    episode(episode) {
      const { data } = this.atlas;
      const label = data.measures[data.keys.measure[episode.key]].label;
      const split = episode.contradicted ? ", reports contradict each other" : "";
      return `${label}, ${this.span(episode)}, ${modules.days.counted(episode.origins, "origin")}${split}`;
    }

    /* "20 measures in force, 3 probably, at 9 places" */
    tally(places) {
      const [sure, probably, planned] = this.atlas.tally;
      const parts = [sure && `${sure} in force`, probably && `${probably} probably`, planned && `${planned} planned`].filter(Boolean);
      if (!parts.length) return "No measure is known on this date";
      const where = places.filter((found) => found.groups.some((group) => group.state <= modules.states.PLANNED)).length;
      return `Measures: ${parts.join(", ")}, at ${modules.days.counted(where, "place")}`;
    }

    /* What has changed since the last message, for who listens: the days, the count, and the places that changed. */
    message() {
      const { view, data } = this.atlas;
      const now = new Map();
      for (let place = 0; place < data.places.length; place++) {
        const told = this.measures(place).filter((own) => own.state !== "unknown").map((own) => `${own.label} ${own.state}`).sort().join();
        if (told) now.set(place, told);
      }
      const before = this.said || now;
      const changed = [...new Set([...now.keys(), ...before.keys()])].filter((place) => now.get(place) !== before.get(place)).sort((a, b) => a - b);
      this.said = now;
      const first = changed.slice(0, MOST_PLACES).map((place) => this.sentence(place));
      const more = changed.length > MOST_PLACES ? [`and ${modules.days.counted(changed.length - MOST_PLACES, "more place")} changed`] : [];
      const told = changed.length ? ["Changed", ...first, ...more] : ["No place has changed"];
      return [modules.days.rangeInWords(view.first, view.last), this.tally(this.atlas.places), ...told].join(". ");
    }
  }

  window.reportedMeasures = Object.assign(modules, { words: { Words, STATES } });
})();

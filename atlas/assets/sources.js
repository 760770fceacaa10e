/* The list of places and the sources of one, beside the map in a file of its own. Their texts lie in the document as
   templates, written and escaped when the file was made; they are only copied here. */
(function () {
  "use strict";
  const modules = window.reportedMeasures;
  const OPENED = 2; // episodes that are open from the start
  const STATES = { in_force: "in force", probably: "probably in force", planned: "planned", lifted: "lifted", unknown: "no longer known" };

  class Sources {
    constructor(atlas, box) {
      Object.assign(this, { atlas: atlas, box: box, shown: "" });
      this.head = box.querySelector("[data-part=head]");
      this.body = box.querySelector("[data-part=body]");
    }

    /* Show the place chosen, or the list; only what has changed is made anew. */
    show() {
      const { view, data } = this.atlas;
      const place = data.places.findIndex((info) => info.id === view.place);
      const known = this.atlas.places.map((found) => found.place);
      const words = (view.place ? [place] : known).map((number) => (number < 0 ? "" : this.atlas.words.sentence(number)));
      const wanted = [view.first, view.last, view.known, view.place, view.language, ...words].join("|");
      if (wanted === this.shown) return;
      const kept = this.shown.split("|")[3] === String(view.place) ? this.box.scrollTop : 0;
      this.shown = wanted;
      if (view.place) this.showPlace(place);
      else this.showList();
      this.box.scrollTop = kept;
    }

    showList() {
      const { node, button } = modules.time;
      this.head.replaceChildren(node("h2", "", "Places on the map"));
      const { words, data } = this.atlas;
      const strongest = (found) => Math.min(...found.groups.map((group) => group.state));
      const known = this.atlas.places.filter((found) => strongest(found) < data.states.indexOf("unknown"));
      known.sort((a, b) => strongest(a) - strongest(b) || (words.name(a.place) < words.name(b.place) ? -1 : 1));
      const items = known.map((found) => {
        const item = button("sources-place", "", () => this.atlas.choose(data.places[found.place].id));
        item.append(node("strong", "", `${words.name(found.place)}: `), node("span", "", words.lines(found.place).join("; ")));
        return item;
      });
      const silent = this.atlas.places.length - known.length;
      const rest = silent ? [node("p", "claim-rule", `${modules.days.counted(silent, "place")} of which nothing is known any more.`)] : [];
      this.body.replaceChildren(...(items.length ? items : [node("p", "", "Nothing is known on these days. Move the time.")]), ...rest);
    }

    showPlace(place) {
      const { node, button } = modules.time;
      const back = button("sources-back", "", () => this.atlas.choose(null), "← All places");
      this.head.replaceChildren(back, node("h2", "", place < 0 ? "This place" : this.atlas.words.name(place)));
      if (place < 0) {
        this.body.replaceChildren(node("p", "", "No report tells of a measure here."));
        return;
      }
      const measures = this.atlas.words.measures(place).filter((own) => own.state !== "unknown");
      const current = measures.map((own) => [own, this.atlas.episodeAt(own.key, this.atlas.view.last)]).filter(([, episode]) => episode);
      const shown = new Set(current.map(([, episode]) => episode));
      const parts = current.map(([own, episode], i) => this.episode(this.atlas.words.measure(own), episode, i < OPENED));
      if (!parts.length) parts.push(node("p", "", "No measure is known here on these days. No report is not no measure."));
      this.body.replaceChildren(...parts, ...this.others(place, shown));
    }

    episode(title, episode, opened) {
      const { node } = modules.time;
      const box = node("details", "sources-episode");
      box.open = opened;
      box.append(node("summary", "", title));
      const about = document.getElementById(`episode-${episode.key}-${episode.first}`);
      if (about && this.atlas.view.known === modules.states.FOR_EVER) box.append(about.content.cloneNode(true));
      for (const claim of this.claims(episode)) box.append(this.claim(claim));
      return box;
    }

    /* The claims of an episode, newest report first. */
    claims(episode) {
      const { now } = this.atlas;
      const found = new Set();
      for (let i = 0; i < episode.rows.length; i += 2) found.add(now.claim[episode.rows[i]]);
      const order = (claim) => Number(document.getElementById(`claim-${claim}`)?.dataset.published || 0);
      return [...found].sort((a, b) => order(b) - order(a));
    }

    claim(number) {
      const template = document.getElementById(`claim-${number}`);
      const part = template ? template.content.cloneNode(true) : document.createDocumentFragment();
      const state = part.querySelector(".claim-state");
      if (state) state.textContent = this.stateOf(number);
      return part;
    }

    /* The claim's own state on the view's days. */
    stateOf(number) {
      const { now, view } = this.atlas;
      let best = null;
      for (let row = 0; row < now.rows; row++) {
        if (now.claim[row] !== number || now.first[row] > view.last || now.last[row] < view.first) continue;
        best = best === null ? now.state[row] : Math.min(best, now.state[row]);
      }
      return best === null ? "of other days" : STATES[this.atlas.data.states[best]];
    }

    others(place, shown) {
      const { node, button } = modules.time;
      const { data, episodes, words } = this.atlas;
      const others = episodes.filter((episode) => data.keys.place[episode.key] === place && !shown.has(episode)).reverse();
      if (!others.length) return [];
      const box = node("details", "sources-episode");
      box.append(node("summary", "", `${modules.days.counted(others.length, "episode")} here on other days`));
      others.forEach((episode) => box.append(button("sources-place", "", () => {
        const [day] = episode.sure || [episode.first];
        this.atlas.setTime(day, day);
        this.atlas.settle();
      }, words.episode(episode))));
      return [box];
    }
  }

  window.reportedMeasures = Object.assign(modules, { sources: { Sources } });
})();

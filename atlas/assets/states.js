/* The packed columns, and from them the state of every measure at every place on the days of a view, and
   the episodes. The rules are those of corpus/state.py and corpus/episodes.py; browser tests hold them together. */
(function () {
  "use strict";
  const FADE_DAYS = 30; // a lifting is shown so long
  const FOR_EVER = 65534; // as a day known: what all reports tell
  const ARRAYS = { u1: Uint8Array, u2: Uint16Array, u4: Uint32Array };
  const [IN_FORCE, PROBABLY, PLANNED, LIFTED] = [0, 1, 2, 3]; // the order of the header's states
  const NONE = 9;

  /* The header, with a typed array for each column of each table. */
  function unpack(buffer) {
    const length = new DataView(buffer).getUint32(0, true);
    const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
    let offset = 4 + length;
    for (const [name, table] of Object.entries(header.tables)) {
      header[name] = { rows: table.rows };
      for (const [column, type] of table.columns) {
        header[name][column] = new ARRAYS[type](buffer, offset, table.rows);
        offset += Math.ceil(header[name][column].byteLength / 4) * 4;
      }
    }
    header.keys.rows -= 1; // the last row only closes the one before
    header.layerOf = header.measures.map((measure) => header.layers.findIndex((style) => style.layer === measure.layer));
    header.placeKeys = ranges(header.keys, header.places.length);
    return header;
  }

  /* For each place the first of its keys, and one more. */
  function ranges(keys, places) {
    const from = new Uint32Array(places + 1);
    for (let key = 0; key < keys.rows; key++) from[keys.place[key] + 1] = key + 1;
    for (let place = 0; place < places; place++) from[place + 1] = Math.max(from[place + 1], from[place]);
    return from;
  }

  /* The rows that a view's filters and a day of knowledge leave, as arrays of their own. */
  function filtered(data, view, known) {
    const { steps, keys } = data;
    const kept = new Uint32Array(steps.rows);
    const from = new Uint32Array(keys.rows + 1);
    let rows = 0;
    for (let key = 0; key < keys.rows; key++) {
      from[key] = rows;
      if (!view.measures.has(keys.measure[key])) continue;
      for (let i = keys.from[key]; i < keys.from[key + 1]; i++) {
        if (steps.known_first[i] > known || steps.known_last[i] < known) continue;
        if (!view.statuses.has(steps.status[i]) || !view.attributions.has(steps.attribution[i])) continue;
        if (steps.confidence[i] >= view.confidence) kept[rows++] = i;
      }
    }
    from[keys.rows] = rows;
    const table = { data: data, known: known, rows: rows, from: from, seen: new Uint32Array(65536), stamp: 0, tally: new Uint32Array(data.states.length) };
    for (const name of ["claim", "first", "last", "origin", "state", "status", "start", "end", "reviewed"]) {
      table[name] = new steps[name].constructor(rows);
      for (let row = 0; row < rows; row++) table[name][row] = steps[name][kept[row]];
    }
    table.contradicted = new Uint8Array(rows);
    for (let row = 0; row < rows; row++) table.contradicted[row] = steps.contradicted[kept[row]] <= known ? 1 : 0;
    return table;
  }

  /* The joint state of one measure at one place on the view's days, written into `into`: on one day *in force*
     wins, else the newest step; over a range the strongest. */
  function jointState(table, key, view, into) {
    const { first, last, state } = table;
    const oneDay = view.first === view.last;
    let best = NONE;
    let since = 0;
    let winner = -1;
    for (let i = table.from[key], end = table.from[key + 1]; i < end; i++) {
      const begins = first[i];
      if (begins > view.last || last[i] < view.first) continue;
      const own = state[i];
      if (own === LIFTED && begins + FADE_DAYS < view.first) continue;
      const newer = begins > since || (begins === since && own < best);
      if (winner < 0 || own === IN_FORCE || (best !== IN_FORCE && (oneDay ? newer : own < best))) {
        since = own === best ? Math.max(begins, since) : begins;
        best = own;
        winner = i;
      }
    }
    into.state = best;
    into.since = since;
    into.row = winner;
    return winner >= 0;
  }

  /* The independent origins that give the keys from `low` to `high` this state, whether one of the claims is contradicted,
     and whether a curator has reviewed one. */
  function support(table, low, high, state, view, into) {
    const stamp = ++table.stamp;
    let origins = 0;
    let contradicted = false;
    let reviewed = false;
    for (let i = table.from[low], end = table.from[high]; i < end; i++) {
      if (table.state[i] !== state || table.first[i] > view.last || table.last[i] < view.first) continue;
      if (state === LIFTED && table.first[i] + FADE_DAYS < view.first) continue;
      contradicted = contradicted || table.contradicted[i] === 1;
      reviewed = reviewed || table.reviewed[i] === 1;
      if (table.seen[table.origin[i]] === stamp) continue;
      table.seen[table.origin[i]] = stamp;
      origins += 1;
    }
    into.origins = origins;
    into.contradicted = contradicted;
    into.reviewed = reviewed;
  }

  /* How likely a probable step holds on a day, from 0 to 1: it rises towards the sure part that follows it,
     and falls away after the one before it. */
  function likelihood(table, row, day) {
    const length = table.last[row] - table.first[row] + 2;
    const passed = Math.min(Math.max(day - table.first[row] + 1, 0), length);
    const follows = row + 1 < table.rows && table.claim[row + 1] === table.claim[row] && table.state[row + 1] === IN_FORCE;
    return follows ? passed / length : 1 - passed / length;
  }

  const scratch = { state: 0, since: 0, row: 0, origins: 0, contradicted: false, reviewed: false };

  /* For each place of the view its groups, by layer: the strongest state, since when, the origins that give it, how
     many measures of the group have that state, and whether reports contradict each other. The table's `tally` counts
     the measures at places by state. */
  function placesInView(table, view) {
    const { data } = table;
    const places = [];
    table.tally.fill(0);
    for (let place = 0; place < data.places.length; place++) {
      const groups = groupsAt(table, view, place);
      if (groups.length) places.push({ place: place, groups: groups });
    }
    return places;
  }

  function groupsAt(table, view, place) {
    const { data } = table;
    const groups = [];
    const end = data.placeKeys[place + 1];
    for (let key = data.placeKeys[place]; key < end; key++) {
      if (!jointState(table, key, view, scratch)) continue;
      const layer = data.layerOf[data.keys.measure[key]];
      const { state, since, row } = scratch;
      support(table, key, key + 1, state, view, scratch);
      if (scratch.origins < view.origins) continue;
      table.tally[state] += 1;
      let group = groups[groups.length - 1];
      if (!group || group.layer !== layer) {
        group = { layer: layer, state: NONE, since: 0, row: -1, count: 0, origins: 0, contradicted: false, reviewed: false, keys: [] };
        groups.push(group);
      }
      if (state > group.state) continue;
      if (state < group.state) Object.assign(group, { state: state, since: since, row: row, count: 0, origins: 0, contradicted: false, reviewed: false });
      group.since = Math.max(group.since, since);
      group.count += 1;
      group.origins = Math.max(group.origins, scratch.origins);
      group.contradicted = group.contradicted || scratch.contradicted;
      group.reviewed = group.reviewed || scratch.reviewed;
    }
    return groups;
  }

  /* The measures of one place on the view's days, strongest first. */
  function measuresAt(table, view, place) {
    const { data } = table;
    const found = [];
    for (let key = data.placeKeys[place]; key < data.placeKeys[place + 1]; key++) {
      if (!jointState(table, key, view, scratch)) continue;
      const { state, since, row } = scratch;
      support(table, key, key + 1, state, view, scratch);
      if (scratch.origins < view.origins) continue;
      const measure = data.keys.measure[key];
      found.push({
        key: key, measure: measure, label: data.measures[measure].label, layer: data.layerOf[measure], state: data.states[state],
        since: since, row: row, origins: scratch.origins, contradicted: scratch.contradicted, reviewed: scratch.reviewed,
      });
    }
    return found.sort((a, b) => data.states.indexOf(a.state) - data.states.indexOf(b.state));
  }

  /* The episodes of the table, by key and time. Days as numbers; `rows` bound those of its claims, by twos. */
  function episodes(table) {
    const found = [];
    for (let key = 0; key < table.data.keys.rows; key++) {
      if (table.from[key] < table.from[key + 1]) episodesOf(table, key, found);
    }
    return found;
  }

  function episodesOf(table, key, found) {
    const liftings = new Set();
    for (let i = table.from[key]; i < table.from[key + 1]; i++) {
      if (table.state[i] === LIFTED && table.data.statuses[table.status[i]] === "lifted") liftings.add(table.first[i]);
    }
    let episode = null;
    for (let i = table.from[key], end = table.from[key + 1]; i < end;) {
      let next = i + 1;
      while (next < end && table.claim[next] === table.claim[i]) next += 1;
      const [first, last] = spell(table, i, next);
      const joined = episode && (first <= episode.last || (first === episode.last + 1 && !liftings.has(first)));
      if (!joined) {
        episode = { key: key, first: first, last: last, rows: [], origins: 0, contradicted: false, starts: [], ends: [], sure: null, claims: 0 };
        found.push(episode);
        table.stamp += 1;
      }
      extend(table, episode, i, next, last);
      i = next;
    }
  }

  /* First and last day on which the claim of these rows knows the measure. */
  function spell(table, from, to) {
    let first = -1;
    let last = -1;
    for (let i = from; i < to; i++) {
      if (table.state[i] > PLANNED) continue;
      if (first < 0) first = table.first[i];
      last = table.last[i];
    }
    if (first >= 0) return [first, last];
    const before = table.first[from] - (table.state[from] === LIFTED ? 1 : 0);
    return [before, before];
  }

  function extend(table, episode, from, to, last) {
    episode.last = Math.max(episode.last, last);
    episode.claims += 1;
    episode.rows.push(from, to);
    episode.contradicted = episode.contradicted || table.contradicted[from] === 1;
    if (table.seen[table.origin[from]] !== table.stamp) {
      table.seen[table.origin[from]] = table.stamp;
      episode.origins += 1;
    }
    sureDays(table, episode, from, to);
    if (table.data.statuses[table.status[from]] === "planned") return;
    let row = from;
    while (row < to - 1 && table.state[row] === PLANNED) row += 1;
    if (table.start[from]) episode.starts.push([table.first[row], table.start[from]]);
    if (table.end[from]) episode.ends.push([endOf(table, from, to), table.end[from]]);
  }

  /* The first and the last day on which a claim is sure. */
  function sureDays(table, episode, from, to) {
    for (let row = from; row < to; row++) {
      if (table.state[row] !== IN_FORCE) continue;
      const [first, last] = episode.sure || [table.first[row], table.last[row]];
      episode.sure = [Math.min(first, table.first[row]), Math.max(last, table.last[row])];
    }
  }

  /* A day of the end that a claim states: a lifting is on it, other measures last through it. */
  function endOf(table, from, to) {
    const lifts = ["lifted", "eased"].includes(table.data.statuses[table.status[from]]);
    return lifts ? table.first[to - 1] : table.first[to - 1] - 1;
  }

  /* Of the starts or ends that an episode's claims state the earliest, and within it the most precise; null if there is none. */
  function stated(dates) {
    let best = null;
    for (const [day, precision] of dates) {
      const finer = best && precision > best.precision && same(day, best.day, best.precision);
      const within = best && precision < best.precision && same(day, best.day, precision);
      if (!best || finer || (day < best.day && !within)) best = { day: day, precision: precision };
    }
    return best;
  }

  function same(one, other, precision) {
    const [a, b] = [one, other].map((day) => new Date(day * 86400000).toISOString());
    return a.slice(0, precision === 1 ? 4 : 7) === b.slice(0, precision === 1 ? 4 : 7);
  }

  /* How many episodes are known on each day from `low` to `high`. */
  function episodesByDay(found, low, high) {
    const change = new Int32Array(high - low + 2);
    for (const episode of found) {
      if (episode.last < low || episode.first > high) continue;
      change[Math.max(episode.first, low) - low] += 1;
      change[Math.min(episode.last, high) - low + 1] -= 1;
    }
    for (let day = 1; day < change.length; day++) change[day] += change[day - 1];
    return change.subarray(0, high - low + 1);
  }

  /* 1 on the day of the lifting, 0 when it has faded. */
  function fade(group, view) {
    return Math.max(0, 1 - Math.max(0, view.first - group.since) / FADE_DAYS);
  }

  window.reportedMeasures = Object.assign(window.reportedMeasures || {}, {
    states: { unpack, filtered, placesInView, groupsAt, measuresAt, episodes, episodesByDay, stated, likelihood, fade, FOR_EVER, IN_FORCE, PROBABLY, PLANNED, LIFTED },
  });
})();

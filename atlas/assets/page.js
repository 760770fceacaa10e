/* The page around the map: its messages, its address and its colours. In a file of its own the map has none. */
(function () {
  "use strict";
  const FONT = '"Reported Sans", Pretendard, "Source Sans", system-ui, sans-serif';

  /* Tell the page the whole state at once; it answers by show(). */
  function tell(state) {
    if (window.Streamlit) window.Streamlit.setComponentValue(state);
  }

  /* Call back after each of the page's runs. */
  function onRun(run) {
    if (window.Streamlit) window.Streamlit.events.addEventListener("streamlit:render", (event) => run(event.detail));
  }

  /* Day or night: as the page has it, else as the system has it. */
  function takeTheme(changed) {
    const follow = (theme) => {
      const dark = theme ? theme.base === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      const name = dark ? "dark" : "light";
      if (document.documentElement.dataset.theme === name) return;
      document.documentElement.dataset.theme = name;
      changed();
    };
    let own = null;
    onRun((detail) => {
      own = detail && detail.theme;
      follow(own);
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => follow(own));
    follow(null);
  }

  /* Colours of the style sheet, for what is drawn on a canvas. */
  function colors(names) {
    const probe = document.createElement("i");
    document.body.appendChild(probe);
    const found = Object.fromEntries(names.map((name) => {
      probe.style.color = `var(--rm-${name})`;
      return [name, getComputedStyle(probe).color];
    }));
    probe.remove();
    return found;
  }

  /* The page around the component's frame is of the same origin; where it is not, its address stays. */
  function sameOrigin(work, otherwise) {
    try {
      return work(window.parent);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      return otherwise;
    }
  }

  function writeAddress(key, value) {
    sameOrigin((page) => {
      const address = new URL(page.location.href);
      if (address.searchParams.get(key) === value) return;
      if (value === null) address.searchParams.delete(key);
      else address.searchParams.set(key, value);
      page.history.replaceState(page.history.state, "", address);
    });
  }

  function readAddress(key) {
    return sameOrigin((page) => new URL(page.location.href).searchParams.get(key), null);
  }

  /* Keys that are pressed in the page, where no field of it takes them; for as long as this frame lives. */
  function onPageKeys(press, release) {
    if (window.parent === window) return;
    sameOrigin((page) => {
      const until = new AbortController();
      const free = (event) => event.target === page.document.body || event.target.closest?.("[data-testid='stMain']") === event.target;
      page.document.addEventListener("keydown", (event) => free(event) && press(event), { signal: until.signal });
      page.document.addEventListener("keyup", (event) => free(event) && release(event), { signal: until.signal });
      window.addEventListener("pagehide", () => until.abort());
    });
  }

  window.reportedMeasures = Object.assign(window.reportedMeasures || {}, { page: { FONT, tell, onRun, takeTheme, colors, writeAddress, readAddress, onPageKeys } });
})();

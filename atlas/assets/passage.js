// A report's text with its marks, in which words are selected by pointer or by keys. The text is only ever textContent.
// Offsets count characters (code points), as the server does.

const FIELDS = ["measure", "place", "start", "end"];

export default function passage({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".passage");
  if (root.dataset.shown !== data.shown) {
    root.dataset.shown = data.shown;
    root.lang = data.language;
    root.replaceChildren(...data.segments.map(segment));
    const quote = root.querySelector(".quoted, mark");
    root.scrollTop = quote ? quote.offsetTop - root.offsetTop - root.clientHeight / 4 : 0;
  }
  root.classList.toggle("selectable", data.selectable);

  const tell = () => {
    const span = data.selectable ? selected(root) : null;
    if (span) setStateValue("selected", span);
  };
  const move = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!data.selectable || !step) return;
    event.preventDefault();
    select(root, moved(data.sentences, selected(root), step, event.shiftKey));
    tell();
  };
  root.addEventListener("mouseup", tell);
  root.addEventListener("touchend", tell);
  root.addEventListener("keydown", move);
  return () => {
    root.removeEventListener("mouseup", tell);
    root.removeEventListener("touchend", tell);
    root.removeEventListener("keydown", move);
  };
}

function segment({ text, field, quoted }) {
  const element = document.createElement(field ? "mark" : "span");
  element.textContent = text;
  if (FIELDS.includes(field)) {
    element.className = `field-${field}`;
    element.title = field;
  } else {
    element.className = quoted ? "quoted" : "around";
  }
  return element;
}

// The selection in the text as [first, last) characters, without white space at its ends; null where there is none.
function selected(root) {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !root.contains(selection.anchorNode)) return null;
  const range = selection.getRangeAt(0);
  const before = document.createRange();
  before.setStart(root, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const text = range.toString();
  const trimmed = text.trim();
  const first = length(before.toString()) + length(text.slice(0, text.indexOf(trimmed)));
  return trimmed && root.contains(range.endContainer) ? [first, first + length(trimmed)] : null;
}

// The next sentence from the selection, or with Shift the selection as far as its end or from its start.
function moved(sentences, span, step, extend) {
  if (!span) return sentences[step > 0 ? 0 : sentences.length - 1];
  const next = step > 0 ? sentences.find(([first]) => first >= span[1]) : sentences.findLast(([, last]) => last <= span[0]);
  if (!next) return span;
  return extend ? [Math.min(span[0], next[0]), Math.max(span[1], next[1])] : next;
}

function select(root, [first, last]) {
  const range = document.createRange();
  range.setStart(...position(root, first));
  range.setEnd(...position(root, last));
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  range.startContainer.parentElement.scrollIntoView({ block: "nearest" });
}

// The text node and the offset in it of a character.
function position(root, character) {
  let left = character;
  for (const element of root.children) {
    const characters = Array.from(element.textContent);
    if (left <= characters.length) return [element.firstChild ?? element, characters.slice(0, left).join("").length];
    left -= characters.length;
  }
  return [root, root.childNodes.length];
}

function length(text) {
  return Array.from(text).length;
}
